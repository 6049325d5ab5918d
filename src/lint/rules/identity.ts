import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { ClusterConfig } from '../../manifest/objects/clusterConfigs.ts';
import { mayShareNamespace } from '../../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { describe, namespaceOf, relatedTo, replacing } from '../objectWords.ts';
import { clusterFor, placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';
import { written } from '../../manifest/objects/workloads.ts';
import type { Workload } from '../../manifest/objects/workloads.ts';

const roleAnnotation = 'eks.amazonaws.com/role-arn';

/** A service account that something here makes. */
interface Account {
  name: string;
  namespace: string | undefined;
  object: KubeObject;
  /** `iam.serviceAccounts` gives a role to each. */
  hasRole: boolean;
  by: 'manifest' | 'eksctl';
}

/**
 * Pods against the service accounts that manifests and eksctl make: without its account a pod is not made, without a role of IAM the
 * collector's sigv4auth does not start. https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export function checkIdentity(project: Project): PlacedProblem[] {
  const accounts = accountsOf(project);
  return [
    ...project.workloads.flatMap((workload) => missingAccount(workload, accounts)),
    ...project.collectors.flatMap((running) => missingRole(project, running, accounts)),
    ...project.ofKind('ServiceAccount').flatMap(badRole),
  ];
}

function accountsOf(project: Project): Account[] {
  return [
    ...project.ofKind('ServiceAccount').flatMap((object): Account[] =>
      object.name === undefined
        ? []
        : [
            {
              ...{ name: object.name, namespace: object.namespace, object, by: 'manifest' },
              hasRole: roleOfAccount(object) !== undefined,
            },
          ],
    ),
    ...project.clusters.flatMap(({ object, serviceAccounts }) =>
      serviceAccounts.map(({ name, namespace }): Account => ({
        ...{ name: name.text, namespace, object, by: 'eksctl', hasRole: true },
      })),
    ),
  ];
}

function roleOfAccount({ root }: KubeObject): string | undefined {
  return textOf(valueAt(root, 'metadata', 'annotations', roleAnnotation));
}

/** Only where the folder makes accounts in that namespace, or one of that name elsewhere: then it would make this one too. */
function missingAccount({ object, serviceAccount }: Workload, accounts: readonly Account[]): PlacedProblem[] {
  const { name, node } = serviceAccount;
  const fits = (one: Account): boolean => mayShareNamespace(one.namespace, object.namespace);
  if (node === undefined || name === 'default' || accounts.some((one) => one.name === name && fits(one))) {
    return [];
  }
  const elsewhere = accounts.find((one) => one.name === name);
  const beside = accounts.find((one) => one.namespace === object.namespace && one.namespace !== undefined);
  const near = elsewhere ?? beside;
  if (near === undefined) {
    return [];
  }
  return [
    placed('recipe/service-account-missing', object, node, {
      message: elsewhere
        ? l10n.t(
            'The service account {0} is made in namespace {1}, not in {2}, so no pod is started.',
            name,
            elsewhere.namespace ?? 'default',
            namespaceOf(object),
          )
        : l10n.t(
            'Nothing here makes a service account {0}, so no pod is started. Is {1} meant?',
            name,
            near.name,
          ),
      related: [relatedTo(near.object, accountNode(near), l10n.t('The service account that is made'))],
      ...(elsewhere === undefined && {
        fixes: [{ title: l10n.t('Change to {0}', near.name), edits: [replacing({ node }, near.name)] }],
      }),
    }),
  ];
}

function accountNode({ by, object, name }: Account) {
  return by === 'manifest'
    ? valueAt(object.root, 'metadata', 'name')
    : itemsOf(valueAt(object.root, 'iam', 'serviceAccounts'))
        .map((one) => valueAt(one, 'metadata', 'name'))
        .find((node) => textOf(node) === name);
}

/** A collector that signs its requests, under an account that the folder makes without a role though it says how the cluster is made. */
function missingRole(
  project: Project,
  running: RunningCollector,
  accounts: readonly Account[],
): PlacedProblem[] {
  const { workload, container } = running;
  const cluster = workload && clusterFor(project, workload.object.file);
  if (!cluster || !container || !signs(running) || bringsCredentials(running)) {
    return [];
  }
  const { name, node } = workload.serviceAccount;
  const own = accounts.filter(
    (one) => one.name === name && mayShareNamespace(one.namespace, workload.object.namespace),
  );
  if (own.some(({ hasRole }) => hasRole) || (own.length === 0 && node !== undefined)) {
    return [];
  }
  const identity = podIdentity(cluster, name, workload.object.namespace);
  if (identity !== undefined) {
    return cluster.isFargateOnly ? [onFargate(cluster, identity)] : [];
  }
  const [made] = own;
  const at = made ? valueAt(made.object.root, 'metadata', 'name') : valueAt(container.node, 'name');
  return at === undefined
    ? []
    : [
        placed('recipe/service-account-without-role', made?.object ?? workload.object, at, {
          message: l10n.t(
            'The collector signs with sigv4auth, but neither the annotation {0} nor iam.serviceAccounts of the cluster gives its service account {1} a role: it does not start without credentials.',
            roleAnnotation,
            name,
          ),
          related: [
            relatedTo(cluster.object, valueAt(cluster.object.root, 'iam'), l10n.t('What eksctl makes')),
          ],
        }),
      ];
}

function onFargate(cluster: ClusterConfig, identity: { start: number; end: number }): PlacedProblem {
  return placed('recipe/pod-identity-on-fargate', cluster.object, identity, {
    message: l10n.t(
      'EKS Pod Identity does not work on Fargate, because its agent is a DaemonSet. Give the service account a role under iam.serviceAccounts instead.',
    ),
  });
}

/** The association of Pod Identity for an account. https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
function podIdentity({ object }: ClusterConfig, name: string, namespace: string | undefined) {
  return itemsOf(valueAt(object.root, 'iam', 'podIdentityAssociations'))
    .filter((one) => mayShareNamespace(textOf(valueAt(one, 'namespace')), namespace))
    .map((one) => valueAt(one, 'serviceAccountName'))
    .find((node) => textOf(node) === name);
}

/** Whether the collector uses sigv4auth, which asks for credentials as soon as it is started. */
export function signs({ model }: RunningCollector): boolean {
  const ids = new Set(
    model.components
      .filter(({ kind, type }) => kind === 'extensions' && type === 'sigv4auth')
      .map(({ id }) => id),
  );
  return model.extensions.some(({ id }) => ids.has(id));
}

function bringsCredentials({ container }: RunningCollector): boolean {
  const names = itemsOf(valueAt(container?.node, 'env')).map((one) => textOf(valueAt(one, 'name')));
  return (
    names.some(
      (name) =>
        name !== undefined &&
        /^AWS_(?:ACCESS_KEY_ID|PROFILE|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_)/.test(name),
    ) || valueAt(container?.node, 'envFrom') !== undefined
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function badRole(object: KubeObject): PlacedProblem[] {
  const role = written(valueAt(object.root, 'metadata', 'annotations', roleAnnotation));
  const isRole = role === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/.test(role.text);
  return isRole || role.text.includes('${') || role.text.includes('{{')
    ? []
    : [
        placed('recipe/role-arn', object, role.node, {
          message: l10n.t(
            '{0} of {1} is not the ARN of an IAM role, so its pods get no credentials.',
            role.text,
            describe(object),
          ),
        }),
      ];
}
