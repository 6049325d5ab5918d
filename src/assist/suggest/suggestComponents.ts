import * as l10n from '@vscode/l10n';
import { componentKinds } from '../../otel/collectorModel.ts';
import type { ComponentKind, ComponentType } from '../../otel/collectorSchemas.ts';
import type { Ask, Offer } from '../ask.ts';
import { definedIds } from '../ask.ts';
import { requiredOf, spread } from '../schemaSteps.ts';
import { typeOf } from '../schemaPlace.ts';
import { isPipelineList, pipelineLists, sectionsOfList, signals } from '../sections.ts';
import type { PipelineList } from '../sections.ts';
import { literal, requiredLines, writtenScalar } from './snippets.ts';
import { starterOf } from './starters.ts';
import { componentDetail } from '../describe/words.ts';

/** The sections of a config that are not there yet, in the order in which people write them. */
export function sectionOffers({ taken, context, collector: { release } }: Ask): Offer[] {
  const kinds = componentKinds.filter((kind) => release.types(kind).length > 0);
  return [...kinds, 'service']
    .filter((name) => !taken.has(name))
    .map((name, index) => ({
      form: 'key',
      kind: 'field',
      label: name,
      name,
      snippet: name === 'service' ? 'service:\n  pipelines:\n    $0' : `${name}:\n  $0`,
      order: index,
      triggersNext: true,
      ...documented(context.texts?.section([name])),
    }));
}

/** The types of a section, each with what it needs to begin with. A type that is there already gets a name of its own. */
export function componentOffers(ask: Ask, kind: ComponentKind): Offer[] {
  const { collector, context, taken } = ask;
  const { release } = collector;
  return release.types(kind).flatMap((type): Offer[] => {
    const component = release.component(kind, type);
    if (!component || component.aliasOf !== undefined) {
      return [];
    }
    const isTaken = taken.has(type);
    const isDeprecated = Object.values(component.stability).some((level) =>
      /deprecated|unmaintained/i.test(level),
    );
    const id = isTaken ? `${type}/\${1:${nextName(type, taken)}}` : type;
    return [
      {
        form: 'key',
        kind: 'component',
        label: type,
        name: isTaken ? `${type}/${nextName(type, taken)}` : type,
        snippet: `${id}:${body(component, { definitions: release.definitions, from: isTaken ? 1 : 0 })}`,
        detail: componentDetail(component),
        order: isDeprecated ? 3 : isTaken ? 2 : 1,
        ...(isDeprecated && { deprecated: true }),
        ...documented(context.texts?.component(component)),
      },
    ];
  });
}

function nextName(type: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${type}/${number}`)) {
    number += 1;
  }
  return String(number);
}

/** What stands under an id: the starter, else the required fields, else nothing. Its stops are numbered after `from`. */
function body(
  component: ComponentType,
  { definitions, from }: { definitions: Ask['place']['definitions']; from: number },
): string {
  const lines = starterOf(component);
  const schemas = spread(component.schema, definitions);
  const text =
    lines.length > 0
      ? `\n  ${lines.join('\n  ')}`
      : requiredOf(schemas).size > 0
        ? `\n  ${requiredLines(schemas, definitions, '  ')}`
        : '';
  return text.replaceAll(
    /\$(\{?)([1-9]\d*)/g,
    (_, open: string, stop: string) => `$${open}${Number(stop) + from}`,
  );
}

/** The signals that a pipeline can be of, the whole of a pipeline each. */
export function pipelineOffers({ taken, context, cursor }: Ask): Offer[] {
  return signals.map((signal, index) => {
    const isTaken = taken.has(signal);
    const lists = pipelineLists.map((list, stop) => `${list}: [$${stop + (isTaken ? 2 : 1)}]`);
    const id = isTaken ? `${signal}/\${1:${nextName(signal, taken)}}` : signal;
    return {
      form: 'key',
      kind: 'value',
      label: signal,
      name: isTaken ? `${signal}/${nextName(signal, taken)}` : signal,
      snippet: cursor.where === 'flow' ? `${id}: {${lists.join(', ')}}` : `${id}:\n  ${lists.join('\n  ')}`,
      order: index + (isTaken ? 10 : 0),
      ...documented(context.texts?.section(['service', 'pipelines', signal])),
    };
  });
}

export function pipelineListOffers({ taken, context }: Ask): Offer[] {
  return pipelineLists
    .filter((list) => !taken.has(list))
    .map((list) => ({
      form: 'key',
      kind: 'field',
      label: list,
      name: list,
      snippet: `${list}: [$0]`,
      order: pipelineLists.indexOf(list),
      triggersNext: true,
      ...documented(context.texts?.section(['service', 'pipelines', '*', list])),
    }));
}

/** The defined components that a pipeline's list can take: of its signal, not in it yet. */
export function memberOffers(ask: Ask, list: string, pipeline: string): Offer[] {
  if (!isPipelineList(list)) {
    return [];
  }
  const signal = typeOf(pipeline);
  return sectionsOfList[list].flatMap((kind) =>
    definedIds(ask, kind).flatMap((id) => {
      const component = ask.collector.release.component(kind, typeOf(id));
      const fits = !component || kind === 'connectors' || component.signals.some((one) => one === signal);
      return ask.taken.has(id) || !fits ? [] : [memberOffer(ask, { kind, id, order: orderIn(list, id) })];
    }),
  );
}

/** The defined extensions that are not listed yet, in the order of their definition. */
export function extensionOffers(ask: Ask): Offer[] {
  return definedIds(ask, 'extensions')
    .filter((id) => !ask.taken.has(id))
    .map((id, index) => memberOffer(ask, { kind: 'extensions', id, order: index }));
}

const servants: Readonly<Record<string, RegExp>> = {
  authenticator: /^(?:sigv4auth|.*auth.*)$/,
  storage: /storage$/,
};

/** The extensions that a field such as `auth.authenticator` can name: the defined ones, then those of the release. */
export function servantOffers(ask: Ask, field: string): Offer[] {
  const fits = servants[field];
  if (!fits) {
    return [];
  }
  const defined = definedIds(ask, 'extensions').filter((id) => fits.test(typeOf(id)));
  const others = ask.collector.release
    .types('extensions')
    .filter((type) => fits.test(type) && !defined.some((id) => typeOf(id) === type));
  return [
    ...defined.map((id, index) => memberOffer(ask, { kind: 'extensions', id, order: index })),
    ...others.map((type, index) => ({
      ...memberOffer(ask, { kind: 'extensions', id: type, order: 100 + index }),
      detail: l10n.t('not defined yet'),
    })),
  ];
}

function memberOffer(
  { collector, context }: Ask,
  { kind, id, order }: { kind: ComponentKind; id: string; order: number },
): Offer {
  const component = collector.release.component(kind, typeOf(id));
  const text = component && context.texts?.component(component);
  return {
    form: 'value',
    kind: 'reference',
    label: id,
    name: id,
    snippet: literal(writtenScalar(id)),
    order,
    ...(component && { detail: componentDetail(component) }),
    ...documented(text),
  };
}

/** The order that upstream advises: first what guards memory, last what makes batches. */
const processorRanks: readonly RegExp[] = [
  /^memory_limiter$/,
  /^(?:k8s_?attributes|resource_?detection)$/,
  /^(?:filter|probabilistic_sampler)$/,
  /^(?:groupbytrace|tail_sampling)$/,
  /^(?:attributes|resource|span)$/,
  /^(?:metrics_?transform|metricsgeneration|cumulativetodelta|deltatorate)$/,
];

function orderIn(list: PipelineList, id: string): number {
  if (list !== 'processors') {
    return 0;
  }
  const type = typeOf(id);
  const rank = processorRanks.findIndex((pattern) => pattern.test(type));
  return type === 'batch' ? 20 : rank < 0 ? 10 : rank;
}

export function documented(text: string | undefined): { documentation?: string } {
  return text === undefined ? {} : { documentation: text };
}
