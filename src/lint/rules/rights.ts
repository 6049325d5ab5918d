import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Fix } from '../../problem.ts';
import { bindingsOf, binds, findRole } from '../../manifest/objects/bindings.ts';
import type { Binding } from '../../manifest/objects/bindings.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { columnOf, describe, namespaceOf, spanOf } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';
import { discoveryNeeds } from './discoveryNeeds.ts';
import type { Need } from './discoveryNeeds.ts';

/** A role and what binds it. */
interface Grant {
  binding: KubeObject;
  role: KubeObject;
}

/**
 * Roles against what the service discovery of the collector lists and watches. Nothing is said where the folder does not have all that
 * is bound to its account. https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function checkRights(project: Project): PlacedProblem[] {
  const bindings = bindingsOf(project);
  return project.collectors.flatMap((running) => {
    const grants = grantsFor(project, running, bindings);
    const [first] = grants ?? [];
    return grants === undefined || first === undefined
      ? []
      : discoveryNeeds(running).flatMap((need) => missingRight(project, running, need, grants, first.role));
  });
}

/** `undefined` where a role that is bound is not in the folder. */
function grantsFor(
  project: Project,
  { workload }: RunningCollector,
  bindings: readonly Binding[],
): Grant[] | undefined {
  const own =
    workload === undefined
      ? []
      : bindings.filter((binding) => binding.subjects.some((one) => binds(binding, one, workload)));
  const grants = own.flatMap(({ object, role }): Grant[] => {
    const found = role && findRole(project, object, role);
    return found ? [{ binding: object, role: found }] : [];
  });
  return grants.length === own.length ? grants : undefined;
}

function missingRight(
  project: Project,
  running: RunningCollector,
  need: Need,
  grants: readonly Grant[],
  role: KubeObject,
): PlacedProblem[] {
  const everywhere = grants.filter(({ binding }) => binding.kind === 'ClusterRoleBinding');
  const missing = missingVerbs(need, everywhere);
  if (missing.length === 0) {
    return [];
  }
  const narrow = grants.find(({ binding }) => binding.kind === 'RoleBinding');
  if (narrow !== undefined && missingVerbs(need, grants).length === 0) {
    return need.isEverywhere ? [tooNarrow(need, narrow)] : [];
  }
  return [lacking(project, running, need, missing, role)];
}

function missingVerbs({ group, resource, verbs }: Need, grants: readonly Grant[]): string[] {
  const granted = new Set(
    grants.flatMap(({ role }) =>
      itemsOf(valueAt(role.root, 'rules'))
        .filter((rule) => lists(rule, 'apiGroups', group) && lists(rule, 'resources', resource))
        .filter((rule) => valueAt(rule, 'resourceNames') === undefined)
        .flatMap((rule) => itemsOf(valueAt(rule, 'verbs')).map(textOf)),
    ),
  );
  return granted.has('*') ? [] : verbs.filter((verb) => !granted.has(verb));
}

function lists(rule: YamlNode, key: string, value: string): boolean {
  return itemsOf(valueAt(rule, key)).some((item) => [value, '*'].includes(textOf(item) ?? '-'));
}

function lacking(
  project: Project,
  running: RunningCollector,
  need: Need,
  verbs: readonly string[],
  role: KubeObject,
): PlacedProblem {
  const { group, resource } = need;
  const rule = itemsOf(valueAt(role.root, 'rules')).find(
    (one) => lists(one, 'apiGroups', group) && lists(one, 'resources', resource),
  );
  const at = rule && (valueAt(rule, 'verbs') ?? rule);
  const rules = role.root.entries.find(({ key }) => textOf(key) === 'rules');
  return placed('recipe/rbac-missing', role, at ?? rules?.key ?? role.root, {
    message: l10n.t(
      'The service discovery {0} of the collector needs the verbs {1} for {2} (API group "{3}"), which {4} does not grant: it finds no targets.',
      need.role,
      verbs.join(', '),
      resource,
      group,
      describe(role),
    ),
    related: [
      {
        message: l10n.t('The service discovery that needs it'),
        span: running.toFile(need.span),
        file: running.file,
      },
    ],
    fixes: fixesFor(project, role, need, at),
  });
}

function fixesFor(
  { texts }: Project,
  role: KubeObject,
  { group, resource, verbs }: Need,
  at: YamlNode | undefined,
): Fix[] {
  const title = l10n.t('Grant {0} for {1}', verbs.join(', '), resource);
  const list = at?.kind === 'sequence' && at.isFlow ? at : undefined;
  if (list) {
    return [{ title, edits: [{ ...spanOf(list), text: `[${verbs.join(', ')}]` }] }];
  }
  const rules = valueAt(role.root, 'rules');
  const first = rules?.kind === 'sequence' && !rules.isFlow ? rules : undefined;
  if (at !== undefined || first === undefined) {
    return [];
  }
  const indent = ' '.repeat(columnOf(texts.get(role.file) ?? '', first.start));
  const lines = [
    `- apiGroups: [${JSON.stringify(group)}]`,
    `  resources: [${resource}]`,
    `  verbs: [${verbs.join(', ')}]`,
    '',
  ];
  return [{ title, edits: [{ start: first.start, end: first.start, text: lines.join(`\n${indent}`) }] }];
}

function tooNarrow(need: Need, { binding, role }: Grant): PlacedProblem {
  const at = valueAt(binding.root, 'roleRef', 'name') ?? binding.root;
  return placed('recipe/rbac-too-narrow', binding, at, {
    message: l10n.t(
      'A RoleBinding gives rights in namespace {0} only, but the service discovery {1} looks at all namespaces and is refused. Bind {2} with a ClusterRoleBinding, or name the namespaces of the discovery.',
      namespaceOf(binding),
      need.role,
      role.name ?? '',
    ),
  });
}
