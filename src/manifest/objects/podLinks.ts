import { itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { configPaths, keyOfPath } from './configFiles.ts';
import { mayShareNamespace } from './kubeObjects.ts';
import { accountTargets, keyTarget, targetAt } from './linker.ts';
import type { Linker, ObjectLink } from './linker.ts';
import { written } from './workloads.ts';
import type { Container, Workload } from './workloads.ts';

/** The links of a workload's pods: to its service account, to ConfigMaps, Secrets and their keys, and to volumes. */
export function podLinks(linker: Linker, workload: Workload): ObjectLink[] {
  const { template, serviceAccount, containers } = workload;
  const { index, object, toAll } = linker;
  const spec = valueAt(template, 'spec');
  const all = [...itemsOf(valueAt(spec, 'containers')), ...itemsOf(valueAt(spec, 'initContainers'))];
  return [
    ...(serviceAccount.node
      ? toAll(serviceAccount.node, accountTargets(index, serviceAccount.name, object.namespace))
      : []),
    ...itemsOf(valueAt(spec, 'volumes')).flatMap((volume) => volumeLinks(linker, volume)),
    ...all.flatMap((node) => [...variableLinks(linker, node), ...mountLinks(linker, spec, node)]),
    ...containers.flatMap((container) => argumentLinks(linker, container)),
  ];
}

function volumeLinks(linker: Linker, volume: YamlNode): ObjectLink[] {
  const { object, toObject } = linker;
  const claim = valueAt(volume, 'persistentVolumeClaim', 'claimName');
  const sources = [volume, ...itemsOf(valueAt(volume, 'projected', 'sources'))];
  return [
    ...toObject(written(claim), 'PersistentVolumeClaim', object.namespace),
    ...sources.flatMap((source) => [
      ...sourceLinks(linker, 'ConfigMap', valueAt(source, 'configMap'), 'name'),
      ...sourceLinks(linker, 'Secret', valueAt(source, 'secret'), 'secretName'),
      ...sourceLinks(linker, 'Secret', valueAt(source, 'secret'), 'name'),
    ]),
  ];
}

/** From `configMap` of a volume to the ConfigMap, and from its items to the keys. */
function sourceLinks(
  linker: Linker,
  kind: string,
  source: YamlNode | undefined,
  field: string,
): ObjectLink[] {
  const name = valueAt(source, field);
  return [
    ...linker.toObject(written(name), kind, linker.object.namespace),
    ...itemsOf(valueAt(source, 'items')).flatMap((item) =>
      keyLinks(linker, kind, textOf(name), valueAt(item, 'key')),
    ),
  ];
}

function keyLinks(
  { index, object, toAll }: Linker,
  kind: string,
  name: string | undefined,
  key: YamlNode | undefined,
): ObjectLink[] {
  const text = textOf(key);
  if (key === undefined || text === undefined || name === undefined) {
    return [];
  }
  const owners = index.named(kind, name).filter((one) => mayShareNamespace(one.namespace, object.namespace));
  return toAll(
    key,
    owners.flatMap((owner) => keyTarget(owner, text)),
  );
}

/** From the variables of a container to where their values come from. */
function variableLinks(linker: Linker, container: YamlNode): ObjectLink[] {
  const { object, toObject } = linker;
  const whole = itemsOf(valueAt(container, 'envFrom')).flatMap((from) => [
    ...toObject(written(valueAt(from, 'configMapRef', 'name')), 'ConfigMap', object.namespace),
    ...toObject(written(valueAt(from, 'secretRef', 'name')), 'Secret', object.namespace),
  ]);
  const single = itemsOf(valueAt(container, 'env')).flatMap((one) => {
    const source = valueAt(one, 'valueFrom');
    return [
      ...keyRefLinks(linker, 'ConfigMap', valueAt(source, 'configMapKeyRef')),
      ...keyRefLinks(linker, 'Secret', valueAt(source, 'secretKeyRef')),
    ];
  });
  return [...whole, ...single];
}

function keyRefLinks(linker: Linker, kind: string, ref: YamlNode | undefined): ObjectLink[] {
  const name = written(valueAt(ref, 'name'));
  return [
    ...linker.toObject(name, kind, linker.object.namespace),
    ...keyLinks(linker, kind, name?.text, valueAt(ref, 'key')),
  ];
}

/** From what a container mounts to the volume of the pod. */
function mountLinks(
  { object, toAll }: Linker,
  spec: YamlNode | undefined,
  container: YamlNode,
): ObjectLink[] {
  const volumes = itemsOf(valueAt(spec, 'volumes'));
  return itemsOf(valueAt(container, 'volumeMounts')).flatMap((mount) => {
    const from = written(valueAt(mount, 'name'));
    const targets = volumes.flatMap((volume) => {
      const name = written(valueAt(volume, 'name'));
      return name && name.text === from?.text ? [targetAt(object, name.node, volume)] : [];
    });
    return from ? toAll(from.node, targets) : [];
  });
}

/** From `--config` over the mount to the key that holds the config. */
function argumentLinks({ index, object, toAll }: Linker, container: Container): ObjectLink[] {
  return configPaths(container).flatMap(({ path, span }) => {
    const targets = container.mounts.flatMap((mount) => {
      const key = keyOfPath(mount, path);
      const maps = index
        .named('ConfigMap', mount.configMap.text)
        .filter((one) => mayShareNamespace(one.namespace, object.namespace));
      return key === undefined ? [] : maps.flatMap((map) => keyTarget(map, key));
    });
    return toAll(span, targets);
  });
}
