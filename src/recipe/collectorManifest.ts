import { baseUrl } from '../manifest/fillIn.ts';
import { adotNames, adotVersions } from '../otel/adotVersions.ts';
import { fits } from './fieldRules.ts';
import { fillTemplate } from './fill.ts';
import { templates } from './templates.ts';

/** What a person chose for a collector manifest. */
export interface CollectorChoices {
  /** The workspace's endpoint as AMP gives it, with or without an `/api/v1/…` behind it. */
  endpoint: string;
  /** Region of the workspace. */
  region: string;
  namespace: string;
  /** One of `adotVersions`. */
  version: string;
  /** EKS cluster, told apart by a label in a workspace that several clusters write to. */
  cluster?: string;
  /** Role for the service account where it is known. Without it the annotation is left to eksctl. */
  roleArn?: string;
}

/**
 * The manifest for these choices, made from the text of `templates.collector`. Throws when a choice does not fit its
 * field or the version is not a known one.
 */
export function collectorManifest(templateText: string, choices: CollectorChoices): string {
  const release = adotVersions.find(({ version }) => version === choices.version);
  if (!release) {
    throw new Error(`no known version of ADOT: ${choices.version}`);
  }
  const names = adotNames(release.version);
  return fillTemplate(templates.collector, templateText, {
    ADOT_VERSION: release.version,
    UPSTREAM_VERSION: release.upstream,
    NAMESPACE: choices.namespace,
    REGION: choices.region,
    REMOTE_WRITE: names.remoteWrite,
    REMOTE_WRITE_URL: `${baseUrl(choices.endpoint)}/api/v1/remote_write`,
    DISABLE_SCOPE_INFO: names.canDisableScopeInfo ? 'true' : undefined,
    CLUSTER: choices.cluster,
    ROLE_ARN: choices.roleArn,
  });
}

/** Whether the text is the ARN of an IAM role. */
export function isRoleArn(text: string): boolean {
  return fits('roleArn', text);
}

/** Whether Kubernetes takes the text as the name of a namespace. */
export function isNamespace(text: string): boolean {
  return fits('namespace', text);
}
