import * as l10n from '@vscode/l10n';
import { plainText } from '../../manifest/yaml/loose/spot.ts';
import { adotVersions } from '../../otel/adotVersions.ts';
import type { ComponentType } from '../../otel/collectorSchemas.ts';
import type { Span } from '../../problem.ts';
import { describeComponent, describeField, describePipeline, describeSection } from './describeParts.ts';
import { describeInManifest } from './describeManifest.ts';
import { durationWords } from '../suggest/durations.ts';
import type { DescribeContext, Look } from '../look.ts';
import { isComponentKind, schemaPlaceOf, typeOf } from '../schemaPlace.ts';
import { isPipelineList, sectionsOfList } from '../sections.ts';
import { touchedAt } from '../spotAt.ts';
import { isSourceLabels } from '../suggest/suggestLabels.ts';
import { viewAt } from '../view.ts';
import type { AssistFile, ConfigView } from '../view.ts';

/** What a place of a file is, in Markdown, and the stretch that it is said of. */
export interface Description {
  span: Span;
  markdown: string;
}

/**
 * What stands at an offset of a file: a field with its type, default and releases, a component, a member of a pipeline, a
 * label, a duration, a variable, the release in an image's tag, a field of the documents around. `undefined` where there is nothing to say.
 */
export function describeAt(
  file: AssistFile,
  offset: number,
  context: DescribeContext = {},
): Description | undefined {
  const at = viewAt(file, offset);
  if (!at) {
    return describeImage(file.text, offset) ?? describeInManifest(file, offset, context);
  }
  const { view } = at;
  const touched = touchedAt(view.yaml, at.offset);
  if (!touched) {
    return undefined;
  }
  const variable = describeVariable(view, touched.span, at.offset);
  if (variable) {
    return { ...variable, span: view.toFile(variable.span) };
  }
  const place = schemaPlaceOf(view.yaml, touched.spot, view.collector.release);
  const look: Look = { view, touched, place, context };
  const markdown = touched.part === 'key' ? describeKey(look) : describeValue(look);
  return markdown === undefined ? undefined : { span: view.toFile(touched.span), markdown };
}

function describeKey(look: Look): string | undefined {
  const { path, component } = look.place;
  const [section, field, pipeline] = path;
  if (path.length === 1) {
    return describeSection(look, [String(section)]);
  }
  if (path.length === 2 && isComponentKind(String(section))) {
    return describeComponent(look, component, String(field));
  }
  if (section === 'service' && field === 'pipelines') {
    return path.length === 3
      ? describePipeline(look, String(pipeline))
      : describeSection(look, ['service', 'pipelines', ...(path.length > 3 ? ['*', String(path[3])] : [])]);
  }
  return describeField(look);
}

function describeValue(look: Look): string | undefined {
  const { touched, view, place } = look;
  const { spot } = touched;
  if (spot.block) {
    return undefined;
  }
  const text = plainText(view.yaml.text, spot.value);
  const member = memberAt(look, text);
  if (member) {
    return describeComponent(look, member, text);
  }
  if (isSourceLabels(place.path) || place.path.at(-1) === 'target_label') {
    const meaning = look.context.texts?.label(text);
    return meaning === undefined ? undefined : `\`${text}\`\n\n${meaning}`;
  }
  const duration = durationWords(text);
  const isDuration = place.schemas.some(({ format }) => format?.endsWith('-duration') === true);
  return duration !== undefined && isDuration && duration.replaceAll(' ', '') !== text
    ? `\`${text}\` = ${duration}`
    : describeField(look);
}

/** The component that a scalar names, by the place that it stands in. */
function memberAt({ place, view }: Look, id: string): ComponentType | undefined {
  const { release } = view.collector;
  const [section, field, , list] = place.path;
  const last = place.path.findLast((step) => typeof step === 'string');
  const kinds =
    section === 'service' && field === 'pipelines' && isPipelineList(String(list))
      ? sectionsOfList[String(list) as 'receivers']
      : (section === 'service' && field === 'extensions') || last === 'authenticator' || last === 'storage'
        ? (['extensions'] as const)
        : [];
  return kinds.map((kind) => release.component(kind, typeOf(id))).find((one) => one);
}

const variablePattern = /\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/** A `${env:X}` at an offset: what it becomes in the container, as far as the file says. */
function describeVariable(
  { yaml, collector }: ConfigView,
  within: Span,
  offset: number,
): Description | undefined {
  const text = yaml.text.slice(within.start, within.end);
  for (const match of text.matchAll(variablePattern)) {
    const start = within.start + match.index;
    const span = { start, end: start + match[0].length };
    if (span.start <= offset && offset <= span.end) {
      const [, name = '', fallback] = match;
      const value = Object.hasOwn(collector.env, name) ? collector.env[name] : undefined;
      return { span, markdown: variableWords(name, { value, fallback }) };
    }
  }
  return undefined;
}

function variableWords(
  name: string,
  { value, fallback }: { value: string | undefined; fallback: string | undefined },
): string {
  if (value !== undefined) {
    return l10n.t('`{0}` is `{1}` in the container of this collector.', name, value);
  }
  return fallback === undefined
    ? l10n.t('Environment variable `{0}`. This file does not say its value; unset, it is empty.', name)
    : l10n.t(
        'Environment variable `{0}`. This file does not say its value; unset, it is `{1}`.',
        name,
        fallback,
      );
}

/** A release of ADOT in the tag of an image. */
function describeImage(text: string, offset: number): Description | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const written = text.slice(line, newline < 0 ? text.length : newline);
  const match = /aws-otel-collector:v?(\d+\.\d+\.\d+)/.exec(written.slice(0, 1000));
  const start = line + (match?.index ?? 0);
  const end = start + (match?.[0].length ?? 0);
  if (!match || offset < start || offset > end) {
    return undefined;
  }
  const minor = (match[1] ?? '').replace(/\d+$/, '');
  const release = adotVersions.find(({ version }) => version.startsWith(minor));
  return (
    release && {
      span: { start, end },
      markdown: l10n.t(
        '**ADOT {0}** of {1}, built from OpenTelemetry Collector contrib {2}',
        release.version,
        release.date,
        release.upstream,
      ),
    }
  );
}
