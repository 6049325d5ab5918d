import * as l10n from '@vscode/l10n';
import { itemsOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem } from '../../problem.ts';
import type { Pipeline, Reference } from '../collectorModel.ts';
import { parseComponentId } from '../componentId.ts';
import { fixOf, problemOf, remoteWriteTypes } from './rule.ts';
import type { RuleContext } from './rule.ts';

const typeOf = ({ id }: Reference): string => parseComponentId(id).type;

/** What takes data out of a pipeline: batches made before it are filled with what is dropped. */
const dropping = new Set(['filter', 'probabilistic_sampler', 'tail_sampling']);
/** What gathers data itself, or reads the metadata of requests, which batches lose. */
const beforeBatch = new Set(['k8s_attributes', 'k8sattributes', 'groupbytrace']);

/**
 * The memory limiter refuses data, so it has to be the first to see it.
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/memorylimiterprocessor
 */
export function* memoryLimiterFirst(context: RuleContext): Iterable<Problem> {
  for (const pipeline of context.model.pipelines) {
    const index = pipeline.processors.findIndex((one) => typeOf(one) === 'memory_limiter');
    const use = pipeline.processors[index];
    if (use !== undefined && index > 0) {
      yield problemOf(
        'pipeline/memory-limiter-not-first',
        'warning',
        use.span,
        l10n.t(
          '{0} has to be the first processor: what stands in front of it has used the memory already that it is there to save.',
          use.id,
        ),
        { fixes: reorder(context, pipeline, (uses) => [use, ...uses.filter((one) => one !== use)]) },
      );
    }
  }
}

/**
 * Batches come behind what drops data and what looks at the connection that data came from.
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/batchprocessor
 */
export function* batchAfterFilters(context: RuleContext): Iterable<Problem> {
  for (const pipeline of context.model.pipelines) {
    const index = pipeline.processors.findIndex((one) => typeOf(one) === 'batch');
    const use = pipeline.processors[index];
    const after = index < 0 ? undefined : pipeline.processors.slice(index + 1).find(goesBeforeBatch);
    if (use !== undefined && after !== undefined) {
      yield problemOf(
        'pipeline/batch-too-early',
        'warning',
        use.span,
        dropping.has(typeOf(after))
          ? l10n.t(
              '{0} fills its batches with what {1} drops afterwards. Put it behind {1}.',
              use.id,
              after.id,
            )
          : l10n.t(
              '{1} needs to know where data came from, which is lost in the batches of {0}. Put {0} behind it.',
              use.id,
              after.id,
            ),
        { fixes: reorder(context, pipeline, (uses) => [...uses.filter((one) => one !== use), use]) },
      );
    }
  }
}

function goesBeforeBatch(use: Reference): boolean {
  return dropping.has(typeOf(use)) || beforeBatch.has(typeOf(use));
}

/** Writes the ids anew in another order, each into the place of one. */
function reorder(
  { root, text }: RuleContext,
  { keySpan, processors }: Pipeline,
  change: (uses: readonly Reference[]) => readonly Reference[],
): Fix[] {
  const pipelines = valueAt(root, 'service', 'pipelines');
  const entry =
    pipelines?.kind === 'map' ? pipelines.entries.find(({ key }) => key.start === keySpan.start) : undefined;
  const items: readonly YamlNode[] = itemsOf(valueAt(entry?.value, 'processors'));
  if (items.length !== processors.length || items.some(({ kind }) => kind !== 'scalar')) {
    return [];
  }
  const wanted = change(processors);
  const edits = processors.flatMap((use, index) => {
    const other = wanted[index];
    return other === undefined || other === use
      ? []
      : [{ ...use.span, text: text.slice(other.span.start, other.span.end) }];
  });
  return fixOf(l10n.t('Change the order of the processors'), edits, true);
}

/** Metrics that go out by remote write without a limit on memory and without batches. */
export function* missingProcessors(context: RuleContext): Iterable<Problem> {
  const { model, isPartial } = context;
  for (const { processors, exporters, keySpan, id } of isPartial ? [] : model.pipelines) {
    const writes = exporters.some((one) => remoteWriteTypes.some((type) => type === typeOf(one)));
    const types = processors.map(typeOf);
    if (writes && !types.includes('memory_limiter')) {
      yield problemOf(
        'pipeline/no-memory-limiter',
        'information',
        keySpan,
        l10n.t(
          '{0} has no memory_limiter: a burst of metrics ends in the pod being killed for its memory.',
          id,
        ),
      );
    }
    if (writes && !types.includes('batch')) {
      yield problemOf(
        'pipeline/no-batch',
        'information',
        keySpan,
        l10n.t(
          '{0} has no batch processor, so every scrape of every target becomes a request of its own.',
          id,
        ),
      );
    }
  }
}
