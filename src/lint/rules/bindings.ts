import * as l10n from '@vscode/l10n';
import { bindingsOf, binds, findRole } from '../../manifest/objects/bindings.ts';
import type { Binding, Subject } from '../../manifest/objects/bindings.ts';
import { describe, namespaceOf, relatedTo, replacing } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Workload } from '../../manifest/objects/workloads.ts';

/** Bindings against the accounts of pods and the roles. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function checkBindings(project: Project): PlacedProblem[] {
  const bindings = bindingsOf(project);
  const bound = new Set(bindings.map(({ role }) => role?.name));
  return bindings.flatMap((binding) => [
    ...checkSubjects(project, binding),
    ...checkRoleRef(project, binding, bound),
  ]);
}

/**
 * A subject that is nobody's account, while a pod here has one of the same name in another namespace, or while the folder's only pods
 * with an account of their own are bound to nothing.
 */
function checkSubjects(project: Project, binding: Binding): PlacedProblem[] {
  const { workloads } = project;
  const accounts = workloads.filter(({ serviceAccount }) => serviceAccount.node !== undefined);
  return binding.subjects.flatMap((subject) => {
    if (accounts.some((workload) => binds(binding, subject, workload))) {
      return [];
    }
    const sameName = accounts.find(({ serviceAccount }) => serviceAccount.name === subject.name);
    if (sameName !== undefined) {
      return [otherNamespace(binding, subject, sameName)];
    }
    // Where the account is made here, it is the pod that names another one.
    const meant = accounts.filter(
      ({ object, serviceAccount }) =>
        !isMade(project, subject) &&
        object.namespace === subject.namespace &&
        similar(serviceAccount.name, subject.name),
    );
    const [one] = meant;
    return one === undefined ? [] : [otherName(binding, subject, one)];
  });
}

function isMade(project: Project, { name, namespace }: Subject): boolean {
  return (
    project.ofKind('ServiceAccount').some((one) => one.name === name && one.namespace === namespace) ||
    project.clusters.some(({ serviceAccounts }) =>
      serviceAccounts.some((one) => one.name.text === name && one.namespace === namespace),
    )
  );
}

/** Names that one slip or one added word sets apart. */
function similar(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  const start = [...x].findIndex((char, index) => char !== y[index]);
  const common = start < 0 ? x.length : start;
  return common >= Math.ceil(Math.min(x.length, y.length) / 2);
}

function otherNamespace({ object }: Binding, subject: Subject, workload: Workload): PlacedProblem {
  const right = namespaceOf(workload.object);
  const at = subject.namespaceNode ?? subject.nameNode;
  return placed('recipe/binding-subject', object, at, {
    message: l10n.t(
      'The binding is for the service account {0} in namespace {1}, but the pod of {2} has that of {3}, which gets no rights by it.',
      subject.name,
      subject.namespace ?? '',
      describe(workload.object),
      right,
    ),
    related: [
      relatedTo(workload.object, workload.serviceAccount.node, l10n.t('The service account of the pod')),
    ],
    ...(subject.namespaceNode && {
      fixes: [
        { title: l10n.t('Change to {0}', right), edits: [replacing({ node: subject.namespaceNode }, right)] },
      ],
    }),
  });
}

function otherName({ object }: Binding, subject: Subject, workload: Workload): PlacedProblem {
  const right = workload.serviceAccount.name;
  return placed('recipe/binding-subject', object, subject.nameNode, {
    message: l10n.t(
      'No pod here has the service account {0}; that of {1} is {2}, which gets no rights by this binding.',
      subject.name,
      describe(workload.object),
      right,
    ),
    related: [
      relatedTo(workload.object, workload.serviceAccount.node, l10n.t('The service account of the pod')),
    ],
    fixes: [{ title: l10n.t('Change to {0}', right), edits: [replacing({ node: subject.nameNode }, right)] }],
  });
}

/** Roles that every cluster has. */
const builtIn = /^(?:cluster-admin|admin|edit|view|system:.*|eks:.*)$/;

/** Only where the folder has a role that nothing is bound to. */
function checkRoleRef(
  project: Project,
  { object, role }: Binding,
  bound: ReadonlySet<string | undefined>,
): PlacedProblem[] {
  if (role === undefined || builtIn.test(role.name) || findRole(project, object, role)) {
    return [];
  }
  const [unbound] = project
    .ofKind(role.kind)
    .filter(
      ({ name, namespace }) => !bound.has(name) && (role.kind !== 'Role' || namespace === object.namespace),
    );
  if (unbound?.name === undefined) {
    return [];
  }
  const right = unbound.name;
  return [
    placed('recipe/role-missing', object, role.node, {
      message: l10n.t(
        'There is no {0} {1} here, so the binding gives no rights. Is {2} meant?',
        role.kind,
        role.name,
        right,
      ),
      related: [relatedTo(unbound, undefined, l10n.t('The role that nothing is bound to'))],
      fixes: [{ title: l10n.t('Change to {0}', right), edits: [replacing(role, right)] }],
    }),
  ];
}
