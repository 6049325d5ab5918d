import * as l10n from '@vscode/l10n';
import { configPaths, dataKeysOf, trimmed } from '../../manifest/objects/configFiles.ts';
import { configMapOf } from '../../manifest/objects/objectIndex.ts';
import { entriesOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Span } from '../../problem.ts';
import { nameSpan, namespaceOf, replacing, spanOf } from '../objectWords.ts';
import { mayShareNamespace } from '../../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Container, Mount, Written } from '../../manifest/objects/workloads.ts';

/**
 * From `--config` over the mounted file and the volume's item to the key of the ConfigMap: where one of these leads nowhere, the
 * collector exits because it finds no config, or the pod does not start because its volume cannot be made.
 * https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 */
export function checkConfigMounts(project: Project): PlacedProblem[] {
  return project.workloads.flatMap(({ containers }) =>
    containers.flatMap((container) => [
      ...container.mounts.flatMap((mount) => checkVolume(project, container, mount)),
      ...checkConfigPath(project, container),
    ]),
  );
}

function checkVolume(project: Project, container: Container, mount: Mount): PlacedProblem[] {
  const map = configMapOf(project, container.object, mount.configMap.text);
  if (map === undefined) {
    return missingConfigMap(project, container, mount);
  }
  const keys = dataKeysOf(map);
  return (mount.items ?? [])
    .filter(({ key }) => !keys.includes(key.text))
    .map(({ key }) => missingKey(container, map, key, keys));
}

function missingKey(
  container: Container,
  map: KubeObject,
  key: Written,
  keys: readonly string[],
): PlacedProblem {
  const [only] = keys.length === 1 ? keys : [];
  return placed('recipe/config-key', container.object, key.node, {
    message: l10n.t('The ConfigMap {0} has no key {1}, so the pod cannot start.', map.name ?? '', key.text),
    related: [{ message: l10n.t('The keys of the ConfigMap'), span: dataSpan(map), file: map.file }],
    ...(only !== undefined && {
      fixes: [{ title: l10n.t('Change to {0}', only), edits: [replacing(key, only)] }],
    }),
  });
}

/** Only where another ConfigMap of the folder is left over: what is simply not here may be in the cluster. */
function missingConfigMap(project: Project, { object }: Container, { configMap }: Mount): PlacedProblem[] {
  const used = new Set(
    project.workloads.flatMap(({ containers }) =>
      containers.flatMap(({ mounts }) => mounts.map((one) => one.configMap.text)),
    ),
  );
  const sameName = project.ofKind('ConfigMap').find(({ name }) => name === configMap.text);
  const leftOver = project.collectors.find(
    ({ collector: { config }, container }) =>
      container === undefined &&
      config.kind === 'configMap' &&
      config.object?.name !== undefined &&
      !used.has(config.object.name) &&
      mayShareNamespace(config.object.namespace, object.namespace),
  );
  const name = leftOver?.collector.config.object?.name;
  if (sameName === undefined && (leftOver === undefined || name === undefined)) {
    return [];
  }
  const message = sameName
    ? l10n.t(
        'The ConfigMap {0} is in namespace {1}, this pod in {2}: it cannot start.',
        configMap.text,
        namespaceOf(sameName),
        namespaceOf(object),
      )
    : l10n.t(
        'There is no ConfigMap {0} here, so the pod cannot start. Is {1} meant?',
        configMap.text,
        name ?? '',
      );
  const other = sameName
    ? { span: nameSpan(sameName), file: sameName.file }
    : leftOver && { span: spanOf(leftOver.collector.config.span), file: leftOver.file };
  return [
    placed('recipe/config-map-missing', object, configMap.node, {
      message,
      ...(other && { related: [{ message: l10n.t('The other ConfigMap'), ...other }] }),
      ...(sameName === undefined &&
        name !== undefined && {
          fixes: [{ title: l10n.t('Change to {0}', name), edits: [replacing(configMap, name)] }],
        }),
    }),
  ];
}

/** The config files that a container is told to read, where they are files. */
function checkConfigPath(project: Project, container: Container): PlacedProblem[] {
  if (container.mounts.length === 0) {
    return [];
  }
  return configPaths(container).flatMap(({ path, span }) => {
    const under = container.mounts.filter(({ mountPath, subPath }) =>
      subPath === undefined ? path.startsWith(`${trimmed(mountPath)}/`) : path === mountPath,
    );
    if (under.length === 0) {
      // The image has configs of its own: https://github.com/aws-observability/aws-otel-collector/tree/main/config
      return path.startsWith('/etc/') ? [] : [wrongPath(container, path, span, filesOf(project, container))];
    }
    const isThere = under.some(
      (mount) => mount.subPath !== undefined || !isMissing(project, container, mount, path),
    );
    return isThere ? [] : [wrongPath(container, path, span, filesOf(project, container))];
  });
}

/** Whether the volume is known to have no such file. */
function isMissing(project: Project, container: Container, mount: Mount, path: string): boolean {
  const files = filesOfMount(project, container, mount);
  return files !== undefined && !files.includes(path);
}

function filesOf(project: Project, container: Container): string[] {
  return container.mounts.flatMap((mount) => filesOfMount(project, container, mount) ?? []);
}

/** The files that a mount makes; `undefined` where only the cluster knows. */
function filesOfMount(project: Project, container: Container, mount: Mount): string[] | undefined {
  if (mount.subPath !== undefined) {
    return [mount.mountPath];
  }
  const map = configMapOf(project, container.object, mount.configMap.text);
  const names = mount.items?.map(({ path }) => path.text) ?? (map && dataKeysOf(map));
  return names?.map((name) => `${trimmed(mount.mountPath)}/${name}`);
}

function wrongPath(container: Container, path: string, span: Span, files: readonly string[]): PlacedProblem {
  const [only] = files.length === 1 ? files : [];
  return placed('recipe/config-path', container.object, span, {
    message:
      only === undefined
        ? l10n.t('No volume of the container holds {0}, so the collector exits at once.', path)
        : l10n.t(
            'No volume of the container holds {0}, so the collector exits at once. Its config is {1}.',
            path,
            only,
          ),
    ...(only !== undefined && {
      fixes: [{ title: l10n.t('Change to {0}', only), edits: [{ ...span, text: only }] }],
    }),
  });
}

function dataSpan(map: KubeObject): Span {
  const [first] = entriesOf(valueAt(map.root, 'data'));
  return spanOf(first?.key ?? map.root);
}
