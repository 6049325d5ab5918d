import type { createHosts } from '../../../../../src/features/notebook/source/hosts.ts';

/** VS Code's memento over a map. */
export function mementoOf(kept: Map<string, unknown>): Parameters<typeof createHosts>[0] {
  return {
    keys: () => [...kept.keys()],
    get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
  } as Parameters<typeof createHosts>[0];
}
