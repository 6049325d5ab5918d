import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Span } from '../../problem.ts';
import type { RunningCollector } from '../project.ts';

/** A right that a service discovery of a collector cannot do without. */
export interface Need {
  group: string;
  resource: string;
  verbs: readonly string[];
  /** Of the discovery, `endpointslice`. */
  role: string;
  /** Whether it looks at all namespaces. */
  isEverywhere: boolean;
  /** Of the role's name, in the config's root. */
  span: Span;
}

const verbs: readonly string[] = ['get', 'list', 'watch'];

/** What each role lists and watches. https://github.com/prometheus/prometheus/blob/main/discovery/kubernetes/kubernetes.go */
const resources: Readonly<Record<string, readonly (readonly [group: string, resource: string])[]>> = {
  endpointslice: [
    ['discovery.k8s.io', 'endpointslices'],
    ['', 'services'],
    ['', 'pods'],
  ],
  endpoints: [
    ['', 'endpoints'],
    ['', 'services'],
    ['', 'pods'],
  ],
  service: [['', 'services']],
  pod: [['', 'pods']],
  node: [['', 'nodes']],
  ingress: [['networking.k8s.io', 'ingresses']],
};

/** What the Kubernetes discoveries of the receivers that are in use need, each right once. */
export function discoveryNeeds({ model }: RunningCollector): Need[] {
  const used = new Set(model.pipelines.flatMap(({ receivers }) => receivers.map(({ id }) => id)));
  const receivers = model.components.filter(
    ({ kind, type, id }) => kind === 'receivers' && type === 'prometheus' && used.has(id),
  );
  const needs = receivers
    .flatMap(({ value }) => itemsOf(valueAt(value, 'config', 'scrape_configs')))
    .flatMap((job) => itemsOf(valueAt(job, 'kubernetes_sd_configs')))
    .flatMap(needsOf);
  const byRight = Map.groupBy(needs, ({ group, resource }) => `${group}/${resource}`);
  return [...byRight.values()].flatMap((same) => same.find((one) => one.isEverywhere) ?? same.slice(0, 1));
}

function needsOf(discovery: YamlNode): Need[] {
  const node = valueAt(discovery, 'role');
  const role = textOf(node) ?? '';
  // Who asks another API server, or with another identity, needs nothing from this one.
  if ((node === undefined || valueAt(discovery, 'api_server')) ?? valueAt(discovery, 'kubeconfig_file')) {
    return [];
  }
  const namespaces = valueAt(discovery, 'namespaces');
  const isEverywhere =
    itemsOf(valueAt(namespaces, 'names')).length === 0 &&
    textOf(valueAt(namespaces, 'own_namespace')) !== 'true';
  const attached = ['node', 'namespace'].flatMap((kind): (readonly [string, string])[] =>
    textOf(valueAt(discovery, 'attach_metadata', kind)) === 'true' ? [['', `${kind}s`]] : [],
  );
  const own = Object.hasOwn(resources, role) ? (resources[role] ?? []) : [];
  return [...own, ...(own.length > 0 ? attached : [])].map(([group, resource]) => ({
    ...{ group, resource, verbs, role, isEverywhere },
    span: { start: node.start, end: node.end },
  }));
}
