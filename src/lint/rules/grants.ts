import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { describe } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';

/**
 * Rules of roles that grant what is gone or more than a collector should have.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export function checkGrants(project: Project): PlacedProblem[] {
  const usesKubelets = project.collectors.some(({ collector: { config } }) =>
    /\bproxy\/metrics|role:\s*["']?node\b/.test(config.text),
  );
  return ['ClusterRole', 'Role'].flatMap((kind) =>
    project.ofKind(kind).flatMap((role) => [...deadGroups(role), ...(usesKubelets ? [] : nodesProxy(role))]),
  );
}

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122 */
function deadGroups(role: KubeObject): PlacedProblem[] {
  return itemsOf(valueAt(role.root, 'rules')).flatMap((rule) => {
    const groups = itemsOf(valueAt(rule, 'apiGroups'));
    const dead = groups.find((group) => textOf(group) === 'extensions');
    return dead === undefined
      ? []
      : [
          placed('kubernetes/dead-api-group', role, dead, {
            message: l10n.t(
              'Kubernetes has served nothing under the API group extensions since 1.22; ingresses are in networking.k8s.io.',
            ),
            fixes: [
              {
                title: l10n.t('Change to {0}', 'networking.k8s.io'),
                edits: [{ start: dead.start, end: dead.end, text: 'networking.k8s.io' }],
              },
            ],
          }),
        ];
  });
}

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes */
function nodesProxy(role: KubeObject): PlacedProblem[] {
  return itemsOf(valueAt(role.root, 'rules'))
    .flatMap((rule) => itemsOf(valueAt(rule, 'resources')))
    .filter((resource) => textOf(resource) === 'nodes/proxy')
    .map((resource) =>
      placed('kubernetes/nodes-proxy', role, resource, {
        message: l10n.t(
          '{0} grants nodes/proxy, by which commands can be run in every pod. Finding and scraping targets does not need it.',
          describe(role),
        ),
      }),
    );
}
