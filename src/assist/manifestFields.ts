import type { ManifestPlace } from './manifestView.ts';
import type { FieldLore } from './suggest/suggestFields.ts';

/** Set by the API server, or for those who know: https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
const setByServer: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** What is written most, in the order in which people write it. */
const usual: readonly string[] = [
  ...['record', 'alert', 'expr', 'for'],
  ...['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'region', 'version'],
  ...['spec', 'data', 'type', 'replicas', 'selector', 'matchLabels', 'template', 'strategy'],
  ...['serviceAccountName', 'containers', 'image', 'command', 'args', 'env', 'envFrom'],
  ...['ports', 'containerPort', 'port', 'targetPort', 'protocol'],
  ...[
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'httpGet',
    'path',
    'resources',
    'requests',
    'limits',
  ],
  ...['cpu', 'memory', 'volumeMounts', 'mountPath', 'readOnly', 'volumes', 'configMap', 'items', 'key'],
  ...['value', 'valueFrom', 'configMapKeyRef', 'secretKeyRef', 'fieldRef'],
  ...['imagePullPolicy', 'initContainers', 'securityContext'],
  ...['rules', 'apiGroups', 'nonResourceURLs', 'verbs', 'roleRef', 'subjects', 'apiGroup'],
  ...['iam', 'withOIDC', 'serviceAccounts', 'attachPolicyARNs', 'wellKnownPolicies', 'fargateProfiles'],
  ...['selectors', 'cloudWatch', 'clusterLogging', 'enableTypes', 'groups', 'interval'],
  ...[
    'route',
    'receiver',
    'group_by',
    'matchers',
    'routes',
    'receivers',
    'sns_configs',
    'topic_arn',
    'sigv4',
  ],
];

const ranks: ReadonlyMap<string, number> = new Map(
  usual.map((name, index) => [name, index] as const).reverse(),
);

/** What Prometheus refuses beside `record`: https://github.com/prometheus/prometheus/blob/main/model/rulefmt/rulefmt.go */
const forAlerts: ReadonlySet<string> = new Set(['for', 'keep_firing_for', 'annotations']);

/** Which of a mapping's fields are for people to write, and which of them first. `taken` are those that are there. */
export function manifestFieldLore(
  { path, kind }: Pick<ManifestPlace, 'path' | 'kind'>,
  taken: ReadonlySet<string>,
): Required<Pick<FieldLore, 'isAllowed' | 'rank'>> {
  const isHidden = (name: string): boolean =>
    kind === 'kubernetes'
      ? (path.length === 0 && name === 'status') || setByServer.has(name)
      : kind === 'ruleFile' && taken.has('record') && forAlerts.has(name);
  return {
    isAllowed: (name) => !isHidden(name),
    rank: (name) => ranks.get(name) ?? usual.length,
  };
}
