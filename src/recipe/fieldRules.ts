import type { FieldKind } from './templates.ts';

/** What a value must look like, by the kind of its field. */
const rules: Readonly<Record<FieldKind, RegExp>> = {
  region: /^[a-z]{2}(?:-[a-z]+)+-\d+$/,
  remoteWriteUrl: /^https?:\/\/[\w.:[\]-]+(?:\/[\w.-]+)*\/workspaces\/ws-[\w-]+\/api\/v1\/remote_write$/,
  workspaceArn: /^arn:aws[a-z-]*:aps:[a-z0-9-]+:\d{12}:workspace\/ws-[\w-]+$/,
  // Paths of roles may hold any printable character: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  roleArn: /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/,
  // A label of RFC 1123: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
  namespace: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
  cluster: /^[0-9A-Za-z][\w-]{0,99}$/,
  kubernetesVersion: /^1\.\d{2,3}$/,
  adotVersion: /^\d+\.\d+\.\d+$/,
  component: /^[a-z][a-z0-9_]*(?:\/[\w-]+)?$/,
  // https://github.com/distribution/reference/blob/main/reference.go
  image: /^[a-z0-9][\w.:-]*(?:\/[a-z0-9][\w.-]*)+(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
  duration: /^(?:\d+(?:ms|[smhdwy]))+$/,
  flag: /^(?:true|false)$/,
  text: /^[^\p{Cc}\u2028\u2029]*$/u,
};

/** Whether a value may stand in a hole of this kind. */
export function fits(kind: FieldKind, value: string): boolean {
  return rules[kind].test(value);
}
