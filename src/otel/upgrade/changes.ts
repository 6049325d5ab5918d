import * as l10n from '@vscode/l10n';
import { entriesOf, entryOf, itemsOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Span } from '../../problem.ts';
import { addUnder, setEntry } from '../edit/yamlEdits.ts';
import {
  definitionsOf,
  entryOfDefinition,
  fixOf,
  remoteWriteTypes,
  settingOf,
  spanOf,
} from '../rules/rule.ts';
import type { RuleContext } from '../rules/rule.ts';

/** A place of a config that works in another way from a release on, though nothing refuses it. */
export interface ChangedPlace {
  span: Span;
  /** What keeps it working as before, or as one would want it. */
  fixes: readonly Fix[];
}

/** A change of behaviour between two releases. */
export interface BehaviourChange {
  code: string;
  /** The first release with the new behaviour. */
  since: string;
  /** Localised: what is different, and what that means. */
  words: () => string;
  source: string;
  /** Where a config is touched by it. */
  places: (context: RuleContext) => readonly ChangedPlace[];
}

const releases = 'https://github.com/aws-observability/aws-otel-collector/blob/main/docs/releases';
const contrib = 'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main';
const core = 'https://github.com/open-telemetry/opentelemetry-collector/blob/main/CHANGELOG.md';

/** What works differently, oldest change first. What is refused is found by the rules instead. */
export const behaviourChanges: readonly BehaviourChange[] = [
  {
    code: 'upgrade/metric-suffixes',
    since: '0.35.0',
    words: () =>
      l10n.t(
        'Names get suffixes by unit and type from ADOT {0} on: counters end in _total, so queries and dashboards have to change.',
        '0.35.0',
      ),
    source: `${releases}/v0.35.0.md`,
    places: suffixedExporters,
  },
  {
    code: 'upgrade/localhost',
    since: '0.41.0',
    words: () =>
      l10n.t('Without an endpoint it listens on localhost from ADOT {0} on, not on every address.', '0.41.0'),
    source: `${releases}/v0.41.0.md`,
    places: defaultEndpoints,
  },
  {
    code: 'upgrade/bare-variables',
    since: '0.41.0',
    words: () =>
      l10n.t(
        'Variables without braces are no longer put in from ADOT {0} on; the text stays as it is.',
        '0.41.0',
      ),
    source: `${releases}/v0.41.0.md`,
    places: bareVariables,
  },
  {
    code: 'upgrade/own-metrics-on-localhost',
    since: '0.42.0',
    words: () =>
      l10n.t(
        'Own metrics listen on localhost:8888 from ADOT {0} on, where no Service reaches them.',
        '0.42.0',
      ),
    source: core,
    places: defaultReader,
  },
  {
    code: 'upgrade/own-metrics-labels',
    since: '0.48.0',
    words: () =>
      l10n.t(
        'From ADOT {0} on, own metrics carry service_name and the like in target_info only, not on every series.',
        '0.48.0',
      ),
    source: core,
    places: shownReader,
  },
  {
    code: 'upgrade/filter-error-mode',
    since: '0.49.0',
    words: () =>
      l10n.t(
        'error_mode is ignore by default from ADOT {0} on: a condition that fails is skipped, where it lost the whole batch before.',
        '0.49.0',
      ),
    source: `${contrib}/processor/filterprocessor`,
    places: filtersWithoutMode,
  },
  {
    code: 'upgrade/memory-limiter-metrics',
    since: '0.49.0',
    words: () =>
      l10n.t(
        'Own metrics of the memory limiter are called otelcol_processor_memory_limiter_… from ADOT {0} on.',
        '0.49.0',
      ),
    source: core,
    places: (context) =>
      definitionsOf(context, 'processors', 'memory_limiter').map(({ keySpan }) => ({
        span: keySpan,
        fixes: [],
      })),
  },
];

function suffixedExporters(context: RuleContext): ChangedPlace[] {
  return definitionsOf(context, 'exporters', ...remoteWriteTypes, 'awsprometheusremotewrite')
    .filter(({ value }) => !entryOf(value, 'add_metric_suffixes') && !entryOf(value, 'translation_strategy'))
    .map(({ keySpan }) => ({ span: keySpan, fixes: [] }));
}

/** A component that listens: where its endpoints stand, and on which ports it does so by default. */
interface ListeningType {
  kind: 'receivers' | 'extensions';
  type: string;
  endpoints: readonly { path: readonly string[]; port: string }[];
}

const listening: readonly ListeningType[] = [
  { kind: 'extensions', type: 'health_check', endpoints: [{ path: [], port: '13133' }] },
  {
    kind: 'receivers',
    type: 'otlp',
    endpoints: [
      { path: ['protocols', 'grpc'], port: '4317' },
      { path: ['protocols', 'http'], port: '4318' },
    ],
  },
  { kind: 'receivers', type: 'zipkin', endpoints: [{ path: [], port: '9411' }] },
  {
    kind: 'receivers',
    type: 'jaeger',
    endpoints: [
      { path: ['protocols', 'grpc'], port: '14250' },
      { path: ['protocols', 'thrift_http'], port: '14268' },
    ],
  },
];

function defaultEndpoints(context: RuleContext): ChangedPlace[] {
  return listening.flatMap(({ kind, type, endpoints }) =>
    definitionsOf(context, kind, type).flatMap((definition) =>
      endpoints.flatMap(({ path, port }): ChangedPlace[] => {
        const top = entryOfDefinition(context, definition);
        const last = path.at(-1);
        const entry = last === undefined ? top : entryOf(valueAt(top?.value, ...path.slice(0, -1)), last);
        const endpoint = `0.0.0.0:${port}`;
        return entry === undefined || entryOf(entry.value, 'endpoint')
          ? []
          : [
              {
                span: spanOf(entry.key),
                fixes: fixOf(l10n.t('Listen on {0}', endpoint), [
                  setEntry(context.text, entry, 'endpoint', endpoint),
                ]),
              },
            ];
      }),
    ),
  );
}

function bareVariables(context: RuleContext): ChangedPlace[] {
  const found: ChangedPlace[] = [];
  const open: (YamlNode | undefined)[] = [context.root];
  while (open.length > 0) {
    const node = open.pop();
    if (node?.kind === 'map') {
      open.push(
        ...entriesOf(node)
          .map(({ value }) => value)
          .reverse(),
      );
    } else if (node?.kind === 'sequence') {
      open.push(...[...itemsOf(node)].reverse());
    } else if (node?.kind === 'scalar' && node.style !== 'literal' && node.style !== 'folded') {
      const written = context.text.slice(node.start, node.end);
      for (const { index, 0: variable } of written.matchAll(/(?<!\$)\$[A-Za-z_]\w*/g)) {
        const start = node.start + index;
        const span = { start, end: start + variable.length };
        const braced = `\${env:${variable.slice(1)}}`;
        found.push({ span, fixes: fixOf(l10n.t('Change to {0}', braced), [{ ...span, text: braced }]) });
      }
    }
  }
  return found;
}

function defaultReader(context: RuleContext): ChangedPlace[] {
  const service = entryOf(context.root, 'service');
  const metrics = valueAt(service?.value, 'telemetry', 'metrics');
  const isSet = entryOf(metrics, 'readers') ?? entryOf(metrics, 'address');
  if (
    service === undefined ||
    isSet ||
    settingOf(context, metrics, 'level') === 'none' ||
    !context.isInKubernetes
  ) {
    return [];
  }
  const reader = { pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } };
  const edit = entryOf(service.value, 'telemetry')
    ? undefined
    : addUnder(context.text, service, { telemetry: { metrics: { readers: [reader] } } });
  return [{ span: spanOf(service.key), fixes: fixOf(l10n.t('Listen on {0}', '0.0.0.0:8888'), [edit]) }];
}

function shownReader(context: RuleContext): ChangedPlace[] {
  const metrics = entryOf(valueAt(context.root, 'service', 'telemetry'), 'metrics');
  return entryOf(metrics?.value, 'readers') && metrics ? [{ span: spanOf(metrics.key), fixes: [] }] : [];
}

function filtersWithoutMode(context: RuleContext): ChangedPlace[] {
  return definitionsOf(context, 'processors', 'filter').flatMap((definition) => {
    const entry = entryOfDefinition(context, definition);
    return entryOf(definition.value, 'error_mode') || !entry
      ? []
      : [
          {
            span: definition.keySpan,
            fixes: fixOf(l10n.t('Set error_mode: ignore'), [
              addUnder(context.text, entry, { error_mode: 'ignore' }),
            ]),
          },
        ];
  });
}
