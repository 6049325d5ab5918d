import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { setEntry } from '../edit/yamlEdits.ts';
import { isEveryAddress, isLoopback, splitEndpoint } from '../endpoints.ts';
import { definitionsOf, entryOfDefinition, fixOf, hasKey, problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * pprof and zpages show the inside of the process to everybody who reaches them.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/docs/security-best-practices.md
 */
export function* openDebugPages(context: RuleContext): Iterable<Problem> {
  for (const definition of definitionsOf(context, 'extensions', 'pprof', 'zpages')) {
    const { value, type } = definition;
    const node = valueAt(value, 'endpoint');
    const { host, port } = splitEndpoint(settingOf(context, value, 'endpoint') ?? 'localhost');
    if (node === undefined || !isEveryAddress(host)) {
      continue;
    }
    const local = `localhost:${port ?? (type === 'pprof' ? '1777' : '55679')}`;
    const entry = entryOfDefinition(context, definition);
    yield problemOf(
      'collector/debug-page-open',
      'warning',
      node,
      l10n.t(
        '{0} answers everybody in the network without asking who it is. On localhost it is still reached by a port-forward.',
        type,
      ),
      {
        fixes: fixOf(
          l10n.t('Listen on {0}', local),
          [entry && setEntry(context.text, entry, 'endpoint', local)],
          true,
        ),
      },
    );
  }
}

/**
 * The OTLP receiver needs a protocol; `otlp:` alone has none.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/config.go
 */
export function* otlpWithoutProtocol(context: RuleContext): Iterable<Problem> {
  for (const definition of definitionsOf(context, 'receivers', 'otlp')) {
    const { value, keySpan } = definition;
    const protocols = valueAt(value, 'protocols');
    const isEmpty = protocols === undefined || (protocols.kind === 'map' && protocols.entries.length === 0);
    const isNull = protocols?.kind === 'scalar' && protocols.value === null;
    if (
      (!isEmpty && !isNull) ||
      hasKey(value, '<<') ||
      (value?.kind === 'scalar' && value.text.includes('${'))
    ) {
      continue;
    }
    const entry = entryOfDefinition(context, definition);
    yield problemOf(
      'collector/otlp-without-protocol',
      refusal(context),
      entryOf(value, 'protocols')?.key ?? keySpan,
      l10n.t('The otlp receiver needs protocols with grpc or http; the collector does not start without.'),
      {
        fixes:
          isEmpty && !hasKey(value, 'protocols') && entry
            ? fixOf(l10n.t('Receive over gRPC and HTTP'), [protocolsEdit(context, entry.value, entry)])
            : [],
      },
    );
  }
}

function protocolsEdit(
  context: RuleContext,
  value: YamlNode | undefined,
  entry: Parameters<typeof setEntry>[1],
) {
  const host = context.isInKubernetes ? '0.0.0.0' : 'localhost';
  const protocols = { grpc: { endpoint: `${host}:4317` }, http: { endpoint: `${host}:4318` } };
  return value?.kind === 'map' && value.entries.length > 0
    ? undefined
    : setEntry(context.text, entry, 'protocols', protocols);
}

/**
 * In a pod of its own, what sends to an OTLP receiver comes from other pods, which localhost keeps out. It is the default since
 * ADOT 0.41.
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/receiver/otlpreceiver
 */
export function* otlpOnLocalhost(context: RuleContext): Iterable<Problem> {
  const { collector, model } = context;
  const isShared = collector.config.kind === 'configMap' && collector.pod?.isAlone === true;
  for (const { value, uses } of isShared ? definitionsOf(context, 'receivers', 'otlp') : []) {
    for (const [protocol, port] of [
      ['grpc', '4317'],
      ['http', '4318'],
    ] as const) {
      const entry = entryOf(valueAt(value, 'protocols'), protocol);
      const node = valueAt(entry?.value, 'endpoint');
      const endpoint =
        settingOf(context, entry?.value, 'endpoint') ?? (node ? undefined : `localhost:${port}`);
      if (
        entry === undefined ||
        endpoint === undefined ||
        uses.length === 0 ||
        model.pipelines.length === 0
      ) {
        continue;
      }
      if (isLoopback(splitEndpoint(endpoint).host)) {
        const open = `0.0.0.0:${splitEndpoint(endpoint).port ?? port}`;
        yield problemOf(
          'collector/otlp-on-localhost',
          'information',
          node ?? entry.key,
          l10n.t(
            'This listens on localhost, where only containers of the same pod reach it, and this pod has no other.',
          ),
          { fixes: fixOf(l10n.t('Listen on {0}', open), [setEntry(context.text, entry, 'endpoint', open)]) },
        );
      }
    }
  }
}

interface Listener {
  name: string;
  node: YamlNode;
  host: string;
  port: string;
  isUdp: boolean;
}

/** Two components on one port: the second does not start, and the collector with it. */
export function* portsTakenTwice(context: RuleContext): Iterable<Problem> {
  const seen = new Map<string, Listener>();
  for (const one of listenersOf(context)) {
    const key = `${one.port}${one.isUdp ? '/udp' : ''}`;
    const first = seen.get(key);
    if (first === undefined || !overlap(first.host, one.host)) {
      seen.set(key, first ?? one);
      continue;
    }
    yield problemOf(
      'collector/port-taken-twice',
      'warning',
      one.node,
      l10n.t(
        'Port {0} is taken by {1} already. The config passes validation, but the collector ends while it starts.',
        one.port,
        first.name,
      ),
      {
        related: [
          { message: l10n.t('It is taken here.'), span: { start: first.node.start, end: first.node.end } },
        ],
      },
    );
  }
}

function overlap(a: string, b: string): boolean {
  const same = (isLoopback(a) && isLoopback(b)) || a === b;
  return same || isEveryAddress(a) || isEveryAddress(b);
}

/** What is written down and surely starts, in the order of the text. */
function listenersOf(context: RuleContext): Listener[] {
  const started = context.model.components.filter(({ kind, id, uses }) =>
    kind === 'extensions' ? context.model.extensions.some((one) => one.id === id) : uses.length > 0,
  );
  return started
    .flatMap((definition) =>
      endpointPaths(definition).flatMap((path): Listener[] => {
        const node = valueAt(definition.value, ...path);
        const text = settingOf(context, definition.value, ...path);
        const { host, port } = splitEndpoint(text ?? '');
        return node && port && /^\d{1,5}$/.test(port) && port !== '0'
          ? [{ name: definition.id, node, host, port, isUdp: isUdp(context, definition) }]
          : [];
      }),
    )
    .sort((a, b) => a.node.start - b.node.start);
}

function isUdp(context: RuleContext, { type, value }: ComponentDefinition): boolean {
  return (
    type === 'awsxray' || (type === 'statsd' && /^$|udp/.test(settingOf(context, value, 'transport') ?? ''))
  );
}

/** Where the components that listen have their addresses. */
function endpointPaths({ kind, type }: ComponentDefinition): readonly (readonly string[])[] {
  const key = `${kind}/${type}`;
  switch (key) {
    case 'receivers/otlp':
      return [
        ['protocols', 'grpc', 'endpoint'],
        ['protocols', 'http', 'endpoint'],
      ];
    case 'receivers/jaeger':
      return ['grpc', 'thrift_http'].map((protocol) => ['protocols', protocol, 'endpoint']);
    case 'receivers/zipkin':
    case 'receivers/statsd':
    case 'receivers/awsxray':
    case 'exporters/prometheus':
    case 'extensions/health_check':
    case 'extensions/pprof':
    case 'extensions/zpages':
    case 'extensions/awsproxy':
      return [['endpoint']];
    default:
      return [];
  }
}
