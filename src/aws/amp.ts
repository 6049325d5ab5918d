import {
  AmpClient,
  CreateWorkspaceCommand,
  DeleteWorkspaceCommand,
  DescribeWorkspaceCommand,
  ListWorkspacesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateWorkspaceAliasCommand,
} from '@aws-sdk/client-amp';
import type { WorkspaceDescription, WorkspaceSummary } from '@aws-sdk/client-amp';
import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import { optional, sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

/** CREATING, ACTIVE, UPDATING, DELETING, CREATION_FAILED, and whatever AWS adds. */
export type Status = string;

/** An AMP workspace. */
export interface Workspace {
  id: string;
  arn: string;
  /** Need not be unique, and may be missing. */
  alias?: string;
  status: Status;
  createdAt?: Date;
  tags: Readonly<Record<string, string>>;
  kmsKeyArn?: string;
  /** Only `describeWorkspace` of an ACTIVE workspace knows it; see `workspaceUrl` in links.ts. */
  endpoint?: string;
}

/** A managed (agentless) collector of AMP. */
export interface Scraper {
  id: string;
  arn: string;
  alias?: string;
  status: Status;
  statusReason?: string;
  createdAt?: Date;
  /** The EKS cluster it scrapes; `undefined` for one that scrapes a VPC. */
  sourceClusterArn?: string;
  workspaceArn?: string;
}

/** A file of recording and alerting rules. */
export interface RuleNamespace {
  name: string;
  arn: string;
  status: Status;
  statusReason?: string;
  modifiedAt?: Date;
}

export interface AlertManager {
  status: Status;
  statusReason?: string;
  modifiedAt?: Date;
  /** The YAML text. */
  definition: string;
}

export interface WorkspaceLimits {
  status: Status;
  retentionDays?: number;
  seriesLimits: readonly { labels: Readonly<Record<string, string>>; maxSeries?: number }[];
}

/** The session's client for AMP. */
export function ampOf(session: AwsSession): AmpClient {
  return session.client('amp', (config) => new AmpClient(config));
}

/** The most that ListWorkspaces and ListScrapers give at once. */
export const maxPageSize = 1000;

/**
 * One page of the workspaces, at most `limit` (1-1000) of them, in AWS's order and without their endpoints.
 * `nextToken` is `undefined` after the last.
 */
export async function listWorkspaces(
  session: AwsSession,
  { limit = maxPageSize, nextToken, ...call }: Call & { limit?: number; nextToken?: string } = {},
): Promise<{ workspaces: Workspace[]; nextToken?: string }> {
  // Pages of 1,000 rather than the default 100: the round trips are what takes the time.
  const command = new ListWorkspacesCommand({
    maxResults: limit,
    ...(nextToken !== undefined && { nextToken }),
  });
  const answer = await ampOf(session).send(command, sendOptions(call));
  return {
    workspaces: (answer.workspaces ?? []).map(readWorkspace),
    ...(answer.nextToken && { nextToken: answer.nextToken }),
  };
}

/** Every workspace, in AWS's order and without endpoints. */
export async function allWorkspaces(session: AwsSession): Promise<Workspace[]> {
  const all: Workspace[] = [];
  let nextToken: string | undefined;
  do {
    const page = await listWorkspaces(session, { ...(nextToken !== undefined && { nextToken }) });
    all.push(...page.workspaces);
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return all;
}

/** The workspace with its endpoint, once it has one. Throws ResourceNotFoundException when it is gone. */
export async function describeWorkspace(
  session: AwsSession,
  workspaceId: string,
  call: Call = {},
): Promise<Workspace> {
  const command = new DescribeWorkspaceCommand({ workspaceId });
  const { workspace } = await ampOf(session).send(command, sendOptions(call));
  return readWorkspace(workspace ?? ({} as WorkspaceDescription));
}

/** Starts the making of a workspace and gives back its id; `waitUntilActive` waits for the rest. */
export async function createWorkspace(
  session: AwsSession,
  { alias, tags, ...call }: Call & { alias?: string; tags?: Readonly<Record<string, string>> },
): Promise<{ id: string; arn: string; status: Status }> {
  const command = new CreateWorkspaceCommand({
    ...(alias !== undefined && { alias }),
    ...(tags && Object.keys(tags).length > 0 && { tags }),
  });
  const answer = await ampOf(session).send(command, sendOptions(call));
  return {
    id: answer.workspaceId ?? '',
    arn: answer.arn ?? '',
    status: answer.status?.statusCode ?? 'CREATING',
  };
}

export async function renameWorkspace(
  session: AwsSession,
  workspaceId: string,
  { alias, ...call }: Call & { alias: string },
): Promise<void> {
  await ampOf(session).send(new UpdateWorkspaceAliasCommand({ workspaceId, alias }), sendOptions(call));
}

/** Adds tags and overwrites those of the same key. */
export async function tagWorkspace(
  session: AwsSession,
  arn: string,
  { tags, ...call }: Call & { tags: Readonly<Record<string, string>> },
): Promise<void> {
  await ampOf(session).send(new TagResourceCommand({ resourceArn: arn, tags }), sendOptions(call));
}

export async function untagWorkspace(
  session: AwsSession,
  arn: string,
  { keys, ...call }: Call & { keys: readonly string[] },
): Promise<void> {
  await ampOf(session).send(
    new UntagResourceCommand({ resourceArn: arn, tagKeys: [...keys] }),
    sendOptions(call),
  );
}

/**
 * Polls until the workspace is ACTIVE and gives it back, endpoint and all. Throws Trouble when AWS gave up making it, ResourceNotFoundException
 * when somebody deleted it, and whatever else a call throws: the SDK's own waiter would go on through all of these.
 * `sleep` waits and rejects when the signal is aborted.
 */
export async function waitUntilActive(
  session: AwsSession,
  workspaceId: string,
  { sleep, ...call }: Call & { sleep: (ms: number, signal?: AbortSignal) => Promise<unknown> },
): Promise<Workspace> {
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 1.5, 10_000)) {
    const workspace = await describeWorkspace(session, workspaceId, call);
    if (workspace.status === 'ACTIVE') {
      return workspace;
    }
    if (workspace.status === 'CREATION_FAILED' || workspace.status === 'DELETING') {
      throw new Trouble({
        code: 'creationFailed',
        what: l10n.t(
          'AWS could not create the workspace {0}: its status is {1}.',
          workspaceId,
          workspace.status,
        ),
        todo: l10n.t('Delete it and create it again; the AWS Health Dashboard may say more.'),
      });
    }
    await sleep(waitMs, call.signal);
  }
}

/** Starts the deletion; the workspace is listed as DELETING for a while. */
export async function deleteWorkspace(
  session: AwsSession,
  workspaceId: string,
  call: Call = {},
): Promise<void> {
  await ampOf(session).send(new DeleteWorkspaceCommand({ workspaceId }), sendOptions(call));
}

function readWorkspace({
  workspaceId,
  arn,
  alias,
  status,
  createdAt,
  tags,
  kmsKeyArn,
  ...rest
}: WorkspaceSummary | WorkspaceDescription): Workspace {
  const endpoint = 'prometheusEndpoint' in rest ? rest.prometheusEndpoint : undefined;
  return {
    id: workspaceId ?? '',
    arn: arn ?? '',
    status: status?.statusCode ?? '',
    tags: tags ?? {},
    ...optional({ alias: alias || undefined, createdAt, kmsKeyArn, endpoint: endpoint || undefined }),
  };
}
