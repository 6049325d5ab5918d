import * as l10n from '@vscode/l10n';
import { entriesOf, keyOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { valueBelow } from '../../manifest/yaml/loose/spot.ts';
import type { LooseYaml, Spot } from '../../manifest/yaml/loose/spot.ts';
import type { Ask, Offer } from '../ask.ts';
import { kubernetesPrefix, metaLabelsOf, targetLabels } from './metaLabels.ts';
import { isRelabelRule } from '../relabelFields.ts';
import { chainOf } from '../schemaPlace.ts';
import { documented } from './suggestComponents.ts';
import { literal } from './snippets.ts';

/** Whether a path leads to the list `source_labels` of a rule, or into it. */
export function isSourceLabels(path: readonly (string | number)[]): boolean {
  const list = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
  return list.at(-1) === 'source_labels' && isRelabelRule(list.slice(0, -1));
}

/**
 * The labels that a rule can read: those that the job's own service discovery sets, those of Services and pods of this
 * file by name, and those that earlier rules set.
 */
export function labelOffers(ask: Ask): Offer[] {
  const { view, cursor, taken } = ask;
  const chain = chainOf(cursor.holder);
  const list = chain.findLast(({ name }) => /relabel_configs$/.test(name));
  const rule = chain[chain.indexOf(list as Spot) + 1];
  const job = list?.parent;
  if (!list || !rule || !job) {
    return [];
  }
  const earlier = labelsSetBefore(view.yaml, list, rule).map((name, index) =>
    offer(ask, name, { order: index, detail: l10n.t('set by an earlier rule') }),
  );
  const others =
    list.name === 'metric_relabel_configs'
      ? metricLabels(ask, job)
      : [
          ...discovered(ask, job),
          ...targetLabels.map((name, index) => offer(ask, name, { order: 2000 + index })),
        ];
  const seen = new Set<string>(taken);
  return [...earlier, ...others].filter(({ name }) => !seen.has(name) && seen.add(name));
}

function labelsSetBefore(yaml: LooseYaml, list: Spot, rule?: Spot): string[] {
  const rules = rule ? list.children.slice(0, list.children.indexOf(rule)) : list.children;
  const names = rules.flatMap((one) => valueBelow(yaml, one, 'target_label') ?? []);
  return [...new Set(names)].filter((name) => name !== '' && !name.includes('$'));
}

function metricLabels(ask: Ask, job: Spot): Offer[] {
  const rules = job.children.find(({ name }) => name === 'relabel_configs');
  const own = rules ? labelsSetBefore(ask.view.yaml, rules).filter((name) => !name.startsWith('__')) : [];
  return ['__name__', ...own, 'job', 'instance', 'le', 'quantile'].map((name, index) =>
    offer(ask, name, { order: 100 + index }),
  );
}

function discovered(ask: Ask, job: Spot): Offer[] {
  const roles = rolesOf(ask.view.yaml, job);
  const labels = [...new Set(roles.flatMap(metaLabelsOf))];
  const named = labels.flatMap((label) => namesInFile(ask, label));
  return [
    ...named.map((name, index) => offer(ask, name, { order: 100 + index, detail: l10n.t('in this file') })),
    ...labels.map((name, index) => offer(ask, name, { order: 1000 + index })),
  ];
}

/** The roles of a job's `kubernetes_sd_configs`. */
function rolesOf(yaml: LooseYaml, job: Spot): string[] {
  const list = job.children.find(({ name }) => name === 'kubernetes_sd_configs');
  return [...new Set((list?.children ?? []).flatMap((item) => valueBelow(yaml, item, 'role') ?? []))];
}

const holders: Readonly<Record<string, readonly (string | number)[]>> = {
  service: ['metadata'],
  pod: ['spec', 'template', 'metadata'],
};

/** The labels that annotations and labels of this file's Services and pods become. */
function namesInFile({ file }: Ask, label: string): string[] {
  const [, object = '', what = ''] =
    /^__meta_kubernetes_(service|pod)_(annotation|label)_\*$/.exec(label) ?? [];
  const path = holders[object];
  if (!path) {
    return [];
  }
  return file.documents.flatMap(({ root }) => {
    const isIt = object === 'pod' || textOf(valueAt(root, 'kind')) === 'Service';
    const keys = isIt ? keysAt(root, [...path, `${what}s`]) : [];
    return keys.map((key) => `${kubernetesPrefix}${object}_${what}_${key.replaceAll(/[^\w]/g, '_')}`);
  });
}

function keysAt(root: YamlNode | undefined, path: readonly (string | number)[]): string[] {
  return entriesOf(valueAt(root, ...path)).flatMap((entry) => keyOf(entry) ?? []);
}

function offer({ context }: Ask, name: string, { order, detail }: { order: number; detail?: string }): Offer {
  const isOpen = name.endsWith('*');
  return {
    form: 'value',
    kind: 'label',
    label: name,
    name,
    snippet: isOpen ? `${literal(name.slice(0, -1))}\${1:name}` : literal(name),
    order,
    ...(detail !== undefined && { detail }),
    ...documented(context.texts?.label(name)),
  };
}
