// S2 in one process: the same tree data over the same client, listed by the tree's own source and by the SDK's paginator.
import * as assert from 'node:assert/strict';
import { paginateListWorkspaces } from '@aws-sdk/client-amp';
import { ampOf } from '../../../src/aws/amp.ts';
import type { Workspace } from '../../../src/aws/amp.ts';
import type { Connection } from '../../../src/aws/connection.ts';
import * as aws from '../../../src/bundles/aws.ts';
import { createFormats } from '../../../src/explorer/formats.ts';
import type { ExplorerNode } from '../../../src/explorer/node.ts';
import { Servers } from '../../../src/explorer/servers.ts';
import type { ExplorerSource } from '../../../src/explorer/source.ts';
import { workspaceGroup } from '../../../src/explorer/workspaceNodes.ts';
import { Writers } from '../../../src/explorer/writers.ts';
import { createExplorerSource } from '../../../src/features/explorer/explorerSource.ts';
import type { SourceOptions } from '../../../src/features/explorer/explorerSource.ts';
import { playAgainst, repeat } from '../rounds.ts';
import type { Round } from '../statistics.ts';
import { respond } from './respond.ts';

export interface TreeInput {
  connection: { profile: string; region: string };
  rounds: number;
}

export interface TreeOutput {
  rounds: Round[];
  /** The listing alone, without the tree. */
  listings: Round[];
  workspaces: number;
}

const silent = () => undefined;
const now = Date.now();

respond<TreeInput, TreeOutput>(async ({ connection, rounds }) => {
  const network = { noProxy: [], strictSsl: true, caPem: [] };
  const made = aws.createAws({
    log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    network: () => network,
    askMfa: () => Promise.resolve(undefined),
    now: () => Date.now(),
  });
  const session = (of: Connection) => made.session(of);
  const ours = createExplorerSource({
    bundles: { aws: () => Promise.resolve(aws) },
    services: { session },
  } as unknown as SourceOptions);
  const peer: ExplorerSource = {
    ...ours,
    listWorkspaces: async (of) => {
      const found: Workspace[] = [];
      for await (const page of paginateListWorkspaces({ client: ampOf(await session(of)) }, {})) {
        found.push(...(page.workspaces ?? []).map(readWorkspace));
      }
      return found;
    },
  };

  const { signal } = new AbortController();
  const tree = (source: ExplorerSource) => () => buildTree(source, connection);
  const list = (source: ExplorerSource) => () => source.listWorkspaces(connection, signal);
  const nodes = await tree(ours)();
  assert.deepEqual(plain(nodes), plain(await tree(peer)()));
  assert.deepEqual(await list(ours)(), await list(peer)());
  return {
    rounds: await playAgainst(repeat(tree(ours)), repeat(tree(peer)), { rounds, warmUps: 3 }),
    listings: await playAgainst(repeat(list(ours)), repeat(list(peer)), { rounds, warmUps: 3 }),
    workspaces: nodes.length,
  };
});

/** The workspaces of a connection as the tree holds them. */
async function buildTree(source: ExplorerSource, connection: Connection): Promise<readonly ExplorerNode[]> {
  const group = workspaceGroup(
    {
      source,
      writers: new Writers(silent),
      servers: new Servers(silent),
      traceWorkspace: () => 'unknown',
      nowMs: () => now,
      formats: createFormats('en'),
    },
    connection,
    'connection',
  );
  return (await group.children?.(new AbortController().signal)) ?? [];
}

/** Nodes without their functions, which no two builds share. */
function plain(nodes: readonly ExplorerNode[]): unknown {
  return JSON.parse(JSON.stringify(nodes));
}

/** The SDK's shape in the words of src/aws/amp.ts. */
function readWorkspace(summary: {
  workspaceId?: string | undefined;
  arn?: string | undefined;
  alias?: string | undefined;
  status?: { statusCode?: string | undefined } | undefined;
  createdAt?: Date | undefined;
  tags?: Record<string, string> | undefined;
  kmsKeyArn?: string | undefined;
}): Workspace {
  const { workspaceId = '', arn = '', alias, status, createdAt, tags = {}, kmsKeyArn } = summary;
  return {
    id: workspaceId,
    arn,
    status: status?.statusCode ?? '',
    tags,
    ...(alias && { alias }),
    ...(createdAt && { createdAt }),
    ...(kmsKeyArn !== undefined && { kmsKeyArn }),
  };
}
