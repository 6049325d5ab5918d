// Opens 1,000 workspaces and the collectors of 10,000 pods in a window whose bundles are loaded, and watches the event
// loop meanwhile.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExplorerNode } from '../../../src/explorer/node.ts';
import { watchLoop } from './loopWatch.ts';
import type { Blocks } from './loopWatch.ts';
import { respond } from './respond.ts';
import { activateWith, openPath, paintChildren, toCollectors, toWorkspaces } from './treeDriver.ts';
import type { DriveInput } from './treeDriver.ts';

export interface PaintInput extends DriveInput {
  context: string;
}

export interface Painted extends Blocks {
  /** From the click until everything showed, the servers' own time included. */
  ms: number;
  /** Nodes that showed at the last step. */
  shown: number;
}

export interface PaintOutput {
  workspaces: Painted;
  collectors: Painted;
}

respond<PaintInput, PaintOutput>(async (input) => {
  const provider = await activateWith(input);
  const require = createRequire(input.entry);
  for (const name of ['aws', 'kube', 'language']) {
    require(path.join(path.dirname(input.entry), `${name}.cjs`));
  }
  const workspaces = await watch(() => openPath(provider, toWorkspaces));
  const collectors = await watch(async () => {
    const nodes = await openPath(provider, toCollectors(input.context));
    const pods = await Promise.all(nodes.map((node) => paintChildren(provider, node)));
    return pods.flat();
  });
  return { workspaces, collectors };
});

async function watch(open: () => Promise<readonly ExplorerNode[]>): Promise<Painted> {
  await sleep(50);
  const stopWatching = watchLoop();
  const start = performance.now();
  const { length: shown } = await open();
  const ms = performance.now() - start;
  // What goes on behind the answer blocks as well.
  await sleep(300);
  return { ms, shown, ...stopWatching() };
}
