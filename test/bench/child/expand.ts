// A window that has just opened, until the workspaces of its connection show.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { becomeExtensionHost } from './extensionHost.ts';
import { respond } from './respond.ts';
import { activateWith, openPath, toWorkspaces } from './treeDriver.ts';
import type { DriveInput } from './treeDriver.ts';

export interface ExpandInput extends DriveInput {
  /** Files beside the entry that this expansion reads. */
  bundles: readonly string[];
}

export interface ExpandOutput {
  /** Until the extension is active, and from then on until what the expansion needs is loaded. */
  loadMs: number;
  /** From then on, until the workspaces show. */
  expandMs: number;
  /** The workspaces, by label and id. */
  shown: string[];
  /** Our own files that were read. */
  files: string[];
}

respond<ExpandInput, ExpandOutput>(async (input) => {
  const own = path.dirname(input.entry);
  const require = createRequire(input.entry);
  require('vscode');
  becomeExtensionHost();
  const start = performance.now();
  const provider = await activateWith(input);
  for (const bundle of input.bundles) {
    require(path.join(own, bundle));
  }
  const loadMs = performance.now() - start;
  const nodes = await openPath(provider, toWorkspaces);
  const expandMs = performance.now() - start - loadMs;
  return {
    loadMs,
    expandMs,
    shown: nodes.map(({ label, id }) => `${label} ${id}`),
    files: Object.keys(require.cache)
      .filter((file) => path.dirname(file) === own)
      .map((file) => path.basename(file)),
  };
});
