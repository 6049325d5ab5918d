import type { Log } from '../log.ts';
import type { Ask } from './ask.ts';
import type { ConnectionStore } from './connections/connections.ts';
import type { Guard } from './guard.ts';
import type { Bundles } from './load.ts';
import type { Services } from './services.ts';

/** What extension.ts makes once and hands to every feature; each takes of it what it names. */
export interface Deps {
  log: Log;
  guard: Guard;
  ask: Ask;
  bundles: Bundles;
  services: Services;
  connections: ConnectionStore;
  /** Reads the tree again, or the node with this id and what lies below it. */
  refresh(nodeId?: string): void;
}
