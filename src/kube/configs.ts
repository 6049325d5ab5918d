import type { Cluster } from './cluster.ts';
import { hasStatus } from './kubeError.ts';
import type { CollectorWorkload } from './model.ts';
import type { ObjectMeta, RawConfigMap } from './objects.ts';
import { namespacePath } from './podLists.ts';
import { mapSome } from './scope.ts';

interface Call {
  signal?: AbortSignal;
}

/** The text of every key of a ConfigMap. */
export async function readConfigMap(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
  { signal }: Call = {},
): Promise<Record<string, string>> {
  const path = `${namespacePath(namespace)}/configmaps/${encodeURIComponent(name)}`;
  const { data } = await cluster.getJson<RawConfigMap>(path, { signal });
  return data ?? {};
}

/**
 * The configurations a collector lives by, as text: of the ConfigMaps it mounts, or of its custom resource when the operator
 * injects it as a sidecar. A ConfigMap that is gone counts as none.
 */
export async function readCollectorConfigs(
  cluster: Cluster,
  collector: Pick<CollectorWorkload, 'kind' | 'namespace' | 'name' | 'configMaps'>,
  { signal }: Call = {},
): Promise<string[]> {
  const call = signal && { signal };
  if (collector.kind === 'OpenTelemetryCollector') {
    return readCustomConfig(cluster, collector, call);
  }
  const { namespace } = collector;
  const texts = await mapSome(collector.configMaps, async ({ name, keys }) => {
    try {
      const data = await readConfigMap(cluster, { namespace, name }, call);
      return Object.entries(data).flatMap(([key, text]) =>
        keys.length === 0 || keys.includes(key) ? [text] : [],
      );
    } catch (error) {
      if (hasStatus(error, 404)) {
        return [];
      }
      throw error;
    }
  });
  return texts.flat();
}

interface CustomResource {
  metadata: ObjectMeta;
  /** An object in v1beta1, text in v1alpha1. */
  spec?: { config?: unknown };
}

async function readCustomConfig(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
  call: Call | undefined,
): Promise<string[]> {
  for (const version of ['v1beta1', 'v1alpha1']) {
    const path = `/apis/opentelemetry.io/${version}/namespaces/${encodeURIComponent(namespace)}/opentelemetrycollectors/${encodeURIComponent(name)}`;
    try {
      const { spec } = await cluster.getJson<CustomResource>(path, call);
      // JSON is YAML too.
      return spec?.config === undefined
        ? []
        : [typeof spec.config === 'string' ? spec.config : JSON.stringify(spec.config)];
    } catch (error) {
      if (!hasStatus(error, 404)) {
        throw error;
      }
    }
  }
  return [];
}
