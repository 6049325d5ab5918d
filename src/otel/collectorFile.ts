import { findCollectorConfigs } from '../manifest/collectorConfigs.ts';
import type { CollectorConfig, ConfigMemory } from '../manifest/collectorConfigs.ts';
import { mayShareNamespace } from '../manifest/objects/kubeObjects.ts';
import { inPlace } from '../manifest/placement/placement.ts';
import { readYamlFile } from '../manifest/yaml/yamlFile.ts';
import type { YamlDocument, YamlMemory } from '../manifest/yaml/yamlFile.ts';
import { adotVersionElsewhere, adotVersionOf } from './adotVersionOf.ts';
import type { Collector } from './collector.ts';
import type { CollectorSchemas } from './collectorSchemas.ts';
import { tells } from './containerElsewhere.ts';
import type { ContainerElsewhere } from './containerElsewhere.ts';
import { collectorContainers } from './workloads.ts';
import type { CollectorContainer } from './workloads.ts';

/** A file with the collector configs in it and who runs them. */
export interface CollectorFile {
  text: string;
  documents: readonly YamlDocument[];
  containers: readonly CollectorContainer[];
  /** In the order of the text. */
  collectors: readonly Collector[];
}

export interface CollectorFileOptions {
  schemas: CollectorSchemas;
  /** A release that a person has chosen; wins over image tags. Ignored when there is no schema for it. */
  adotVersion?: string;
  /** The release for configs whose image does not tell one; without it the newest. */
  assumedVersion?: string;
  /** Looks through the rest of the folder; asked where the file itself does not tell who runs a config. */
  elsewhere?: (config: CollectorConfig) => ContainerElsewhere | undefined;
  /** What has been read of the text already. */
  documents?: readonly YamlDocument[];
  configs?: readonly CollectorConfig[];
  /** What was read of the text that the file held before: only what has changed since is read anew. */
  memory?: FileMemory;
}

export interface FileMemory {
  yaml: YamlMemory;
  configs: ConfigMemory;
}

/**
 * Reads a file: its collector configs, each with the release, the environment and the pod of the container that runs it, as far as the
 * file says. Never throws on any text; a release without schema throws.
 */
export function readCollectorFile(text: string, options: CollectorFileOptions): CollectorFile {
  const { schemas, adotVersion, assumedVersion, elsewhere, memory } = options;
  const documents = options.documents ?? readYamlFile(text, memory?.yaml);
  const configs = options.configs ?? findCollectorConfigs(text, documents, memory?.configs);
  // Most files have no config, and reading their workloads would be for nothing.
  const containers = configs.length === 0 ? [] : collectorContainers(documents);
  const collectors = configs.map((config): Collector => {
    const container = containerOf(config, containers);
    const isChosen = adotVersion !== undefined && schemas.versions.includes(adotVersion);
    const isTold = isChosen || (container !== undefined && isToldBy(container, config));
    const found = isTold ? undefined : elsewhere?.(config);
    const origin = found
      ? adotVersionElsewhere(found, schemas.versions)
      : adotVersionOf(container, schemas.versions, adotVersion, assumedVersion);
    const release = schemas.release(origin.version);
    if (release === undefined) {
      throw new Error(`no schema for ADOT ${origin.version}`);
    }
    return {
      config,
      source: config.place === inPlace ? text : config.text,
      release,
      env: container?.env ?? {},
      origin,
      ...(container && { pod: container.pod, args: container.args }),
      ...(container?.envNames && { envNames: container.envNames }),
    };
  });
  return { text, documents, containers, collectors };
}

/**
 * The container that runs a config: of the resource itself, else the one that mounts its ConfigMap (ADOT's first), else the collector
 * that stands nearest in the file.
 */
function containerOf(
  config: CollectorConfig,
  containers: readonly CollectorContainer[],
): CollectorContainer | undefined {
  const { name, namespace } = config.object ?? {};
  if (config.kind === 'customResource') {
    return containers.find(
      (one) => one.kind === 'OpenTelemetryCollector' && one.name === name && one.namespace === namespace,
    );
  }
  const mounting = containers.filter((one) => mounts(one, config));
  return (
    mounting.find(({ image }) => image.distribution === 'adot') ??
    mounting[0] ??
    nearest(
      config,
      containers.filter(({ image }) => image.distribution !== 'unknown'),
    )
  );
}

function mounts({ configMaps, namespace }: CollectorContainer, { object }: CollectorConfig): boolean {
  return (
    object?.name !== undefined &&
    configMaps.has(object.name) &&
    mayShareNamespace(object.namespace, namespace)
  );
}

/** A collector that has ConfigMaps, but not this one, stands in the file for another reason. */
function isToldBy(container: CollectorContainer, config: CollectorConfig): boolean {
  const isElse = config.kind === 'configMap' && container.configMaps.size > 0 && !mounts(container, config);
  return tells(container) && !isElse;
}

function nearest(
  { span }: CollectorConfig,
  containers: readonly CollectorContainer[],
): CollectorContainer | undefined {
  const distance = ({ imageNode }: CollectorContainer): number =>
    imageNode
      ? Math.min(Math.abs(imageNode.start - span.end), Math.abs(imageNode.start - span.start))
      : Infinity;
  return containers.reduce<CollectorContainer | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}
