import { textOf, valueAt } from './yaml/yamlNode.ts';
import type { YamlNode } from './yaml/yamlNode.ts';

/** Where a kind has what its pods are made from; a pod is that itself. */
const paths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/**
 * `metadata` and `spec` of the pods that an object makes, or is; `undefined` for kinds without pods.
 * https://kubernetes.io/docs/concepts/workloads/controllers/
 */
export function podTemplateOf(object: YamlNode | undefined): YamlNode | undefined {
  const kind = textOf(valueAt(object, 'kind')) ?? '';
  const path = Object.hasOwn(paths, kind) ? paths[kind] : undefined;
  return path && valueAt(object, ...path);
}
