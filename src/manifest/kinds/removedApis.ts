/** A version of an API that is gone: what to write instead, and the release that took it out. */
export interface RemovedApi {
  kinds: readonly string[];
  /** `undefined` where nothing took its place. */
  instead: string | undefined;
  removedIn: string;
}

/** By `apiVersion`. https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
export const removedApis: Readonly<Record<string, readonly RemovedApi[]>> = {
  'extensions/v1beta1': [
    { kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'], instead: 'apps/v1', removedIn: '1.16' },
    { kinds: ['NetworkPolicy'], instead: 'networking.k8s.io/v1', removedIn: '1.16' },
    { kinds: ['PodSecurityPolicy'], instead: undefined, removedIn: '1.16' },
    { kinds: ['Ingress'], instead: 'networking.k8s.io/v1', removedIn: '1.22' },
  ],
  'apps/v1beta1': [{ kinds: ['Deployment', 'StatefulSet'], instead: 'apps/v1', removedIn: '1.16' }],
  'apps/v1beta2': [
    {
      kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
      instead: 'apps/v1',
      removedIn: '1.16',
    },
  ],
  'networking.k8s.io/v1beta1': [
    { kinds: ['Ingress', 'IngressClass'], instead: 'networking.k8s.io/v1', removedIn: '1.22' },
  ],
  'rbac.authorization.k8s.io/v1beta1': [
    {
      kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
      instead: 'rbac.authorization.k8s.io/v1',
      removedIn: '1.22',
    },
  ],
  'admissionregistration.k8s.io/v1beta1': [
    {
      kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
      instead: 'admissionregistration.k8s.io/v1',
      removedIn: '1.22',
    },
  ],
  'apiextensions.k8s.io/v1beta1': [
    { kinds: ['CustomResourceDefinition'], instead: 'apiextensions.k8s.io/v1', removedIn: '1.22' },
  ],
  'apiregistration.k8s.io/v1beta1': [
    { kinds: ['APIService'], instead: 'apiregistration.k8s.io/v1', removedIn: '1.22' },
  ],
  'coordination.k8s.io/v1beta1': [{ kinds: ['Lease'], instead: 'coordination.k8s.io/v1', removedIn: '1.22' }],
  'scheduling.k8s.io/v1beta1': [
    { kinds: ['PriorityClass'], instead: 'scheduling.k8s.io/v1', removedIn: '1.22' },
  ],
  'storage.k8s.io/v1beta1': [
    { kinds: ['CSIDriver', 'CSINode', 'StorageClass'], instead: 'storage.k8s.io/v1', removedIn: '1.22' },
    { kinds: ['CSIStorageCapacity'], instead: 'storage.k8s.io/v1', removedIn: '1.27' },
  ],
  'batch/v1beta1': [{ kinds: ['CronJob'], instead: 'batch/v1', removedIn: '1.25' }],
  'discovery.k8s.io/v1beta1': [
    { kinds: ['EndpointSlice'], instead: 'discovery.k8s.io/v1', removedIn: '1.25' },
  ],
  'events.k8s.io/v1beta1': [{ kinds: ['Event'], instead: 'events.k8s.io/v1', removedIn: '1.25' }],
  'policy/v1beta1': [
    { kinds: ['PodDisruptionBudget'], instead: 'policy/v1', removedIn: '1.25' },
    { kinds: ['PodSecurityPolicy'], instead: undefined, removedIn: '1.25' },
  ],
  'node.k8s.io/v1beta1': [{ kinds: ['RuntimeClass'], instead: 'node.k8s.io/v1', removedIn: '1.25' }],
  'autoscaling/v2beta1': [
    { kinds: ['HorizontalPodAutoscaler'], instead: 'autoscaling/v2', removedIn: '1.25' },
  ],
  'autoscaling/v2beta2': [
    { kinds: ['HorizontalPodAutoscaler'], instead: 'autoscaling/v2', removedIn: '1.26' },
  ],
};
