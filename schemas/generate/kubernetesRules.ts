import type { Schema } from '../../src/manifest/schema/schema.ts';

const values = (...all: (string | number)[]): Schema => ({ enum: all });
const port: Schema = { minimum: 1, maximum: 65535 };
const notNegative: Schema = { minimum: 0 };
const name = (format: string): Schema => ({ format, minLength: 1 });
const some: Schema = { minItems: 1 };
const selectorOperator = values('In', 'NotIn', 'Exists', 'DoesNotExist');

/**
 * What the API server's validation asks for beyond types, by definition and field; `''` stands for the object itself.
 * https://github.com/kubernetes/kubernetes/tree/v1.37.2/pkg/apis (each group's validation/validation.go)
 */
export const kubernetesRules: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  ObjectMeta: {
    namespace: { format: 'dns-label' },
    labels: { propertyNames: { format: 'qualified-name' }, additionalProperties: { type: 'string', format: 'label-value' } },
    annotations: { propertyNames: { format: 'qualified-name' } },
  },
  LabelSelector: {
    matchLabels: { propertyNames: { format: 'qualified-name' }, additionalProperties: { type: 'string', format: 'label-value' } },
  },
  LabelSelectorRequirement: { key: { format: 'qualified-name' }, operator: selectorOperator },
  NodeSelectorRequirement: { operator: values('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt') },
  PodSpec: {
    containers: some,
    restartPolicy: values('Always', 'OnFailure', 'Never'),
    dnsPolicy: values('ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'),
    preemptionPolicy: values('Never', 'PreemptLowerPriority'),
    serviceAccountName: { format: 'dns-subdomain' },
    terminationGracePeriodSeconds: notNegative,
    activeDeadlineSeconds: { minimum: 1 },
  },
  PodSecurityContext: {
    fsGroupChangePolicy: values('OnRootMismatch', 'Always'),
    supplementalGroupsPolicy: values('Merge', 'Strict'),
    seLinuxChangePolicy: values('Recursive', 'MountOption'),
    runAsUser: notNegative,
    runAsGroup: notNegative,
    fsGroup: notNegative,
  },
  SecurityContext: { procMount: values('Default', 'Unmasked'), runAsUser: notNegative, runAsGroup: notNegative },
  SeccompProfile: { type: values('Localhost', 'RuntimeDefault', 'Unconfined') },
  AppArmorProfile: { type: values('Localhost', 'RuntimeDefault', 'Unconfined') },
  Container: {
    name: name('dns-label'),
    imagePullPolicy: values('Always', 'Never', 'IfNotPresent'),
    terminationMessagePolicy: values('File', 'FallbackToLogsOnError'),
  },
  EphemeralContainer: {
    name: name('dns-label'),
    imagePullPolicy: values('Always', 'Never', 'IfNotPresent'),
  },
  ContainerPort: {
    containerPort: port,
    hostPort: { minimum: 0, maximum: 65535 },
    name: { format: 'port-name' },
    protocol: values('TCP', 'UDP', 'SCTP'),
  },
  ContainerResizePolicy: {
    resourceName: values('cpu', 'memory'),
    restartPolicy: values('NotRequired', 'RestartContainer'),
  },
  EnvVar: { name: { minLength: 1 } },
  VolumeMount: {
    mountPath: { minLength: 1 },
    mountPropagation: values('Bidirectional', 'HostToContainer', 'None'),
    recursiveReadOnly: values('Disabled', 'Enabled', 'IfPossible'),
  },
  Volume: { name: name('dns-label') },
  HostPathVolumeSource: {
    type: values('', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
  },
  EmptyDirVolumeSource: { medium: { type: 'string' } },
  KeyToPath: { key: { minLength: 1 }, path: { minLength: 1 } },
  Probe: {
    initialDelaySeconds: notNegative,
    periodSeconds: notNegative,
    timeoutSeconds: notNegative,
    successThreshold: notNegative,
    failureThreshold: notNegative,
  },
  HTTPGetAction: { port: { ...port, format: 'port-name' }, scheme: values('HTTP', 'HTTPS') },
  TCPSocketAction: { port: { ...port, format: 'port-name' } },
  GRPCAction: { port },
  Toleration: {
    operator: values('', 'Equal', 'Exists', 'Gt', 'Lt'),
    effect: values('', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  },
  TopologySpreadConstraint: {
    maxSkew: { minimum: 1 },
    whenUnsatisfiable: values('DoNotSchedule', 'ScheduleAnyway'),
    nodeAffinityPolicy: values('Ignore', 'Honor'),
    nodeTaintsPolicy: values('Ignore', 'Honor'),
  },
  ServiceSpec: {
    type: values('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    sessionAffinity: values('ClientIP', 'None'),
    externalTrafficPolicy: values('Cluster', 'Local'),
    internalTrafficPolicy: values('Cluster', 'Local'),
    ipFamilyPolicy: values('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    selector: { propertyNames: { format: 'qualified-name' }, additionalProperties: { type: 'string', format: 'label-value' } },
  },
  ServicePort: {
    name: { format: 'dns-label' },
    port,
    nodePort: { minimum: 0, maximum: 65535 },
    protocol: values('TCP', 'UDP', 'SCTP'),
    targetPort: { ...port, format: 'port-name' },
  },
  DeploymentSpec: {
    replicas: notNegative,
    minReadySeconds: notNegative,
    revisionHistoryLimit: notNegative,
    progressDeadlineSeconds: { minimum: 1 },
  },
  DeploymentStrategy: { type: values('Recreate', 'RollingUpdate') },
  DaemonSetSpec: { minReadySeconds: notNegative, revisionHistoryLimit: notNegative },
  DaemonSetUpdateStrategy: { type: values('RollingUpdate', 'OnDelete') },
  StatefulSetSpec: {
    replicas: notNegative,
    minReadySeconds: notNegative,
    revisionHistoryLimit: notNegative,
    podManagementPolicy: values('OrderedReady', 'Parallel'),
  },
  StatefulSetUpdateStrategy: { type: values('RollingUpdate', 'OnDelete') },
  ReplicaSetSpec: { replicas: notNegative, minReadySeconds: notNegative },
  JobSpec: {
    parallelism: notNegative,
    completions: notNegative,
    backoffLimit: notNegative,
    activeDeadlineSeconds: notNegative,
    ttlSecondsAfterFinished: notNegative,
    completionMode: values('NonIndexed', 'Indexed'),
    podReplacementPolicy: values('Failed', 'TerminatingOrFailed'),
  },
  CronJobSpec: {
    schedule: { minLength: 1 },
    concurrencyPolicy: values('Allow', 'Forbid', 'Replace'),
    successfulJobsHistoryLimit: notNegative,
    failedJobsHistoryLimit: notNegative,
    startingDeadlineSeconds: notNegative,
  },
  PolicyRule: { verbs: some },
  RoleRef: { name: { minLength: 1 }, kind: values('Role', 'ClusterRole'), apiGroup: values('rbac.authorization.k8s.io') },
  Subject: { name: { minLength: 1 }, kind: values('ServiceAccount', 'User', 'Group') },
  HTTPIngressPath: { pathType: values('Exact', 'Prefix', 'ImplementationSpecific') },
  HTTPIngressRuleValue: { paths: some },
  ServiceBackendPort: { number: { minimum: 0, maximum: 65535 } },
  NetworkPolicySpec: { policyTypes: { items: { type: 'string', ...values('Ingress', 'Egress') } } },
  NetworkPolicyPort: { protocol: values('TCP', 'UDP', 'SCTP'), endPort: { minimum: 0, maximum: 65535 } },
  PodDisruptionBudgetSpec: { unhealthyPodEvictionPolicy: values('IfHealthyBudget', 'AlwaysAllow') },
  HorizontalPodAutoscalerSpec: { minReplicas: notNegative, maxReplicas: { minimum: 1 } },
  HPAScalingRules: { selectPolicy: values('Max', 'Min', 'Disabled') },
  HPAScalingPolicy: { type: values('Pods', 'Percent'), value: { minimum: 1 } },
  MetricTarget: { type: values('Utilization', 'Value', 'AverageValue') },
  PersistentVolumeClaimSpec: {
    accessModes: {
      items: { type: 'string', ...values('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod') },
    },
    volumeMode: values('Block', 'Filesystem'),
  },
  Deployment: { '': { required: ['spec'] } },
  DaemonSet: { '': { required: ['spec'] } },
  StatefulSet: { '': { required: ['spec'] } },
  ReplicaSet: { '': { required: ['spec'] } },
  Job: { '': { required: ['spec'] } },
  CronJob: { '': { required: ['spec'] } },
  Pod: { '': { required: ['spec'] } },
  Service: { '': { required: ['spec'] } },
}; // prettier-ignore
