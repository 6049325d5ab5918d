import { itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import type { KubeObject } from './kubeObjects.ts';
import type { ObjectIndex } from './objectIndex.ts';
import { written } from './workloads.ts';
import type { Workload } from './workloads.ts';

/** A binding of a role, for the service accounts among its subjects. */
export interface Binding {
  object: KubeObject;
  subjects: readonly Subject[];
  role: { kind: string; name: string; node: YamlNode } | undefined;
}

export interface Subject {
  name: string;
  namespace: string | undefined;
  nameNode: YamlNode;
  namespaceNode: YamlNode | undefined;
}

/** The bindings of a project. */
export function bindingsOf({ ofKind }: Pick<ObjectIndex, 'ofKind'>): Binding[] {
  return ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) =>
    ofKind(kind).map((object) => {
      const role = written(valueAt(object.root, 'roleRef', 'name'));
      return {
        object,
        subjects: itemsOf(valueAt(object.root, 'subjects')).flatMap(subjectOf),
        role: role && {
          kind: textOf(valueAt(object.root, 'roleRef', 'kind')) ?? '',
          name: role.text,
          node: role.node,
        },
      };
    }),
  );
}

function subjectOf(node: YamlNode): Subject[] {
  const name = written(valueAt(node, 'name'));
  const namespace = written(valueAt(node, 'namespace'));
  return name && textOf(valueAt(node, 'kind')) === 'ServiceAccount'
    ? [{ name: name.text, namespace: namespace?.text, nameNode: name.node, namespaceNode: namespace?.node }]
    : [];
}

/** Whether a subject is the service account of a workload's pods. */
export function binds({ object }: Binding, subject: Subject, workload: Workload): boolean {
  const namespace = workload.object.namespace;
  return (
    subject.name === workload.serviceAccount.name &&
    (namespace === undefined || (subject.namespace ?? object.namespace ?? namespace) === namespace)
  );
}

/** The role that a binding names; `undefined` where the project has none of that name. */
export function findRole(
  { ofKind }: Pick<ObjectIndex, 'ofKind'>,
  binding: KubeObject,
  role: { kind: string; name: string },
): KubeObject | undefined {
  return ofKind(role.kind).find(
    ({ name, namespace }) =>
      name === role.name && (role.kind === 'ClusterRole' || namespace === binding.namespace),
  );
}
