import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import { entriesOf, entryOf, itemsOf, keyOf, resolved, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { flawOfName } from '../componentId.ts';
import type { Pipeline, Reference } from '../collectorModel.ts';
import type { ComponentType, Signal } from '../collectorSchemas.ts';
import { replaceWithin } from '../edit/renameComponent.ts';
import { removeItem } from '../edit/yamlEdits.ts';
import { fixOf, problemOf, refusal, refusalSince } from './rule.ts';
import type { RuleContext } from './rule.ts';

const signals = ['traces', 'metrics', 'logs'];

/**
 * A pipeline's id begins with its signal; profiles need a feature gate.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/service/pipelines/config.go
 */
export function* pipelineSignals(context: RuleContext): Iterable<Problem> {
  for (const { id, signal, keySpan, name } of context.model.pipelines) {
    if (signals.includes(signal) || signal === '' || signal === '<<' || flawOfName(name)) {
      continue;
    }
    if (signal === 'profiles') {
      if (!hasGate(context, 'service.profilesSupport')) {
        yield problemOf(
          'pipeline/profiles-gated',
          refusal(context),
          keySpan,
          l10n.t(
            'Profiles need the argument --feature-gates=service.profilesSupport; the collector refuses {0} without it.',
            id,
          ),
        );
      }
      continue;
    }
    const meant = nearest(signal, signals);
    yield problemOf(
      'pipeline/unknown-signal',
      refusal(context),
      keySpan,
      l10n.t(
        'The pipeline {0} has no signal in front: its id has to be traces, metrics or logs, with a name behind a slash if need be.',
        id,
      ),
      {
        fixes:
          meant === undefined
            ? []
            : fixOf(
                l10n.t('Change to {0}', meant),
                [replaceWithin(context.text, keySpan, signal, meant)],
                true,
              ),
      },
    );
  }
}

function hasGate({ collector: { args = [] } }: RuleContext, gate: string): boolean {
  return args.some((arg) =>
    arg
      .replace(/^--feature-gates[= ]/, '')
      .split(',')
      .some((one) => one.replace(/^\+/, '') === gate),
  );
}

/** A pipeline needs a receiver and an exporter. */
export function* emptyPipelines(context: RuleContext): Iterable<Problem> {
  const pipelines = valueAt(context.root, 'service', 'pipelines');
  for (const entry of context.isPartial ? [] : entriesOf(pipelines)) {
    const value = resolved(entry.value);
    if (keyOf(entry) === '<<' || entryOf(value, '<<') || (value?.kind === 'scalar' && value.value !== null)) {
      continue;
    }
    for (const section of ['receivers', 'exporters'] as const) {
      if (isEmptyList(entry, section)) {
        yield problemOf(
          section === 'receivers' ? 'pipeline/no-receiver' : 'pipeline/no-exporter',
          refusal(context),
          entryOf(value, section)?.key ?? entry.key,
          section === 'receivers'
            ? l10n.t('The pipeline {0} has no receiver; the collector refuses that.', keyOf(entry) ?? '')
            : l10n.t('The pipeline {0} has no exporter; the collector refuses that.', keyOf(entry) ?? ''),
        );
      }
    }
  }
}

function isEmptyList({ value }: YamlEntry, section: string): boolean {
  const list = resolved(entryOf(value, section)?.value);
  return list?.kind === 'sequence'
    ? list.items.length === 0
    : list === undefined || (list.kind === 'scalar' && list.value === null);
}

/**
 * Components take part in some signals only. `validate` builds the pipelines from ADOT 0.44 on and refuses others; older
 * collectors end while they start.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/service/internal/graph/graph.go
 */
export function* wrongSignals(context: RuleContext): Iterable<Problem> {
  const { model, collector } = context;
  for (const pipeline of model.pipelines) {
    for (const use of membersOf(pipeline)) {
      const definition = model.target(use);
      const type = definition && collector.release.component(definition.kind, definition.type);
      if (
        type !== undefined &&
        definition?.kind !== 'connectors' &&
        [...signals, 'profiles'].includes(pipeline.signal) &&
        type.signals.length > 0 &&
        !type.signals.includes(pipeline.signal as Signal)
      ) {
        yield problemOf(
          'pipeline/wrong-signal',
          refusalSince(context, '0.44.0'),
          use.span,
          wrongSignalWords(use, pipeline.signal, type),
        );
      }
    }
  }
}

function wrongSignalWords({ id }: Reference, signal: string, { signals: own }: ComponentType): string {
  return l10n.t(
    '{0} does not do {1}, only {2}; the collector does not start with it in this pipeline.',
    id,
    signal,
    own.join(', '),
  );
}

function membersOf({ receivers, processors, exporters }: Pipeline): readonly Reference[] {
  return [...receivers, ...processors, ...exporters];
}

/**
 * A processor stands once in a pipeline; a receiver or exporter that stands twice counts once.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/service/pipelines/config.go
 */
export function* duplicateMembers(context: RuleContext): Iterable<Problem> {
  const { model, root, text } = context;
  const service = valueAt(root, 'service');
  const lists: { uses: readonly Reference[]; list: ReturnType<typeof valueAt> }[] = [
    { uses: model.extensions, list: valueAt(service, 'extensions') },
    ...entriesOf(valueAt(service, 'pipelines')).flatMap(({ key, value }) => {
      const pipeline = model.pipelines.find(({ keySpan }) => keySpan.start === key.start);
      return pipeline
        ? (['receivers', 'processors', 'exporters'] as const).map((section) => ({
            uses: pipeline[section],
            list: valueAt(value, section),
          }))
        : [];
    }),
  ];
  for (const { uses, list } of lists) {
    const seen = new Map<string, Reference>();
    for (const use of uses) {
      const first = seen.get(use.id);
      if (first === undefined) {
        seen.set(use.id, use);
        continue;
      }
      const item = itemsOf(list).find(({ start }) => start === use.span.start);
      const isProcessor = use.role === 'processor';
      yield problemOf(
        isProcessor ? 'pipeline/duplicate-processor' : 'pipeline/listed-twice',
        isProcessor ? refusal(context) : 'warning',
        use.span,
        isProcessor
          ? l10n.t('{0} stands twice in this pipeline; the collector refuses that.', use.id)
          : l10n.t('{0} stands twice in this list; once is enough.', use.id),
        {
          related: [{ message: l10n.t('It stands here first.'), span: first.span }],
          fixes: fixOf(l10n.t('Remove the second one'), [item && removeItem(text, list, item)], true),
        },
      );
    }
  }
}

/** A connector ends one pipeline and begins another; on one side alone the collector does not start. */
export function* oneSidedConnectors({ model }: RuleContext): Iterable<Problem> {
  for (const { kind, id, keySpan, uses } of model.components) {
    const asExporter = uses.some(({ role }) => role === 'exporter');
    const asReceiver = uses.some(({ role }) => role === 'receiver');
    if (kind === 'connectors' && asExporter !== asReceiver) {
      yield problemOf(
        'pipeline/one-sided-connector',
        'warning',
        keySpan,
        asExporter
          ? l10n.t(
              'The connector {0} is an exporter of a pipeline, but no pipeline receives from it; the collector does not start.',
              id,
            )
          : l10n.t(
              'The connector {0} is a receiver of a pipeline, but no pipeline exports to it; the collector does not start.',
              id,
            ),
      );
    }
  }
}

/**
 * One id for an exporter and a connector, or a receiver and a connector, is refused.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/config.go
 */
export function* ambiguousConnectors(context: RuleContext): Iterable<Problem> {
  const { model } = context;
  for (const { kind, id, keySpan } of model.components) {
    const other = model.definition('exporters', id) ?? model.definition('receivers', id);
    if (kind === 'connectors' && other) {
      yield problemOf(
        'collector/ambiguous-id',
        refusal(context),
        keySpan,
        l10n.t(
          '{0} is the id of a connector and of another component; the collector refuses that. Give the connector a name.',
          id,
        ),
        { related: [{ message: l10n.t('The other one stands here.'), span: other.keySpan }] },
      );
    }
  }
}
