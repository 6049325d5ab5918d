import type { CollectorModel, ComponentDefinition, Pipeline, Reference } from '../otel/collectorModel.ts';
import type { ComponentKind } from '../otel/collectorSchemas.ts';
import type { Problem, Severity, Span } from '../problem.ts';
import { factsOf } from './facts.ts';

/** One component in one lane. Spans are those of the config's root. */
export interface GraphBox {
  /** Tells boxes of a graph apart, and stays the same while the text around it changes. */
  key: string;
  kind: ComponentKind;
  /** `type/name` as written. */
  id: string;
  /** Short words on its settings: where it listens, where it sends to. */
  facts: readonly string[];
  /** Its definition, or the reference to it where there is none. */
  span: Span;
  isDefined: boolean;
  /** In how many lanes it stands. */
  lanes: number;
  /** Of the worst problem inside its definition or reference. */
  severity?: Severity;
  /** Ids of the extensions that it names: what signs or stores for it. */
  extensions: readonly string[];
}

/** A pipeline: data flows from the receivers through the processors, one after the other, to the exporters. */
export interface GraphLane {
  /** `metrics/amp`. */
  id: string;
  signal: string;
  span: Span;
  receivers: readonly GraphBox[];
  processors: readonly GraphBox[];
  exporters: readonly GraphBox[];
}

export interface PipelineGraph {
  lanes: readonly GraphLane[];
  /** What runs beside the pipelines. */
  extensions: readonly GraphBox[];
  /** Defined, but in no pipeline: such components are not started. */
  idle: readonly GraphBox[];
  /** Connectors: from the lane that they end to the lane that they begin, by the keys of their boxes. */
  links: readonly { from: string; to: string }[];
}

const ranks: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

/** A config as lanes of boxes; half-written ones give what can be read. */
export function pipelineGraph(model: CollectorModel, problems: readonly Problem[] = []): PipelineGraph {
  const lanesOf = new Map<string, number>();
  for (const { receivers, processors, exporters } of model.pipelines) {
    for (const id of new Set([...receivers, ...processors, ...exporters].map((one) => nameOf(model, one)))) {
      lanesOf.set(id, (lanesOf.get(id) ?? 0) + 1);
    }
  }
  const box = (lane: string, { id, span, role }: Reference, index: number): GraphBox => {
    const definition = model.target({ id, span, role });
    const name = nameOf(model, { id, span, role });
    return {
      ...boxOf(model, definition, problems, { kind: kindOfRole(role), id, span }),
      key: `${lane} ${role} ${id} ${index}`,
      lanes: lanesOf.get(name) ?? 1,
    };
  };
  const lanes = model.pipelines.map((pipeline) => laneOf(pipeline, box));
  const services = new Set(model.extensions.map(({ id }) => id));
  return {
    lanes,
    extensions: model.extensions.map((reference, index) => box('extensions', reference, index)),
    idle: model.components
      .filter(({ kind, id }) => (kind === 'extensions' ? !services.has(id) : !lanesOf.has(`${kind} ${id}`)))
      .map((definition) => ({
        ...boxOf(model, definition, problems, { ...definition, span: definition.keySpan }),
        key: `idle ${definition.kind} ${definition.id}`,
        lanes: 0,
      })),
    links: linksBetween(lanes),
  };
}

function laneOf(
  { id, signal, keySpan, receivers, processors, exporters }: Pipeline,
  box: (lane: string, reference: Reference, index: number) => GraphBox,
): GraphLane {
  const boxes = (references: readonly Reference[]): GraphBox[] =>
    references.map((reference, index) => box(id, reference, index));
  return {
    id,
    signal,
    span: keySpan,
    receivers: boxes(receivers),
    processors: boxes(processors),
    exporters: boxes(exporters),
  };
}

function boxOf(
  model: CollectorModel,
  definition: ComponentDefinition | undefined,
  problems: readonly Problem[],
  own: { kind: ComponentKind; id: string; span: Span },
): Omit<GraphBox, 'key' | 'lanes'> {
  const places = [own.span, ...(definition ? [definition.span] : [])];
  const worst = problems
    .filter(({ span, tag }) => tag !== 'unnecessary' && places.some((place) => contains(place, span)))
    .map(({ severity }) => severity)
    .sort((a, b) => ranks[b] - ranks[a])[0];
  return {
    kind: definition?.kind ?? own.kind,
    id: own.id,
    facts: definition ? factsOf(definition) : [],
    span: definition?.keySpan ?? own.span,
    isDefined: definition !== undefined,
    extensions: model.extensionUses
      .filter(({ owner }) => definition?.kind !== 'extensions' && owner === own.id)
      .map(({ id }) => id),
    ...(worst !== undefined && { severity: worst }),
  };
}

function linksBetween(lanes: readonly GraphLane[]): { from: string; to: string }[] {
  const beginnings = lanes.flatMap(({ receivers }) => receivers).filter(({ kind }) => kind === 'connectors');
  return lanes
    .flatMap(({ exporters }) => exporters)
    .filter(({ kind }) => kind === 'connectors')
    .flatMap((from) =>
      beginnings.filter(({ id }) => id === from.id).map((to) => ({ from: from.key, to: to.key })),
    );
}

/** Kind and id: a receiver and an exporter may share their id. */
function nameOf(model: CollectorModel, reference: Reference): string {
  const kind = model.target(reference)?.kind ?? kindOfRole(reference.role);
  return `${kind} ${reference.id}`;
}

function kindOfRole(role: Reference['role']): ComponentKind {
  switch (role) {
    case 'receiver':
      return 'receivers';
    case 'processor':
      return 'processors';
    case 'exporter':
      return 'exporters';
    case 'service-extension':
    case 'authenticator':
    case 'storage':
    case 'encoding':
    case 'middleware':
      return 'extensions';
  }
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
