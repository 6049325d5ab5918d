import { itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { textsOf } from './kubeObjects.ts';
import type { KubeObject, Texts } from './kubeObjects.ts';
import type { Workload, Written } from './workloads.ts';
import { written } from './workloads.ts';

/** An eksctl ClusterConfig. https://schema.eksctl.io/ */
export interface ClusterConfig {
  object: KubeObject;
  region: Written | undefined;
  profiles: readonly FargateProfile[];
  /** No nodes but those of Fargate. */
  isFargateOnly: boolean;
  serviceAccounts: readonly ClusterServiceAccount[];
}

export interface FargateProfile {
  node: YamlNode;
  selectors: readonly FargateSelector[];
}

/** What a profile takes; `*` and `?` stand for any. */
export interface FargateSelector {
  namespace: Written;
  labels: Texts;
  node: YamlNode;
}

/** A service account that eksctl makes, with its role and its namespace. */
export interface ClusterServiceAccount {
  name: Written;
  /** `default` where none is written. */
  namespace: string;
  node: YamlNode;
}

/** Reads an eksctl ClusterConfig; `undefined` for objects of another kind. */
export function clusterConfigOf(object: KubeObject): ClusterConfig | undefined {
  if (object.kind !== 'ClusterConfig' || !object.apiVersion.startsWith('eksctl.io/')) {
    return undefined;
  }
  const { root } = object;
  const profiles = itemsOf(valueAt(root, 'fargateProfiles')).map(profileOf);
  const hasNodes =
    [valueAt(root, 'nodeGroups'), valueAt(root, 'managedNodeGroups')].some(
      (one) => itemsOf(one).length > 0,
    ) || textOf(valueAt(root, 'autoModeConfig', 'enabled')) === 'true';
  return {
    object,
    region: written(valueAt(root, 'metadata', 'region')),
    profiles,
    isFargateOnly: profiles.length > 0 && !hasNodes,
    serviceAccounts: itemsOf(valueAt(root, 'iam', 'serviceAccounts')).flatMap((node) => {
      const name = written(valueAt(node, 'metadata', 'name'));
      const namespace = textOf(valueAt(node, 'metadata', 'namespace')) ?? 'default';
      return name ? [{ name, namespace, node }] : [];
    }),
  };
}

function profileOf(node: YamlNode): FargateProfile {
  return {
    node,
    selectors: itemsOf(valueAt(node, 'selectors')).flatMap((selector) => {
      const namespace = written(valueAt(selector, 'namespace'));
      return namespace ? [{ namespace, labels: textsOf(valueAt(selector, 'labels')), node: selector }] : [];
    }),
  };
}

/**
 * Whether a profile of the cluster takes the pods of a workload; `undefined` where the workload names no namespace.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 */
export function runsOnFargate(cluster: ClusterConfig, { object, labels }: Workload): boolean | undefined {
  const { namespace } = object;
  if (namespace === undefined) {
    return undefined;
  }
  return cluster.profiles.some(({ selectors }) => selectors.some((one) => selects(one, namespace, labels)));
}

/** Whether a selector takes pods with these labels in this namespace. */
export function selects(selector: FargateSelector, namespace: string, labels: Texts): boolean {
  return (
    matches(selector.namespace.text, namespace) &&
    [...selector.labels].every(([key, pattern]) => matches(pattern, labels.get(key)))
  );
}

/** Wildcards, without the regular expression that a hostile pattern could make slow. */
function matches(pattern: string, value: string | undefined): boolean {
  if (value === undefined) {
    return false;
  }
  let [p, v, star, resume] = [0, 0, -1, 0];
  while (v < value.length) {
    if (pattern[p] === '*') {
      [star, resume] = [p, v];
      p += 1;
    } else if (pattern[p] === '?' || pattern[p] === value[v]) {
      p += 1;
      v += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      v = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(p));
}
