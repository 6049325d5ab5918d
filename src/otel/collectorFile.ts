import { findCollectorConfigs } from '../manifest/collectorConfigs.ts';
import type { CollectorConfig } from '../manifest/collectorConfigs.ts';
import { inPlace } from '../manifest/placement.ts';
import { readYamlFile } from '../manifest/yamlFile.ts';
import type { YamlDocument } from '../manifest/yamlFile.ts';
import { adotVersionOf } from './adotVersionOf.ts';
import type { Collector } from './collector.ts';
import type { CollectorSchemas } from './collectorSchemas.ts';
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
  /** What has been read of the text already. */
  documents?: readonly YamlDocument[];
  configs?: readonly CollectorConfig[];
}

/**
 * Reads a file: its collector configs, each with the release, the environment and the pod of the container that runs it, as far as the
 * file says. Never throws on any text; a release without schema throws.
 */
export function readCollectorFile(text: string, options: CollectorFileOptions): CollectorFile {
  const { schemas, adotVersion, assumedVersion, documents = readYamlFile(text) } = options;
  const configs = options.configs ?? findCollectorConfigs(text);
  // Most files have no config, and reading their workloads would be for nothing.
  const containers = configs.length === 0 ? [] : collectorContainers(documents);
  const collectors = configs.map((config): Collector => {
    const container = containerOf(config, containers);
    const origin = adotVersionOf(container, schemas.versions, adotVersion, assumedVersion);
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
  const mounting = containers.filter(
    (one) =>
      name !== undefined &&
      one.configMaps.has(name) &&
      (namespace === undefined || one.namespace === undefined || one.namespace === namespace),
  );
  return (
    mounting.find(({ image }) => image.distribution === 'adot') ??
    mounting[0] ??
    nearest(
      config,
      containers.filter(({ image }) => image.distribution !== 'unknown'),
    )
  );
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
