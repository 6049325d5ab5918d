import { entriesOf, entryOf, itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { mayShareNamespace, selectsPods, textsOf } from './kubeObjects.ts';
import type { KubeObject } from './kubeObjects.ts';
import { accountTargets, linkerOf, targetAt } from './linker.ts';
import type { Linker, ObjectLink } from './linker.ts';
import type { ObjectIndex } from './objectIndex.ts';
import { podLinks } from './podLinks.ts';
import { workloadOf, written } from './workloads.ts';

/** The links of one object to others of the index, and within itself. */
export function linksOf(index: ObjectIndex, object: KubeObject): ObjectLink[] {
  const linker = linkerOf(index, object);
  const workload = workloadOf(object);
  return [
    ...linker.toObject(written(valueAt(object.root, 'metadata', 'namespace')), 'Namespace', undefined),
    ...(workload ? podLinks(linker, workload) : []),
    ...byKind(linker),
  ];
}

function byKind(linker: Linker): ObjectLink[] {
  switch (linker.object.kind) {
    case 'Service':
      return selectorLinks(linker);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return bindingLinks(linker);
    case 'Ingress':
      return ingressLinks(linker);
    case 'HorizontalPodAutoscaler':
      return scaleLinks(linker);
    default:
      return [];
  }
}

/** From each label of a Service's selector to the labels of the pods behind it. */
function selectorLinks({ index, object, toAll }: Linker): ObjectLink[] {
  const node = valueAt(object.root, 'spec', 'selector');
  const selector = textsOf(node);
  const behind = index.workloads.filter(
    (one) => mayShareNamespace(one.object.namespace, object.namespace) && selectsPods(selector, one.labels),
  );
  return entriesOf(node).flatMap(({ key, value }) => {
    const label = textOf(key);
    const targets = behind.flatMap((one) => {
      const labels = valueAt(one.template, 'metadata', 'labels');
      const meant = label === undefined ? undefined : entryOf(labels, label)?.key;
      return meant && labels ? [targetAt(one.object, meant, labels)] : [];
    });
    return toAll({ start: key.start, end: Math.max(key.end, value?.end ?? 0) }, targets);
  });
}

function bindingLinks({ index, object, toObject, toAll }: Linker): ObjectLink[] {
  const role = valueAt(object.root, 'roleRef');
  const kind = textOf(valueAt(role, 'kind')) ?? '';
  const inNamespace = kind === 'Role' ? object.namespace : undefined;
  const accounts = itemsOf(valueAt(object.root, 'subjects')).flatMap((subject) => {
    const name = written(valueAt(subject, 'name'));
    const namespace = textOf(valueAt(subject, 'namespace')) ?? object.namespace;
    return name && textOf(valueAt(subject, 'kind')) === 'ServiceAccount'
      ? toAll(name.node, accountTargets(index, name.text, namespace))
      : [];
  });
  return [...toObject(written(valueAt(role, 'name')), kind, inNamespace), ...accounts];
}

function ingressLinks({ object, toObject }: Linker): ObjectLink[] {
  const spec = valueAt(object.root, 'spec');
  const backends: (YamlNode | undefined)[] = [
    valueAt(spec, 'defaultBackend'),
    ...itemsOf(valueAt(spec, 'rules')).flatMap((rule) =>
      itemsOf(valueAt(rule, 'http', 'paths')).map((path) => valueAt(path, 'backend')),
    ),
  ];
  return backends.flatMap((backend) =>
    toObject(written(valueAt(backend, 'service', 'name')), 'Service', object.namespace),
  );
}

function scaleLinks({ object, toObject }: Linker): ObjectLink[] {
  const target = valueAt(object.root, 'spec', 'scaleTargetRef');
  const kind = textOf(valueAt(target, 'kind')) ?? '';
  return toObject(written(valueAt(target, 'name')), kind, object.namespace);
}
