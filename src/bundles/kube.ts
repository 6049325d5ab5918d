export { openCluster } from '../kube/cluster.ts';
export { findCollectors } from '../kube/collectors.ts';
export { readCollectorConfigs, readConfigMap } from '../kube/configs.ts';
export { explainKubeError } from '../kube/explain.ts';
export { listContexts } from '../kube/kubeconfig.ts';
export { describeMark } from '../kube/logEntries.ts';
export { followLogs } from '../kube/logs.ts';
export { listNamespaces } from '../kube/namespaces.ts';
export { findSampleApp } from '../kube/sampleApp.ts';
