import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { ExplorerTree } from '../../explorer/tree.ts';

const firstMs = 2_000;
const lastMs = 30_000;
const growth = 1.5;

/**
 * Looks again at what is on its way to another state: soon at first, less often while nothing happens, not at all while
 * nobody can see it.
 */
export function watchChanges(view: vscode.TreeView<ExplorerNode>, tree: ExplorerTree): vscode.Disposable {
  const collapsed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let delayMs = firstMs;
  let isDisposed = false;

  const schedule = (): void => {
    if (timer === undefined && view.visible && !isDisposed) {
      timer = setTimeout(() => void look(), delayMs);
    }
  };

  const look = async (): Promise<void> => {
    const ids = tree.changing().filter((id) => !isHidden(tree, id, collapsed));
    let hasChanged = false;
    for (const id of ids) {
      hasChanged = (await tree.look(id)) || hasChanged;
    }
    delayMs = hasChanged || ids.length === 0 ? firstMs : Math.min(delayMs * growth, lastMs);
    timer = undefined;
    schedule();
  };

  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    delayMs = firstMs;
  };

  const listeners = vscode.Disposable.from(
    view.onDidChangeVisibility(({ visible }) => (visible ? schedule() : stop())),
    view.onDidCollapseElement(({ element }) => collapsed.add(element.id)),
    view.onDidExpandElement(({ element }) => collapsed.delete(element.id)),
  );
  schedule();
  return {
    dispose: () => {
      isDisposed = true;
      stop();
      listeners.dispose();
    },
  };
}

function isHidden(tree: ExplorerTree, id: string, collapsed: ReadonlySet<string>): boolean {
  for (let node = tree.node(id); node; node = tree.parent(node)) {
    if (collapsed.has(node.id)) {
      return true;
    }
  }
  return false;
}
