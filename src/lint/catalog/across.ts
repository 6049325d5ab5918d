import * as l10n from '@vscode/l10n';
import type { Rules } from './rule.ts';

/** What holds, or does not, between the documents of a folder. */
export const acrossRules: Rules = {
  'recipe/probe-port': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A probe asks another port than health_check listens on'),
  },
  'recipe/probe-path': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A probe asks for another path than health_check answers at'),
  },
  'recipe/probe-without-health-check': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A probe asks a collector without health_check'),
  },
  'recipe/service-selects-nothing': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A Service selects no pod'),
  },
  'recipe/service-port': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('Nothing listens behind a port of a Service'),
  },
  'recipe/service-port-on-localhost': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('What a Service leads to listens on localhost only'),
  },
  'recipe/config-path': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The path behind --config is in no volume'),
  },
  'recipe/config-key': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A volume names a key that its ConfigMap does not have'),
  },
  'recipe/config-map-missing': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A volume names a ConfigMap that is not there'),
  },
  'recipe/other-namespace': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A workload is in another namespace than what it needs'),
  },
  'recipe/namespace-unused': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A Namespace is made that nothing is in'),
  },
  'recipe/service-account-missing': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A pod names a service account that nothing makes'),
  },
  'recipe/service-account-without-role': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A collector signs requests without an IAM role'),
  },
  'recipe/role-arn': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The role annotation of a service account is no ARN of a role'),
  },
  'recipe/pod-identity-on-fargate': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('Pod Identity is used on Fargate'),
  },
  'recipe/policy-without-remote-write': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The policy of a collector does not allow remote write'),
  },
  'recipe/policy-workspace': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The policy of a collector names another workspace'),
  },
  'eksctl/policy-too-wide': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('The policy of a collector allows more than remote write'),
  },
  'recipe/binding-subject': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A role binding is for another service account than the pod has'),
  },
  'recipe/role-missing': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A role binding names a role that is not there'),
  },
  'recipe/rbac-missing': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A role lacks what service discovery needs'),
  },
  'recipe/rbac-too-narrow': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A RoleBinding is too narrow for service discovery in all namespaces'),
  },
  'kubernetes/dead-api-group': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('A role names an API group that is gone'),
  },
  'kubernetes/nodes-proxy': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('A role grants nodes/proxy'),
  },
  'recipe/not-on-fargate': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('No Fargate profile selects the pods of a workload'),
  },
  'recipe/kube-system-not-on-fargate': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('No Fargate profile selects coredns'),
  },
  'eksctl/too-many-selectors': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A Fargate profile has more than five selectors'),
  },
  'recipe/fargate-unsupported': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A workload asks for what Fargate does not have'),
  },
  'recipe/node-port-on-fargate': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A NodePort Service leads to pods on Fargate'),
  },
  'recipe/requests-below-limits': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('Requests and limits differ on Fargate'),
  },
  'recipe/fargate-rounding': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('A request just misses a size of Fargate'),
  },
  'recipe/fargate-too-large': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A request is larger than any size of Fargate'),
  },
  'recipe/scraped-twice': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('Several replicas scrape the same targets'),
  },
  'recipe/rolling-update': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('A rolling update overlaps two scraping collectors'),
  },
  'kubernetes/image-without-version': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('An image has no fixed version'),
  },
  'recipe/image-region': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('An image comes from another region than the cluster'),
  },
  'recipe/endpoint-region': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('The workspace is in another region than the cluster'),
  },
  'recipe/annotation-on-pod': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The annotation for scraping is on the pod, not on its Service'),
  },
  'recipe/annotation-name': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The annotation for scraping has another name than the keep rule asks for'),
  },
  'recipe/annotation-value': {
    severity: 'warning',
    isAcross: true,
    title: () => l10n.t('The annotation for scraping has another value than the keep rule asks for'),
  },
  'recipe/nothing-scraped': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('No Service has the annotation that the keep rule asks for'),
  },
  'eksctl/all-logs': {
    severity: 'information',
    isAcross: true,
    title: () => l10n.t('All logs of the control plane are on'),
  },
};
