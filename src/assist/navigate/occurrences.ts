import { spanInFile } from '../../manifest/placement/placement.ts';
import type { Collector } from '../../otel/collector.ts';
import { collectorModel, kindsOfReference } from '../../otel/collectorModel.ts';
import type { CollectorModel, ComponentDefinition, Pipeline, Reference } from '../../otel/collectorModel.ts';
import type { Span } from '../../problem.ts';
import type { AssistFile } from '../view.ts';

/** Something of a config that has an id, with every place that says it. Spans are those of the config's root. */
export interface Occurrences {
  collector: Collector;
  model: CollectorModel;
  /** What stands at the offset that was asked for. */
  origin: Span;
  id: string;
  component?: ComponentDefinition;
  pipeline?: Pipeline;
  uses: readonly Reference[];
}

/** The component or pipeline that an offset of the file names; `undefined` where none is named. */
export function occurrencesAt(file: AssistFile, offset: number): Occurrences | undefined {
  for (const collector of file.collectors) {
    if (collector.config.span.start <= offset && offset <= collector.config.span.end) {
      const found = inConfig(collector, offset);
      if (found) {
        return found;
      }
    }
  }
  return undefined;
}

/** Every reference of a config. */
export function referencesOf(model: CollectorModel): Reference[] {
  return [
    ...model.extensions,
    ...model.pipelines.flatMap(({ receivers, processors, exporters }) => [
      ...receivers,
      ...processors,
      ...exporters,
    ]),
    ...model.extensionUses,
  ];
}

function inConfig(collector: Collector, offset: number): Occurrences | undefined {
  const { place, root } = collector.config;
  const model = collectorModel(root);
  const isAt = (span: Span): boolean => {
    const { start, end } = spanInFile(place, span);
    return start <= offset && offset <= end;
  };
  const component = model.components.find(({ keySpan }) => isAt(keySpan));
  if (component) {
    return { collector, model, origin: component.keySpan, id: component.id, component, uses: component.uses };
  }
  const pipeline = model.pipelines.find(({ keySpan }) => isAt(keySpan));
  if (pipeline) {
    return { collector, model, origin: pipeline.keySpan, id: pipeline.id, pipeline, uses: [] };
  }
  const references = referencesOf(model);
  const reference = references.find(({ span }) => isAt(span));
  if (!reference) {
    return undefined;
  }
  const target = model.target(reference);
  const common = { collector, model, origin: reference.span, id: reference.id };
  return target
    ? { ...common, component: target, uses: target.uses }
    : { ...common, uses: references.filter((one) => isOfSame(one, reference)) };
}

/** Two references to what is not defined mean the same when one definition could serve both. */
function isOfSame(one: Reference, other: Reference): boolean {
  const kinds = kindsOfReference(other);
  return one.id === other.id && kindsOfReference(one).some((kind) => kinds.includes(kind));
}
