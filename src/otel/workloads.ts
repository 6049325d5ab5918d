import { podTemplateOf } from '../manifest/podTemplates.ts';
import { quantityMiB } from '../manifest/quantity.ts';
import { entriesOf, itemsOf, keyOf, textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { YamlDocument } from '../manifest/yaml/yamlFile.ts';
import { readCollectorImage } from './imageNames.ts';
import type { CollectorImage } from './imageNames.ts';

/** A container of a file's workloads that may run a collector. Nodes lie in the file itself. */
export interface CollectorContainer {
  /** Of the object that the pod comes from. */
  kind: string;
  name: string | undefined;
  namespace: string | undefined;
  /** The scalar with the image, or the `tag` of a chart's values. */
  imageNode: YamlNode | undefined;
  imageText: string;
  image: CollectorImage;
  /** Only what has a plain value. */
  env: Readonly<Record<string, string>>;
  /** Names of all its variables; `undefined` where some come from elsewhere as a whole (`envFrom`). */
  envNames: ReadonlySet<string> | undefined;
  /** `command` and `args`. */
  args: readonly string[];
  /** Names of the ConfigMaps that it mounts or takes environment variables from. */
  configMaps: ReadonlySet<string>;
  pod: CollectorPod;
}

/** What a file tells about the pod of a collector. */
export interface CollectorPod {
  memoryRequestMiB?: number;
  memoryLimitMiB?: number;
  /** Whether the file says that it runs on Fargate; `undefined` where it says nothing. */
  onFargate?: boolean;
  /** Whether it is a workload's only container, so that nothing else shares its localhost. */
  isAlone?: boolean;
  /** What the kubelet asks over HTTP, gRPC or TCP. */
  probes: readonly Probe[];
}

/** A probe of a container that reaches it over the pod's address. */
export interface Probe {
  kind: 'liveness' | 'readiness' | 'startup';
  /** A number, or the name of one of the container's ports. */
  port: string;
  path?: string;
  node: YamlNode;
}

/** Every container of a file in the order of the text, in Lists too, and the OpenTelemetryCollector resources. */
export function collectorContainers(documents: readonly YamlDocument[]): CollectorContainer[] {
  const objects = documents.flatMap(({ root }) => [
    root,
    ...(textOf(valueAt(root, 'kind'))?.endsWith('List') === true ? itemsOf(valueAt(root, 'items')) : []),
  ]);
  const fargateFile = objects.some((object) => itemsOf(valueAt(object, 'fargateProfiles')).length > 0);
  return objects.flatMap((object) => containersOf(object, fargateFile));
}

/** The containers of one object, as `collectorContainers` gives them; none for objects that make no pods. */
export function containersOfObject(object: YamlNode): CollectorContainer[] {
  return containersOf(object, false);
}

function containersOf(object: YamlNode | undefined, fargateFile: boolean): CollectorContainer[] {
  const kind = textOf(valueAt(object, 'kind'));
  const metadata = {
    kind: kind ?? 'Values',
    name: textOf(valueAt(object, 'metadata', 'name')),
    namespace: textOf(valueAt(object, 'metadata', 'namespace')),
  };
  if (kind === undefined) {
    return chartValues(object).map((one) => ({ ...metadata, ...one }));
  }
  if (kind === 'OpenTelemetryCollector') {
    return [{ ...metadata, ...readContainer(valueAt(object, 'spec'), undefined, fargateFile) }];
  }
  const template = podTemplateOf(object);
  const containers = itemsOf(valueAt(template, 'spec', 'containers'));
  return containers.map((container) => {
    const read = readContainer(container, template, fargateFile);
    return { ...metadata, ...read, pod: { ...read.pod, isAlone: containers.length === 1 } };
  });
}

type Read = Omit<CollectorContainer, 'kind' | 'name' | 'namespace'>;

function readContainer(
  container: YamlNode | undefined,
  template: YamlNode | undefined,
  fargateFile: boolean,
): Read {
  const imageNode = valueAt(container, 'image');
  const imageText = textOf(imageNode) ?? '';
  const onFargate = fargateFile || saysFargate(template) ? true : undefined;
  const request = memory(container, 'requests');
  const limit = memory(container, 'limits');
  return {
    imageNode,
    imageText,
    image: readCollectorImage(imageText),
    env: plainEnvironment(container),
    envNames: valueAt(container, 'envFrom') ? undefined : namesOfEnvironment(container),
    args: [...itemsOf(valueAt(container, 'command')), ...itemsOf(valueAt(container, 'args'))].flatMap(
      (node) => textOf(node) ?? [],
    ),
    configMaps: configMapsOf(container, template),
    pod: {
      // Kubernetes takes the limit for the request where none is written.
      ...((request ?? limit) !== undefined && { memoryRequestMiB: request ?? limit }),
      ...(limit !== undefined && { memoryLimitMiB: limit }),
      ...(onFargate !== undefined && { onFargate }),
      probes: probesOf(container),
    } as CollectorPod,
  };
}

/** `image: {repository, tag}` of the values of the OpenTelemetry collector's chart. */
function chartValues(root: YamlNode | undefined): Read[] {
  const image = valueAt(root, 'image');
  const repository = textOf(valueAt(image, 'repository'));
  if (repository === undefined) {
    return [];
  }
  const tag = valueAt(image, 'tag');
  const text = textOf(tag) === undefined ? repository : `${repository}:${textOf(tag) ?? ''}`;
  return [
    {
      ...readContainer(root, undefined, false),
      imageNode: tag ?? valueAt(image, 'repository'),
      imageText: text,
      image: readCollectorImage(text),
    },
  ];
}

function memory(container: YamlNode | undefined, of: 'requests' | 'limits'): number | undefined {
  return quantityMiB(textOf(valueAt(container, 'resources', of, 'memory')) ?? '');
}

function plainEnvironment(container: YamlNode | undefined): Record<string, string> {
  return Object.fromEntries(
    itemsOf(valueAt(container, 'env')).flatMap((item) => {
      const name = textOf(valueAt(item, 'name'));
      const value = textOf(valueAt(item, 'value'));
      // `$(NAME)` is put in by the kubelet: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
      return name === undefined || value === undefined || value.includes('$(') ? [] : [[name, value]];
    }),
  );
}

function namesOfEnvironment(container: YamlNode | undefined): Set<string> {
  return new Set(itemsOf(valueAt(container, 'env')).flatMap((item) => textOf(valueAt(item, 'name')) ?? []));
}

function configMapsOf(container: YamlNode | undefined, template: YamlNode | undefined): Set<string> {
  const mounted = new Set(
    itemsOf(valueAt(container, 'volumeMounts')).map((one) => textOf(valueAt(one, 'name'))),
  );
  const volumes = itemsOf(valueAt(template, 'spec', 'volumes')).filter((one) =>
    mounted.has(textOf(valueAt(one, 'name'))),
  );
  const names = [
    ...volumes.flatMap((volume) => [
      valueAt(volume, 'configMap', 'name'),
      ...itemsOf(valueAt(volume, 'projected', 'sources')).map((one) => valueAt(one, 'configMap', 'name')),
    ]),
    ...itemsOf(valueAt(container, 'env')).map((one) => valueAt(one, 'valueFrom', 'configMapKeyRef', 'name')),
    ...itemsOf(valueAt(container, 'envFrom')).map((one) => valueAt(one, 'configMapRef', 'name')),
  ];
  return new Set(names.flatMap((node) => textOf(node) ?? []));
}

function saysFargate(template: YamlNode | undefined): boolean {
  const profile = valueAt(template, 'metadata', 'labels', 'eks.amazonaws.com/fargate-profile');
  const computeTypes = [
    valueAt(template, 'metadata', 'annotations', 'eks.amazonaws.com/compute-type'),
    valueAt(template, 'spec', 'nodeSelector', 'eks.amazonaws.com/compute-type'),
  ];
  return profile !== undefined || computeTypes.some((node) => textOf(node) === 'fargate');
}

const probeKinds = ['liveness', 'readiness', 'startup'] as const;

function probesOf(container: YamlNode | undefined): Probe[] {
  return probeKinds.flatMap((kind) =>
    entriesOf(valueAt(container, `${kind}Probe`)).flatMap((entry) => {
      const how = keyOf(entry);
      const port =
        how === 'httpGet' || how === 'grpc' || how === 'tcpSocket' ? valueAt(entry.value, 'port') : undefined;
      const text = textOf(port);
      const path = textOf(valueAt(entry.value, 'path'));
      return port === undefined || text === undefined
        ? []
        : [{ kind, port: text, node: port, ...(path !== undefined && { path }) }];
    }),
  );
}
