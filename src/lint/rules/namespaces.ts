import * as l10n from '@vscode/l10n';
import { valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { nameSpan, relatedTo, replacing } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';

/** Namespaces that every cluster has. */
const given = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * A Namespace that nothing is put into, beside objects in one of its file that nothing makes: they mean the same one. A namespace that
 * is simply not made here may be in the cluster.
 */
export function checkNamespaces(project: Project): PlacedProblem[] {
  const made = new Set([
    ...project.ofKind('Namespace').map(({ name }) => name),
    ...project.clusters.flatMap(({ serviceAccounts }) => serviceAccounts.map(({ namespace }) => namespace)),
  ]);
  const used = new Map<string, KubeObject>();
  for (const object of project.objects) {
    if (object.namespace !== undefined && !used.has(object.namespace)) {
      used.set(object.namespace, object);
    }
  }
  return project.ofKind('Namespace').flatMap((namespace) => {
    if (namespace.name === undefined || used.has(namespace.name)) {
      return [];
    }
    const homeless = [...used.values()].find(
      (object) =>
        object.file === namespace.file && !made.has(object.namespace) && !given.has(object.namespace ?? ''),
    );
    const name = valueAt(namespace.root, 'metadata', 'name');
    const right = homeless?.namespace;
    return homeless === undefined || right === undefined || name === undefined
      ? []
      : [
          placed('recipe/namespace-unused', namespace, nameSpan(namespace), {
            message: l10n.t(
              'Nothing is put into the namespace {0}, while nothing makes {1}, which other objects of this file are in.',
              namespace.name,
              right,
            ),
            related: [
              relatedTo(
                homeless,
                valueAt(homeless.root, 'metadata', 'namespace'),
                l10n.t('The namespace in use'),
              ),
            ],
            fixes: [{ title: l10n.t('Change to {0}', right), edits: [replacing({ node: name }, right)] }],
          }),
        ];
  });
}
