import * as l10n from '@vscode/l10n';
import type { ManifestSchemas } from '../../manifest/kinds/manifestSchemas.ts';
import type { Offer } from '../ask.ts';

/** What a document begins with below `metadata`, as lines of a snippet; `$0` is where the cursor goes. */
interface Starter {
  apiVersion: string;
  kind: string;
  hasNamespace: boolean;
  lines: readonly string[];
}

const pod: readonly string[] = [
  'spec:',
  '  selector:',
  '    matchLabels:',
  '      app: ${3:$1}',
  '  template:',
  '    metadata:',
  '      labels:',
  '        app: ${3:$1}',
  '    spec:',
  '      containers:',
  '        - name: ${4:$1}',
  '          image: ${5:image}',
  '          $0',
];

const rules: readonly string[] = [
  'rules:',
  '  - apiGroups: [${3:""}]',
  '    resources: [${4:pods}]',
  '    verbs: [${5:get, list, watch}]',
];

const binding = (kind: string): readonly string[] => [
  'roleRef:',
  '  apiGroup: rbac.authorization.k8s.io',
  `  kind: ${kind}`,
  '  name: ${3:role}',
  'subjects:',
  '  - kind: ServiceAccount',
  '    name: ${4:service-account}',
  '    namespace: ${5:default}',
];

/** The kinds of the way from an app to AMP. Each is complete: what is taken as it stands is refused by nobody. */
const starters: readonly Starter[] = [
  {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', hasNamespace: true },
    lines: ['spec:', '  replicas: ${6:1}', ...pod.slice(1)],
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    hasNamespace: true,
    lines: ['data:', '  ${3:config.yaml}: |', '    $0'],
  },
  {
    ...{ apiVersion: 'v1', kind: 'Service', hasNamespace: true },
    lines: [
      'spec:',
      '  selector:',
      '    app: ${3:$1}',
      '  ports:',
      '    - name: ${4:http}',
      '      port: ${5:80}',
      '      targetPort: ${6:8080}',
    ],
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', hasNamespace: true, lines: [] },
  { apiVersion: 'v1', kind: 'Namespace', hasNamespace: false, lines: [] },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    hasNamespace: true,
    lines: ['spec:', '  serviceName: ${6:$1}', ...pod.slice(1)],
  },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', hasNamespace: true, lines: pod },
  {
    ...{ apiVersion: 'v1', kind: 'Pod', hasNamespace: true },
    lines: ['spec:', '  containers:', '    - name: ${3:$1}', '      image: ${4:image}', '      $0'],
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', hasNamespace: false, lines: rules },
  {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', hasNamespace: false },
    lines: binding('ClusterRole'),
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', hasNamespace: true, lines: rules },
  {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', hasNamespace: true },
    lines: binding('Role'),
  },
];

const clusterConfig: readonly string[] = [
  'apiVersion: eksctl.io/v1alpha5',
  'kind: ClusterConfig',
  'metadata:',
  '  name: ${1:name}',
  '  region: ${2:us-east-1}',
  'iam:',
  '  withOIDC: true',
  'fargateProfiles:',
  '  - name: ${3:default}',
  '    selectors:',
  '      - namespace: ${4:default}',
  '$0',
];

const ruleFile: readonly string[] = [
  'groups:',
  '  - name: ${1:name}',
  '    rules:',
  '      - record: ${2:job:up:sum}',
  '        expr: ${3:sum by (job) (up)}',
];

const alertManager: readonly string[] = [
  'alertmanager_config: |',
  '  route:',
  '    receiver: ${1:default}',
  '  receivers:',
  '    - name: ${1:default}',
  '      sns_configs:',
  '        - topic_arn: ${2:arn:aws:sns:us-east-1:123456789012:alerts}',
  '          sigv4:',
  '            region: ${3:us-east-1}',
];

/** Whole documents, to begin an empty one with. Kinds that the schemas do not know are left out. */
export function documentOffers(schemas: ManifestSchemas): Offer[] {
  const { kinds } = schemas.kubernetes();
  const objects = starters
    .filter(({ apiVersion, kind }) => `${apiVersion} ${kind}` in kinds)
    .map((starter) => offer(starter.kind, linesOf(starter), starter.apiVersion));
  return [
    ...objects,
    offer('ClusterConfig', clusterConfig, 'eksctl.io/v1alpha5'),
    offer('groups', ruleFile, l10n.t('rule file')),
    offer('alertmanager_config', alertManager, l10n.t('alert manager definition')),
  ].map((one, order) => ({ ...one, order: 5000 + order }));
}

function linesOf({ apiVersion, kind, hasNamespace, lines }: Starter): string[] {
  return [
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    'metadata:',
    '  name: ${1:name}',
    ...(hasNamespace ? ['  namespace: ${2:default}'] : []),
    ...lines,
  ];
}

function offer(label: string, lines: readonly string[], detail: string): Offer {
  return { form: 'key', kind: 'component', label, name: label, snippet: lines.join('\n'), detail };
}
