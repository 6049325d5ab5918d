import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { ExplorerNode, GroupKind } from '../../../src/explorer/node.ts';
import type { TreeProvider, Vscode } from './stubVscode.ts';

export interface DriveInput {
  entry: string;
  profile: string;
  region: string;
}

/** One line of the tree to open. */
interface Step {
  what: string;
  matches(node: ExplorerNode): boolean;
}

/** Activates the extension with one connection, as a window does whose user has made that setting. */
export async function activateWith({ entry, profile, region }: DriveInput): Promise<TreeProvider> {
  const require = createRequire(entry);
  const { settings, views, createContext } = require('vscode') as Vscode;
  settings.set('adot.connections', [{ profile, regions: [region] }]);
  // How long that takes, in a thread of its own, is a matter of the machine: no part of what is compared.
  settings.set('http.systemCertificates', false);
  const { activate } = require(entry) as { activate: (context: unknown) => unknown };
  await activate(createContext(path.dirname(path.dirname(entry))));
  const provider = views.get('adot.resources');
  if (provider === undefined) {
    throw new Error('the extension made no view adot.resources');
  }
  return provider;
}

/** What shows below a node, asked for and painted as VS Code does. */
export async function paintChildren(provider: TreeProvider, node?: ExplorerNode): Promise<ExplorerNode[]> {
  const children = (await provider.getChildren(node)) as ExplorerNode[];
  await Promise.all(children.map((child) => provider.getTreeItem(child)));
  if (children.length > 0 && children.every(({ data }) => data.kind === 'error')) {
    throw new Error(children.map(({ label, description }) => `${label}: ${description}`).join('\n'));
  }
  return children;
}

/** Opens the tree along `steps`; answers with what shows below the last of them. */
export async function openPath(provider: TreeProvider, steps: readonly Step[]): Promise<ExplorerNode[]> {
  let shown = await paintChildren(provider);
  for (const step of steps) {
    const node = shown.find((candidate) => step.matches(candidate));
    if (node === undefined) {
      throw new Error(`${step.what} is not among ${shown.map(({ label }) => label).join(', ') || 'nothing'}`);
    }
    shown = await paintChildren(provider, node);
  }
  return shown;
}

/** Steps to the workspaces of the connection's region. */
export const toWorkspaces: readonly Step[] = [
  { what: 'the connection', matches: ({ data }) => data.kind === 'connection' },
  groupStep('workspaces'),
];

/** Steps to the collectors of a context of the kubeconfig. */
export function toCollectors(context: string): readonly Step[] {
  return [
    groupStep('contexts'),
    {
      what: `the context ${context}`,
      matches: ({ data }) =>
        data.kind === 'cluster' && data.cluster.kind === 'context' && data.cluster.context === context,
    },
    groupStep('collectors'),
  ];
}

function groupStep(group: GroupKind): Step {
  return {
    what: `the group ${group}`,
    matches: ({ data }) => data.kind === 'group' && data.group === group,
  };
}
