export {
  createWorkspace,
  deleteWorkspace,
  describeWorkspace,
  listWorkspaces,
  renameWorkspace,
  tagWorkspace,
  untagWorkspace,
  waitUntilActive,
} from '../aws/amp.ts';
export {
  describeAlertManager,
  describeWorkspaceConfiguration,
  listRuleNamespaces,
  listScrapers,
} from '../aws/ampParts.ts';
export { mintClusterToken } from '../aws/clusterToken.ts';
export { describeCluster, listClusters, listFargateProfiles } from '../aws/eks.ts';
export { explainAwsError } from '../aws/explain.ts';
export { listGrafanaWorkspaces } from '../aws/grafana.ts';
export { consoleUrl, parseArn, queryUrl, remoteWriteUrl, workspaceUrl } from '../aws/links.ts';
export { explainFileProblem, listProfiles, signInCommand } from '../aws/profiles.ts';
export { createAws } from '../aws/session.ts';
export { whoAmI } from '../aws/sts.ts';
