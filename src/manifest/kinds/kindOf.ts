import { entryOf, itemsOf, resolved, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';

/** What a document is. `kustomization`, `helmValues` and `other` are nobody's to check here. */
export type DocumentKind =
  | 'kubernetes'
  | 'eksctl'
  | 'ruleFile'
  | 'alertManagerDefinition'
  | 'alertManager'
  | 'kustomization'
  | 'other';

/** What a document is, by the keys of its root. */
export function kindOf(root: YamlNode | undefined): DocumentKind {
  if (resolved(root)?.kind !== 'map') {
    return 'other';
  }
  const apiVersion = textOf(valueAt(root, 'apiVersion'));
  const kind = textOf(valueAt(root, 'kind'));
  if (apiVersion !== undefined || (kind !== undefined && entryOf(root, 'metadata') !== undefined)) {
    return kindOfObject(apiVersion ?? '', kind ?? '');
  }
  if (valueAt(root, 'alertmanager_config')?.kind === 'scalar') {
    return 'alertManagerDefinition';
  }
  if (isRuleFile(root)) {
    return 'ruleFile';
  }
  const isAlertManager =
    valueAt(root, 'route')?.kind === 'map' && valueAt(root, 'receivers')?.kind === 'sequence';
  return isAlertManager ? 'alertManager' : 'other';
}

/** What a document is that has an `apiVersion` and `kind`. */
export function kindOfObject(apiVersion: string, kind: string): DocumentKind {
  if (apiVersion.startsWith('eksctl.io/')) {
    return 'eksctl';
  }
  return apiVersion.startsWith('kustomize.config.k8s.io/') || kind === 'Kustomization'
    ? 'kustomization'
    : 'kubernetes';
}

/** `groups` of rules, of which one at least says so. */
function isRuleFile(root: YamlNode | undefined): boolean {
  return itemsOf(valueAt(root, 'groups')).some((group) => entryOf(group, 'rules') !== undefined);
}
