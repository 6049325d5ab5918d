import type { ComponentKind, ComponentType } from '../otel/collectorSchemas.ts';
import { componentKey, newestName } from './componentNames.ts';

/** Components that live in the collector's own repository, not in contrib. */
const core: ReadonlySet<string> = new Set([
  'receivers/otlp',
  'processors/batch',
  'processors/memory_limiter',
  'exporters/debug',
  'exporters/otlp_grpc',
  'exporters/otlp_http',
  'extensions/zpages',
]);

/** Folders that are not the type's letters with the kind behind them. */
const folders: Readonly<Record<string, string>> = {
  'receivers/awscontainerinsightreceiver': 'receiver/awscontainerinsightreceiver',
  'exporters/otlp_grpc': 'exporter/otlpexporter',
  'extensions/awsproxy': 'extension/awsproxy',
  'extensions/ecs_observer': 'extension/observer/ecsobserver',
  'extensions/file_storage': 'extension/storage/filestorage',
};

const singular: Readonly<Record<ComponentKind, string>> = {
  receivers: 'receiver',
  processors: 'processor',
  exporters: 'exporter',
  connectors: 'connector',
  extensions: 'extension',
};

/** The page of a component in its source at the upstream release that ADOT is built from. */
export function readmeOf(
  component: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>,
  upstream: string,
): string {
  const { kind } = component;
  const key = componentKey(component);
  const folder =
    folders[key] ?? `${singular[kind]}/${newestName(component).replaceAll('_', '')}${singular[kind]}`;
  const repository = core.has(key) ? 'opentelemetry-collector' : 'opentelemetry-collector-contrib';
  return `https://github.com/open-telemetry/${repository}/blob/v${upstream}/${folder}/README.md`;
}
