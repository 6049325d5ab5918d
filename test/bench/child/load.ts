// Loads an extension as the extension host does and tells what that cost.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { becomeExtensionHost } from './extensionHost.ts';
import { respond } from './respond.ts';
import type { Vscode } from './stubVscode.ts';

export interface LoadInput {
  entry: string;
  /** Else what the extension brings in of node itself is told too, and counts. */
  inExtensionHost: boolean;
}

export interface LoadOutput {
  loadMs: number;
  /** Our own files that were read, without folder. */
  files: string[];
  /** Modules of node itself that the extension brought in. */
  builtins: string[];
}

respond<LoadInput, LoadOutput>(async ({ entry, inExtensionHost }) => {
  if (inExtensionHost) {
    becomeExtensionHost();
  }
  const require = createRequire(entry);
  // The editor's own API is there already when an extension is loaded.
  const vscode = require('vscode') as Vscode;
  const context = vscode.createContext(path.dirname(path.dirname(entry)));
  const builtins = (): string[] => (process as unknown as { moduleLoadList: string[] }).moduleLoadList;
  const before = new Set(builtins());

  const start = performance.now();
  const { activate } = require(entry) as { activate: (context: unknown) => unknown };
  await activate(context);
  const loadMs = performance.now() - start;

  const own = path.dirname(entry);
  return {
    loadMs,
    files: Object.keys(require.cache)
      .filter((file) => path.dirname(file) === own)
      .map((file) => path.basename(file)),
    builtins: builtins().filter((name) => !before.has(name)),
  };
});
