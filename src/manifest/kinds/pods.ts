import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import { podTemplateOf } from '../podTemplates.ts';
import { parseQuantity } from '../quantity.ts';
import { entriesOf, entryOf, itemsOf, keyOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { problem, spanOf } from './context.ts';
import { twice } from './kubernetesObjects.ts';

/** The spec of the pods that an object makes, or is; `undefined` for kinds without pods. */
export function podSpecOf(root: YamlNode | undefined): YamlNode | undefined {
  return valueAt(podTemplateOf(root), 'spec');
}

/**
 * What the API server's validation refuses of the pods that an object makes.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */
export function checkPods(root: YamlNode, kind: string): Problem[] {
  const spec = podSpecOf(root);
  if (spec?.kind !== 'map') {
    return [];
  }
  const claims = itemsOf(valueAt(root, 'spec', 'volumeClaimTemplates')).map((claim) =>
    textOf(valueAt(claim, 'metadata', 'name')),
  );
  const volumes = itemsOf(valueAt(spec, 'volumes'));
  const names = new Set([...volumes.map((volume) => textOf(valueAt(volume, 'name'))), ...claims]);
  const containers = [...itemsOf(valueAt(spec, 'initContainers')), ...itemsOf(valueAt(spec, 'containers'))];
  return [
    ...restartPolicy(spec, kind),
    ...sameNames(volumes),
    ...sameNames(containers),
    ...volumes.flatMap((volume) => [...oneSource(volume)]),
    ...containers.flatMap((container) => checkContainer(container, names)),
  ];
}

function checkContainer(container: YamlNode, volumes: ReadonlySet<string | undefined>): Problem[] {
  return [
    ...image(container),
    ...sameNames(itemsOf(valueAt(container, 'ports'))),
    ...mounts(container, volumes),
    ...env(container),
    ...resources(container),
    ...probes(container),
  ];
}

function* sameNames(items: readonly YamlNode[]): Iterable<Problem> {
  const seen = new Map<string, YamlNode>();
  for (const item of items) {
    const name = valueAt(item, 'name');
    const text = textOf(name);
    if (name !== undefined && text !== undefined) {
      yield* twice(seen, text, name);
    }
  }
}

function* restartPolicy(spec: YamlNode, kind: string): Iterable<Problem> {
  const policy = valueAt(spec, 'restartPolicy');
  const text = textOf(policy);
  if (kind === 'Job' || kind === 'CronJob') {
    if (text === undefined || text === 'Always') {
      const at = policy ?? (spec.kind === 'map' ? spec.entries[0]?.key : undefined) ?? spec;
      yield problem(
        'kubernetes/unknown-value',
        l10n.t('The pods of a {0} need restartPolicy OnFailure or Never.', kind),
        spanOf(at),
      );
    }
  } else if (kind !== 'Pod' && policy !== undefined && text !== undefined && text !== 'Always') {
    yield problem(
      'kubernetes/unknown-value',
      l10n.t('The pods of a {0} are always restarted: only Always is possible here.', kind),
      spanOf(policy),
    );
  }
}

/** Fields of a volume that are no source. */
function* oneSource(volume: YamlNode): Iterable<Problem> {
  const [, second] = entriesOf(volume).filter((entry) => keyOf(entry) !== 'name' && keyOf(entry) !== '<<');
  if (second !== undefined) {
    yield problem('kubernetes/exclusive-fields', l10n.t('A volume has one source only.'), spanOf(second.key));
  }
}

function* image(container: YamlNode): Iterable<Problem> {
  if (container.kind === 'map' && !textOf(valueAt(container, 'image'))) {
    const at = valueAt(container, 'name') ?? container.entries[0]?.key ?? container;
    yield problem('kubernetes/missing-field', l10n.t('The container has no image.'), spanOf(at));
  }
}

function* mounts(container: YamlNode, volumes: ReadonlySet<string | undefined>): Iterable<Problem> {
  const paths = new Map<string, YamlNode>();
  for (const mount of itemsOf(valueAt(container, 'volumeMounts'))) {
    const name = valueAt(mount, 'name');
    const text = textOf(name);
    if (name !== undefined && text !== undefined && !volumes.has(text)) {
      yield problem('kubernetes/unknown-volume', l10n.t('The pod has no volume "{0}".', text), spanOf(name));
    }
    const path = valueAt(mount, 'mountPath');
    if (path !== undefined) {
      yield* twice(paths, textOf(path) ?? '', path);
    }
  }
}

function* env(container: YamlNode): Iterable<Problem> {
  for (const variable of itemsOf(valueAt(container, 'env'))) {
    const from = entryOf(variable, 'valueFrom');
    if (from !== undefined && textOf(valueAt(variable, 'value'))) {
      yield problem(
        'kubernetes/exclusive-fields',
        l10n.t('Only one of these can be set: {0}.', 'value, valueFrom'),
        spanOf(from.key),
      );
    }
  }
}

function* resources(container: YamlNode): Iterable<Problem> {
  for (const entry of entriesOf(valueAt(container, 'resources', 'requests'))) {
    const name = keyOf(entry) ?? '';
    const request = textOf(entry.value) ?? '';
    const limit = textOf(valueAt(container, 'resources', 'limits', name)) ?? '';
    if ((parseQuantity(request) ?? 0) > (parseQuantity(limit) ?? Infinity)) {
      const message = l10n.t('The request for {0} is more than its limit, {1}.', name, limit);
      yield problem('kubernetes/request-over-limit', message, spanOf(entry.value ?? entry.key));
    }
  }
}

const handlers: readonly string[] = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

function* probes(container: YamlNode): Iterable<Problem> {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = valueAt(container, name);
    if (probe?.kind !== 'map') {
      continue;
    }
    const found = probe.entries.filter((entry) => handlers.includes(keyOf(entry) ?? ''));
    const merges = probe.entries.some((entry) => keyOf(entry) === '<<');
    if (found.length === 0 && !merges) {
      const message = l10n.t('One of these is missing: {0}.', handlers.join(', '));
      yield problem('kubernetes/missing-field', message, spanOf(entryOf(container, name)?.key ?? probe));
    } else if (found[1] !== undefined) {
      const message = l10n.t('Only one of these can be set: {0}.', handlers.join(', '));
      yield problem('kubernetes/exclusive-fields', message, spanOf(found[1].key));
    }
  }
}
