import { isCollectorImage, parseImage } from './images.ts';
import type { CollectorWorkload, MountedConfigMap, WorkloadKind } from './model.ts';
import type { RawConfigMapSource, RawContainer, RawPodSpec, RawWorkload } from './objects.ts';
import { formatSelector } from './selectors.ts';

/** A workload without its pods. `container` is the collector's: by image, else the operator's, else the first. */
export function describeWorkload(kind: WorkloadKind, raw: RawWorkload): Omit<CollectorWorkload, 'pods'> {
  const { metadata, spec = {}, status = {} } = raw;
  const custom = metadata.ownerReferences?.find((owner) => owner.kind === 'OpenTelemetryCollector');
  const selector = formatSelector(spec.selector);
  return {
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid,
    ...describeCollectorPod(spec.template?.spec ?? {}),
    replicas: {
      wanted: status.desiredNumberScheduled ?? spec.replicas ?? 1,
      ready: status.numberReady ?? status.readyReplicas ?? 0,
    },
    ...(custom && { customResource: custom.name }),
    ...(selector !== undefined && { selector }),
  };
}

/** What a pod's specification says of the collector in it. */
export function describeCollectorPod(
  spec: RawPodSpec,
): Pick<CollectorWorkload, 'image' | 'tag' | 'container' | 'configMaps'> {
  const all = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const collector =
    all.find(({ image }) => image !== undefined && isCollectorImage(image)) ??
    all.find(({ name }) => name === 'otc-container') ??
    all[0];
  const image = collector?.image ?? '';
  return {
    image,
    tag: image === '' ? '' : parseImage(image).tag,
    container: collector?.name ?? '',
    configMaps: collector ? findConfigMaps(collector, spec) : [],
  };
}

/** Every pod has it, beside its service account's token. */
const serviceAccountCa = 'kube-root-ca.crt';

/** The ConfigMaps a container gets as files, or as variables (ADOT reads AOT_CONFIG_CONTENT). */
function findConfigMaps(container: RawContainer, spec: RawPodSpec): MountedConfigMap[] {
  const mounted = new Set(container.volumeMounts?.map(({ name }) => name));
  const sources = (spec.volumes ?? [])
    .filter(({ name }) => mounted.has(name))
    .flatMap(({ configMap, projected }) => [
      configMap,
      ...(projected?.sources ?? []).map((one) => one.configMap),
    ])
    .filter((source) => source !== undefined);
  const fromVariables: RawConfigMapSource[] = (container.env ?? []).flatMap(({ valueFrom }) => {
    const reference = valueFrom?.configMapKeyRef;
    return reference?.name === undefined
      ? []
      : [{ name: reference.name, items: [{ key: reference.key, path: '' }] }];
  });
  return [...sources, ...fromVariables].flatMap(({ name, items = [] }) =>
    name === undefined || name === serviceAccountCa ? [] : [{ name, keys: items.map(({ key }) => key) }],
  );
}
