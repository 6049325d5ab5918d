import { setImmediate as nextTurn } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { loadRoots } from '../../explorer/connectionNodes.ts';
import { parseFilter } from '../../explorer/filter.ts';
import { createFormats } from '../../explorer/formats.ts';
import type { ExplorerNode } from '../../explorer/node.ts';
import { Servers } from '../../explorer/servers.ts';
import type { ExplorerContext } from '../../explorer/source.ts';
import { ExplorerTree } from '../../explorer/tree.ts';
import { Writers } from '../../explorer/writers.ts';
import { watchChanges } from './changeWatch.ts';
import type { Deps } from '../deps.ts';
import { createDragAndDrop } from './explorerDrag.ts';
import { addTooltip, paintNode } from './explorerItem.ts';
import { createExplorerSource } from './explorerSource.ts';
import { watchConfigFiles } from '../connections/configFiles.ts';
import { applyRemedy } from './remedy.ts';
import { isCredentialsFailure } from '../services.ts';
import type { Where } from '../services.ts';
import { tellWalkthrough } from '../walkthrough.ts';

export interface ExplorerView extends vscode.Disposable {
  /** What the tree shows: for commands that go from one node to another, and for tests. */
  readonly tree: ExplorerTree;
  readonly view: vscode.TreeView<ExplorerNode>;
  refresh(nodeId?: string): void;
}

export type ExplorerDeps = Omit<Deps, 'refresh'> & { memento: vscode.Memento };

const filterKey = 'adot.filter';
const pageSize = 100;

/** The Resources view: connections, workspaces, clusters and collectors. It asks nobody before it is seen. */
export function createExplorerView(deps: ExplorerDeps): ExplorerView {
  const { connections, log, memento, services } = deps;
  const changed = new vscode.EventEmitter<ExplorerNode | undefined>();
  const context: ExplorerContext = {
    source: createExplorerSource(deps),
    writers: new Writers((workspaceIds) => lookAtWriters(tree, workspaceIds)),
    servers: new Servers(() => void tree.look('contexts')),
    traceWorkspace: (workspaceId, region) => tree.traceWorkspace(workspaceId, region),
    nowMs: () => Date.now(),
    formats: createFormats(vscode.env.language),
  };
  const tree = new ExplorerTree({
    loadRoots: async () => {
      const roots = await loadRoots(context);
      await tellEmptyCause(deps, roots);
      return roots;
    },
    explain: (error, node) => services.explain(error, whereOf(node)),
    onFailure: (advice, error, node) => {
      log.error(`${node?.label ?? 'Resources'}: ${advice.code}: ${describeError(error)}`);
      const connection = connectionOf(tree, node);
      if (connection && isCredentialsFailure(error)) {
        connections.report(connection.profile, { kind: 'failed', advice });
      }
    },
    concernsConnection: isCredentialsFailure,
    onChange: (node) => changed.fire(node),
    pageSize,
  });

  const view = vscode.window.createTreeView('adot.resources', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => {
        const shown = await tree.children(node);
        // VS Code has them all painted at once: others may run before.
        await nextTurn();
        return [...shown];
      },
      getParent: (node) => tree.parent(node),
      getTreeItem: paintNode,
      resolveTreeItem: addTooltip,
    },
    dragAndDropController: createDragAndDrop(deps),
    showCollapseAll: true,
  });

  const setFilter = async (text: string): Promise<void> => {
    const filter = parseFilter(text);
    tree.setFilter(filter);
    view.message = filter ? l10n.t('Filter: {0}', filter.text) : '';
    await memento.update(filterKey, filter?.text);
    await vscode.commands.executeCommand('setContext', 'adot.isFiltered', filter !== undefined);
  };

  const refresh = (nodeId?: string): void => {
    tree.refresh(nodeId);
  };

  const commands = registerCommands(deps, { tree, view, setFilter });
  void deps.guard.run('filter', () => setFilter(memento.get(filterKey, '')));

  const subscriptions = vscode.Disposable.from(
    changed,
    view,
    commands,
    watchChanges(view, tree),
    view.onDidExpandElement(({ element }) => void noteBrowsing(element)),
    watchConfigFiles(deps, view),
    connections.onDidChange(() => refresh()),
    services.onDidChange(() => refresh()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => refresh()),
  );
  return {
    tree,
    view,
    refresh,
    dispose: () => {
      tree.dispose();
      subscriptions.dispose();
    },
  };
}

interface Parts {
  tree: ExplorerTree;
  view: vscode.TreeView<ExplorerNode>;
  setFilter: (text: string) => Promise<void>;
}

function registerCommands({ ask, guard }: ExplorerDeps, { tree, view, setFilter }: Parts): vscode.Disposable {
  const show = async (id: string): Promise<void> => {
    const node = tree.node(id);
    if (node) {
      await view.reveal(node, { select: true, focus: true });
    }
  };
  return vscode.Disposable.from(
    guard.command('adot.resources.refresh', (node?: ExplorerNode) => {
      // What cannot hold anything is read again with what it lies in.
      const at = node && !node.children ? tree.parent(node) : node;
      tree.refresh(at?.id);
    }),
    guard.command('adot.resources.filter', async () => {
      const text = await ask.input({
        title: l10n.t('Filter Resources'),
        prompt: l10n.t(
          'Workspaces, clusters and collectors by name, /pattern/ or tag:key=value. Empty shows all.',
        ),
        value: tree.filterText ?? '',
        validateInput: checkFilter,
      });
      if (text !== undefined) {
        await setFilter(text);
      }
    }),
    guard.command('adot.resources.clearFilter', () => setFilter('')),
    guard.command('adot.resources.loadMore', async (node: ExplorerNode) => {
      const first = node.data.kind === 'more' ? tree.showMore(node.data.parentId) : undefined;
      if (first) {
        // The line that was clicked is now below all that it has brought.
        await view.reveal(first, { select: true, focus: true });
      }
    }),
    guard.command('adot.resources.remedy', async (node: ExplorerNode) => {
      if (node.data.kind === 'error') {
        const { remedy = { kind: 'retry' }, parentId } = node.data;
        await (remedy.kind === 'retry' ? tree.refresh(parentId) : applyRemedy(remedy));
      }
    }),
    guard.command('adot.resources.revealWorkspace', async ({ data }: ExplorerNode) => {
      const found = data.kind === 'target' ? tree.findWorkspace(data.workspaceId) : undefined;
      await (found ? show(found.id) : ask.info(l10n.t('This workspace is not among those shown so far.')));
    }),
    guard.command('adot.resources.revealCollector', async ({ data }: ExplorerNode) => {
      if (data.kind === 'writer') {
        await show(data.nodeId);
      }
    }),
  );
}

function checkFilter(text: string): string | undefined {
  try {
    parseFilter(text);
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

/** The welcome speaks only when nothing at all is there. */
async function tellEmptyCause({ connections }: ExplorerDeps, roots: readonly ExplorerNode[]): Promise<void> {
  const cause = roots.length > 0 ? undefined : (connections.emptyCause ?? 'noConfig');
  await vscode.commands.executeCommand('setContext', 'adot.emptyCause', cause);
  if (connections.all().length > 0) {
    await tellWalkthrough('adot.hasConnected');
  }
}

async function noteBrowsing({ data }: ExplorerNode): Promise<void> {
  if (data.kind === 'workspace') {
    // Told again: the walkthrough may have been opened since the connection was made.
    await tellWalkthrough('adot.hasConnected');
  }
  if (data.kind === 'workspace' || data.kind === 'cluster') {
    await tellWalkthrough('adot.hasBrowsed');
  }
}

function lookAtWriters(tree: ExplorerTree, workspaceIds: readonly string[]): void {
  for (const id of workspaceIds.flatMap((workspaceId) => tree.findWorkspace(workspaceId)?.id ?? [])) {
    void tree.look(`${id}/writers`);
  }
}

/** Where the failure of a node's children happened. */
function whereOf(node: ExplorerNode | undefined): Where | undefined {
  if (!node) {
    return undefined;
  }
  const { data } = node;
  switch (data.kind) {
    case 'connection':
      return data.regions[0] === undefined ? undefined : { profile: data.profile, region: data.regions[0] };
    case 'group':
      return data.cluster ?? data.connection;
    case 'cluster':
    case 'collector':
    case 'pod':
      return data.cluster;
    case 'region':
    case 'workspace':
    case 'grafana':
      return data.connection;
    case 'writer':
      return data.cluster;
    case 'error':
    case 'more':
    case 'none':
    case 'target':
    case 'text':
      return undefined;
  }
}

function connectionOf(
  tree: ExplorerTree,
  node: ExplorerNode | undefined,
): { profile: string | undefined } | undefined {
  for (let at = node; at; at = tree.parent(at)) {
    if (at.data.kind === 'connection') {
      return at.data;
    }
  }
  return undefined;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
