import * as l10n from '@vscode/l10n';
import { componentIdText, flawOfComponentId, parseComponentId } from '../../otel/componentId.ts';
import type { Span, TextEdit } from '../../problem.ts';
import { spanInFile } from '../../manifest/placement/placement.ts';
import { occurrencesAt } from './occurrences.ts';
import type { Occurrences } from './occurrences.ts';
import type { AssistFile } from '../view.ts';

/** What can be renamed, or a sentence that says why it cannot be. */
export type Renaming = { span: Span; placeholder: string } | Refusal;

export interface Refusal {
  refusal: string;
}

/** What would be renamed at an offset; `undefined` where nothing has a name of its own. */
export function prepareRenameAt(file: AssistFile, offset: number): Renaming | undefined {
  const found = occurrencesAt(file, offset);
  if (!found) {
    return undefined;
  }
  const { place } = found.collector.config;
  return isAlias(file, found, found.origin)
    ? { refusal: l10n.t('This is a YAML alias. Rename the id at its anchor.') }
    : { span: inner(file, spanInFile(place, found.origin)), placeholder: found.id };
}

/**
 * The edits that give a component or pipeline another id, at its definition and everywhere it is used. The type stays: a
 * name without slash becomes the part behind it. What the collector would refuse, or what is taken, is refused.
 */
export function renameAt(
  file: AssistFile,
  offset: number,
  name: string,
): { edits: TextEdit[] } | Refusal | undefined {
  const found = occurrencesAt(file, offset);
  if (!found) {
    return undefined;
  }
  const id = newId(found, name);
  if (typeof id !== 'string') {
    return id;
  }
  const defined = found.component ?? found.pipeline;
  const spans = [...(defined ? [defined.keySpan] : []), ...found.uses.map(({ span }) => span)].filter(
    (span) => !isAlias(file, found, span),
  );
  const edits: TextEdit[] = [];
  for (const span of spans) {
    const edit = editOf(file, found, { ...span, text: id });
    if (!edit) {
      return { refusal: l10n.t('The scalar around this config cannot hold {0}.', id) };
    }
    edits.push(edit);
  }
  return { edits };
}

function newId(found: Occurrences, name: string): string | Refusal {
  const { type } = parseComponentId(found.id);
  const given = parseComponentId(name);
  const wanted = name.includes('/') || given.type === type ? given : { type, name: given.type };
  if (wanted.type !== type) {
    return {
      refusal: l10n.t('{0} has to stay in front of the slash: it says what the component is.', type),
    };
  }
  const id = componentIdText(wanted);
  if (given.type === '' || flawOfComponentId(id) !== undefined) {
    return {
      refusal: l10n.t('The collector refuses {0}: a name has no spaces, symbols or empty parts.', id),
    };
  }
  return id !== found.id && isTaken(found, id) ? { refusal: l10n.t('There is already a {0}.', id) } : id;
}

function isTaken({ model, component, pipeline }: Occurrences, id: string): boolean {
  return pipeline
    ? model.pipelines.some((one) => one.id === id)
    : component !== undefined && model.definition(component.kind, id) !== undefined;
}

/** Quotes around an id stay. */
function editOf(file: AssistFile, { collector }: Occurrences, edit: TextEdit): TextEdit | undefined {
  const { place } = collector.config;
  const first = file.text.charAt(place.toFile(edit.start));
  const quotes = first === '"' || first === "'" ? 1 : 0;
  return place.toFileEdit({ ...edit, start: edit.start + quotes, end: edit.end - quotes });
}

function inner({ text }: AssistFile, span: Span): Span {
  const first = text.charAt(span.start);
  return first === '"' || first === "'" ? { start: span.start + 1, end: span.end - 1 } : span;
}

function isAlias(file: AssistFile, { collector }: Occurrences, span: Span): boolean {
  return file.text.charAt(collector.config.place.toFile(span.start)) === '*';
}
