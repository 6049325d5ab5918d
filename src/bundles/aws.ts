export {
  allWorkspaces,
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
export { explainAwsError } from '../aws/explain.ts';
export { awsQueryHost } from '../aws/queryHosts.ts';
export { consoleUrl, parseArn, queryUrl, remoteWriteUrl, workspaceUrl } from '../aws/links.ts';
export { explainFileProblem, listProfiles, signInCommand } from '../aws/profiles.ts';
export { createSend } from '../aws/send.ts';
export { createAws } from '../aws/session.ts';
