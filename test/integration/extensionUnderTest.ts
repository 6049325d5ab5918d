import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import type { ExplorerNode } from '../../src/explorer/node.ts';

export const amp = ['lab', 'AMP Workspaces'] as const;
export const clusters = ['lab', 'EKS Clusters'] as const;

/** The extension, activated, with the connections given. */
export async function activate(
  connections: readonly { profile: string; regions: readonly string[] }[] = [
    { profile: 'lab', regions: ['us-east-1'] },
  ],
): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>('adot-workbench.adot-workbench');
  assert.ok(extension);
  const api = await extension.activate();
  await connect(connections);
  await api.connections.load();
  return api;
}

export async function connect(
  connections: readonly { profile: string; regions: readonly string[] }[],
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('adot');
  await configuration.update('connections', connections, vscode.ConfigurationTarget.Global);
}

/** What the tree shows below the node with these labels. */
export async function below(api: TestApi, ...labels: string[]): Promise<readonly ExplorerNode[]> {
  return api.explorer.tree.children(labels.length === 0 ? undefined : await find(api, ...labels));
}

export async function labelsBelow(api: TestApi, ...labels: string[]): Promise<string[]> {
  return (await below(api, ...labels)).map(({ label }) => label);
}

export async function find(api: TestApi, ...labels: string[]): Promise<ExplorerNode> {
  let node: ExplorerNode | undefined;
  for (const label of labels) {
    const children = await api.explorer.tree.children(node);
    node = children.find((child) => child.label === label);
    assert.ok(node, `no ${label} among: ${children.map((child) => child.label).join(', ')}`);
  }
  assert.ok(node);
  return node;
}

/** Reads until what is read is as wished. What cannot be read yet, such as a node that is still to come, is read again. */
export async function until<T>(
  read: () => Promise<T>,
  isGood: (value: T) => boolean,
  { timeoutMs = 30_000 } = {},
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await read().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in seen && isGood(seen.value)) {
      return seen.value;
    }
    if (Date.now() >= end) {
      throw 'error' in seen
        ? seen.error
        : new Error(`still ${JSON.stringify(seen.value)} after ${timeoutMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
