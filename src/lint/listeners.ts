import { itemsOf, resolved, textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { ComponentDefinition, CollectorModel } from '../otel/collectorModel.ts';
import type { Span } from '../problem.ts';

/** A port that a collector opens. */
export interface Listener {
  /** `health_check`, `otlp`, …; `telemetry` for its own metrics. */
  owner: string;
  port: number;
  /** Whether it answers on the pod's address, not only inside the pod. */
  isReachable: boolean;
  /** The endpoint, else the component's id or the section, as spans of the config's root. */
  span: Span;
}

export interface Listeners {
  all: readonly Listener[];
  /** Whether there is no other port: false with components that we do not know, and where a variable holds a port. */
  isComplete: boolean;
}

interface Default {
  /** From the component's settings. */
  path: readonly string[];
  port: number;
  /** Only there when the settings have this. */
  needs?: readonly string[];
}

/**
 * Where components listen unless they are told otherwise, on localhost since ADOT 0.41; none for those that only reach out.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib, factory.go of each
 */
const defaults: Readonly<Record<string, readonly Default[]>> = {
  'extensions/health_check': [{ path: ['endpoint'], port: 13133 }],
  'extensions/pprof': [{ path: ['endpoint'], port: 1777 }],
  'extensions/zpages': [{ path: ['endpoint'], port: 55679 }],
  'extensions/awsproxy': [{ path: ['endpoint'], port: 2000 }],
  'extensions/sigv4auth': [],
  'extensions/ecs_observer': [],
  'extensions/file_storage': [],
  'receivers/otlp': [
    { path: ['protocols', 'grpc', 'endpoint'], port: 4317, needs: ['protocols', 'grpc'] },
    { path: ['protocols', 'http', 'endpoint'], port: 4318, needs: ['protocols', 'http'] },
  ],
  'receivers/prometheus': [
    { path: ['api_server', 'server_config', 'endpoint'], port: 9090, needs: ['api_server', 'enabled'] },
  ],
  'receivers/statsd': [{ path: ['endpoint'], port: 8125 }],
  'receivers/zipkin': [{ path: ['endpoint'], port: 9411 }],
  'receivers/awsxray': [
    { path: ['endpoint'], port: 2000 },
    { path: ['proxy_server', 'endpoint'], port: 2000 },
  ],
  'receivers/jaeger': [
    { path: ['protocols', 'grpc', 'endpoint'], port: 14250, needs: ['protocols', 'grpc'] },
    { path: ['protocols', 'thrift_http', 'endpoint'], port: 14268, needs: ['protocols', 'thrift_http'] },
    { path: ['protocols', 'thrift_compact', 'endpoint'], port: 6831, needs: ['protocols', 'thrift_compact'] },
    { path: ['protocols', 'thrift_binary', 'endpoint'], port: 6832, needs: ['protocols', 'thrift_binary'] },
  ],
  'receivers/kafka': [],
  'receivers/filelog': [],
  'receivers/file_log': [],
  'receivers/awsecscontainermetrics': [],
  'receivers/awscontainerinsightreceiver': [],
  'exporters/prometheus': [{ path: ['endpoint'], port: 0 }],
};

/** What a collector with this config listens on. Components that nothing uses are not started. */
export function listenersOf(model: CollectorModel, root: YamlNode | undefined): Listeners {
  const started = startedComponents(model);
  const own = started.map(({ kind, type, value, keySpan, id }) => {
    const places = Object.hasOwn(defaults, `${kind}/${type}`) ? defaults[`${kind}/${type}`] : undefined;
    if (places === undefined) {
      return { all: [], isComplete: kind === 'exporters' || kind === 'processors' };
    }
    const found = places
      .filter(({ needs }) => needs === undefined || hasKey(value, needs))
      .map((place) => listenerAt(id, valueAt(value, ...place.path), place.port, keySpan));
    return {
      all: found.filter((one) => one !== undefined && one.port > 0).map((one) => one as Listener),
      isComplete: !found.includes(undefined),
    };
  });
  const telemetry = telemetryListeners(root);
  return {
    all: [...own.flatMap(({ all }) => all), ...telemetry.all],
    isComplete: own.every(({ isComplete }) => isComplete) && telemetry.isComplete,
  };
}

function startedComponents(model: CollectorModel): ComponentDefinition[] {
  const used = new Set([
    ...model.extensions.map(({ id }) => `extensions ${id}`),
    ...model.pipelines.flatMap(({ receivers, exporters }) => [
      ...receivers.map(({ id }) => `receivers ${id}`),
      ...exporters.map(({ id }) => `exporters ${id}`),
    ]),
  ]);
  return model.components.filter(({ kind, id }) => used.has(`${kind} ${id}`));
}

/** Whether a key is there, if only with nothing behind it, as `grpc:` often is. */
function hasKey(node: YamlNode | undefined, path: readonly string[]): boolean {
  const parent = resolved(valueAt(node, ...path.slice(0, -1)));
  const last = path.at(-1) ?? '';
  return parent?.kind === 'map' && parent.entries.some(({ key }) => textOf(key) === last);
}

/** `undefined` where a variable hides the port. */
function listenerAt(
  owner: string,
  endpoint: YamlNode | undefined,
  defaultPort: number,
  without: Span,
): Listener | undefined {
  const text = textOf(endpoint);
  if (endpoint === undefined || text === undefined) {
    return { owner, port: defaultPort, isReachable: false, span: without };
  }
  const { host, port } = splitEndpoint(text);
  const span = { start: endpoint.start, end: endpoint.end };
  return port === undefined ? undefined : { owner, port, isReachable: !isLocal(host), span };
}

/** `host:port`; the port is `undefined` where it is no number. */
export function splitEndpoint(text: string): { host: string; port: number | undefined } {
  const colon = text.lastIndexOf(':');
  const port = text.slice(colon + 1);
  return {
    host: colon < 0 ? text : text.slice(0, colon),
    port: colon >= 0 && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
  };
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * The collector's own metrics: readers, else localhost:8888.
 * https://opentelemetry.io/docs/collector/internal-telemetry/
 */
function telemetryListeners(root: YamlNode | undefined): Listeners {
  const metrics = valueAt(root, 'service', 'telemetry', 'metrics');
  if (textOf(valueAt(metrics, 'level')) === 'none') {
    return { all: [], isComplete: true };
  }
  const service = valueAt(root, 'service') ?? root;
  const without = service ? { start: service.start, end: service.start } : { start: 0, end: 0 };
  const address = valueAt(metrics, 'address');
  if (address !== undefined) {
    const one = listenerAt('telemetry', address, 8888, without);
    return { all: one ? [one] : [], isComplete: one !== undefined };
  }
  const readers = valueAt(metrics, 'readers');
  if (readers === undefined) {
    return {
      all: [{ owner: 'telemetry', port: 8888, isReachable: false, span: without }],
      isComplete: true,
    };
  }
  const found = itemsOf(readers).flatMap((reader): (Listener | undefined)[] => {
    const exporter = valueAt(reader, 'pull', 'exporter', 'prometheus');
    return exporter === undefined ? [] : [readerListener(exporter)];
  });
  return {
    all: found.filter((one) => one !== undefined),
    isComplete: !found.includes(undefined),
  };
}

function readerListener(exporter: YamlNode): Listener | undefined {
  const port = Number(textOf(valueAt(exporter, 'port')) ?? '');
  const host = valueAt(exporter, 'host');
  const at = host ?? exporter;
  return Number.isInteger(port) && port > 0
    ? {
        owner: 'telemetry',
        port,
        isReachable: !isLocal(textOf(host) ?? 'localhost'),
        span: { start: at.start, end: at.end },
      }
    : undefined;
}
