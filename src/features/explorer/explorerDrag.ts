import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';
import type { Bundles } from '../load.ts';
import type { Services } from '../services.ts';

/** Dragging a workspace into an editor drops its remote-write URL; other nodes drop the URL they show. */
export function createDragAndDrop(deps: {
  bundles: Bundles;
  services: Services;
}): vscode.TreeDragAndDropController<ExplorerNode> {
  return {
    dragMimeTypes: ['text/plain'],
    dropMimeTypes: [],
    handleDrag: async ([node], transfer) => {
      const text = node && (node.dragText ?? (await remoteWriteUrlOf(node, deps)));
      if (text !== undefined) {
        transfer.set('text/plain', new vscode.DataTransferItem(text));
      }
    },
  };
}

async function remoteWriteUrlOf(
  { data }: ExplorerNode,
  { bundles, services }: { bundles: Bundles; services: Services },
): Promise<string | undefined> {
  if (data.kind !== 'workspace') {
    return undefined;
  }
  const { describeWorkspace, remoteWriteUrl } = await bundles.aws();
  const { endpoint } = await describeWorkspace(await services.session(data.connection), data.workspace.id);
  return endpoint === undefined ? undefined : remoteWriteUrl(endpoint);
}
