import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** What holds, or does not, between the documents of a folder. */
export const acrossRules: Rules = {
  'recipe/probe-port': rule(
    'warning',
    () => l10n.t('A probe asks another port than health_check listens on'),
    { isAcross: true },
  ),
  'recipe/probe-path': rule(
    'warning',
    () => l10n.t('A probe asks for another path than health_check answers at'),
    { isAcross: true },
  ),
  'recipe/probe-without-health-check': rule(
    'warning',
    () => l10n.t('A probe asks a collector without health_check'),
    { isAcross: true },
  ),
  'recipe/service-selects-nothing': rule('warning', () => l10n.t('A Service selects no pod'), {
    isAcross: true,
  }),
  'recipe/service-port': rule('warning', () => l10n.t('Nothing listens behind a port of a Service'), {
    isAcross: true,
  }),
  'recipe/service-port-on-localhost': rule(
    'warning',
    () => l10n.t('What a Service leads to listens on localhost only'),
    { isAcross: true },
  ),
  'recipe/config-path': rule('warning', () => l10n.t('The path behind --config is in no volume'), {
    isAcross: true,
  }),
  'recipe/config-key': rule(
    'warning',
    () => l10n.t('A volume names a key that its ConfigMap does not have'),
    { isAcross: true },
  ),
  'recipe/config-map-missing': rule('warning', () => l10n.t('A volume names a ConfigMap that is not there'), {
    isAcross: true,
  }),
  'recipe/other-namespace': rule(
    'warning',
    () => l10n.t('A workload is in another namespace than what it needs'),
    { isAcross: true },
  ),
  'recipe/namespace-unused': rule('warning', () => l10n.t('A Namespace is made that nothing is in'), {
    isAcross: true,
  }),
  'recipe/service-account-missing': rule(
    'warning',
    () => l10n.t('A pod names a service account that nothing makes'),
    { isAcross: true },
  ),
  'recipe/service-account-without-role': rule(
    'warning',
    () => l10n.t('A collector signs requests without an IAM role'),
    { isAcross: true },
  ),
  'recipe/role-arn': rule(
    'warning',
    () => l10n.t('The role annotation of a service account is no ARN of a role'),
    { isAcross: true },
  ),
  'recipe/pod-identity-on-fargate': rule('warning', () => l10n.t('Pod Identity is used on Fargate'), {
    isAcross: true,
  }),
  'recipe/policy-without-remote-write': rule(
    'warning',
    () => l10n.t('The policy of a collector does not allow remote write'),
    { isAcross: true },
  ),
  'recipe/policy-workspace': rule(
    'warning',
    () => l10n.t('The policy of a collector names another workspace'),
    { isAcross: true },
  ),
  'eksctl/policy-too-wide': rule(
    'information',
    () => l10n.t('The policy of a collector allows more than remote write'),
    { isAcross: true },
  ),
  'recipe/binding-subject': rule(
    'warning',
    () => l10n.t('A role binding is for another service account than the pod has'),
    { isAcross: true },
  ),
  'recipe/role-missing': rule('warning', () => l10n.t('A role binding names a role that is not there'), {
    isAcross: true,
  }),
  'recipe/rbac-missing': rule('warning', () => l10n.t('A role lacks what service discovery needs'), {
    isAcross: true,
  }),
  'recipe/rbac-too-narrow': rule(
    'warning',
    () => l10n.t('A RoleBinding is too narrow for service discovery in all namespaces'),
    { isAcross: true },
  ),
  'kubernetes/dead-api-group': rule('information', () => l10n.t('A role names an API group that is gone'), {
    isAcross: true,
  }),
  'kubernetes/nodes-proxy': rule('information', () => l10n.t('A role grants nodes/proxy'), {
    isAcross: true,
  }),
  'recipe/not-on-fargate': rule(
    'warning',
    () => l10n.t('No Fargate profile selects the pods of a workload'),
    { isAcross: true },
  ),
  'recipe/kube-system-not-on-fargate': rule('warning', () => l10n.t('No Fargate profile selects coredns'), {
    isAcross: true,
  }),
  'eksctl/too-many-selectors': rule(
    'warning',
    () => l10n.t('A Fargate profile has more than five selectors'),
    { isAcross: true },
  ),
  'recipe/fargate-unsupported': rule(
    'warning',
    () => l10n.t('A workload asks for what Fargate does not have'),
    { isAcross: true },
  ),
  'recipe/node-port-on-fargate': rule(
    'warning',
    () => l10n.t('A NodePort Service leads to pods on Fargate'),
    { isAcross: true },
  ),
  'recipe/requests-below-limits': rule('warning', () => l10n.t('Requests and limits differ on Fargate'), {
    isAcross: true,
  }),
  'recipe/fargate-rounding': rule('information', () => l10n.t('A request just misses a size of Fargate'), {
    isAcross: true,
  }),
  'recipe/fargate-too-large': rule('warning', () => l10n.t('A request is larger than any size of Fargate'), {
    isAcross: true,
  }),
  'recipe/scraped-twice': rule('warning', () => l10n.t('Several replicas scrape the same targets'), {
    isAcross: true,
  }),
  'recipe/rolling-update': rule(
    'warning',
    () => l10n.t('A rolling update overlaps two scraping collectors'),
    { isAcross: true },
  ),
  'kubernetes/image-without-version': rule('warning', () => l10n.t('An image has no fixed version'), {
    isAcross: true,
  }),
  'recipe/image-region': rule(
    'information',
    () => l10n.t('An image comes from another region than the cluster'),
    { isAcross: true },
  ),
  'recipe/endpoint-region': rule(
    'information',
    () => l10n.t('The workspace is in another region than the cluster'),
    { isAcross: true },
  ),
  'recipe/annotation-on-pod': rule(
    'warning',
    () => l10n.t('The annotation for scraping is on the pod, not on its Service'),
    { isAcross: true },
  ),
  'recipe/annotation-name': rule(
    'warning',
    () => l10n.t('The annotation for scraping has another name than the keep rule asks for'),
    { isAcross: true },
  ),
  'recipe/annotation-value': rule(
    'warning',
    () => l10n.t('The annotation for scraping has another value than the keep rule asks for'),
    { isAcross: true },
  ),
  'recipe/nothing-scraped': rule(
    'information',
    () => l10n.t('No Service has the annotation that the keep rule asks for'),
    { isAcross: true },
  ),
  'eksctl/all-logs': rule('information', () => l10n.t('All logs of the control plane are on'), {
    isAcross: true,
  }),
};
