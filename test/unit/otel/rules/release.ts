import { adotVersions, isAtLeast } from '../../../../src/otel/adotVersions.ts';
import type {
  CollectorRelease,
  CollectorSchemas,
  ComponentKind,
  ComponentType,
  Signal,
} from '../../../../src/otel/collectorSchemas.ts';
import { renamedComponents } from '../../../../src/otel/componentNames.ts';

const all: readonly Signal[] = ['traces', 'metrics', 'logs'];

/** Types of every release with their signals; newer names come with their release. */
const types: Readonly<Record<ComponentKind, Readonly<Record<string, readonly Signal[]>>>> = {
  receivers: {
    prometheus: ['metrics'],
    otlp: all,
    statsd: ['metrics'],
    jaeger: ['traces'],
    filelog: ['logs'],
    awsecscontainermetrics: ['metrics'],
    awsxray: ['traces'],
    zipkin: ['traces'],
  },
  processors: {
    batch: all,
    memory_limiter: all,
    filter: all,
    attributes: all,
    resource: all,
    metricstransform: ['metrics'],
    resourcedetection: all,
    k8sattributes: all,
    cumulativetodelta: ['metrics'],
    tail_sampling: ['traces'],
  },
  exporters: {
    debug: all,
    prometheusremotewrite: ['metrics'],
    prometheus: ['metrics'],
    otlp: all,
    otlphttp: all,
    file: all,
    datadog: all,
    awsemf: ['metrics', 'logs'],
  },
  connectors: {},
  extensions: { health_check: [], sigv4auth: [], pprof: [], zpages: [], file_storage: [] },
};

/** A release as far as rules about meaning need it: which types there are. What stands below them is not looked at. */
export function bareRelease(version: string): CollectorRelease {
  const known = new Map<string, ComponentType>();
  const add = (kind: ComponentKind, type: string, signals: readonly Signal[], aliasOf?: string): void => {
    known.set(`${kind} ${type}`, {
      kind,
      type,
      signals,
      stability: {},
      schema: {},
      ...(aliasOf && { aliasOf }),
    });
  };
  for (const [kind, own] of Object.entries(types) as [ComponentKind, Record<string, readonly Signal[]>][]) {
    for (const [type, signals] of Object.entries(own)) {
      const renamed = renamedComponents.find(
        (one) => one.kind === kind && one.oldName === type && isAtLeast(version, one.since),
      );
      add(kind, type, signals, renamed?.newName);
      if (renamed) {
        add(kind, renamed.newName, signals);
      }
    }
  }
  return {
    version,
    upstream: adotVersions.find((one) => one.version === version)?.upstream ?? '',
    component: (kind, type) => known.get(`${kind} ${type}`),
    types: (kind) =>
      [...known.values()]
        .filter((one) => one.kind === kind)
        .map(({ type }) => type)
        .sort(),
    service: {},
    definitions: {},
  };
}

/** All releases, bare. */
export const bareSchemas: CollectorSchemas = {
  versions: adotVersions.map(({ version }) => version),
  release: bareRelease,
};
