import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'mocha';
import { store } from '../host/paths.ts';
import type { Had } from './build/part.ts';
import { titleOf } from './build/parts.ts';
import type { PartName } from './build/parts.ts';

/** How `npm run test:live` tells its tests where the parts are. */
export const partsVariable = 'ADOT_LIVE_PARTS';

/** A folder of its own for one suite, and one for the logs of what it starts, which stays for whoever looks into a failure. */
export interface Place {
  readonly dir: string;
  readonly logs: string;
  remove: () => void;
}

/**
 * A suite over real counterparts, given where these are. Without one of them all of its tests are skipped, and what is
 * missing is said.
 */
export function describeWith<N extends PartName>(
  title: string,
  names: readonly N[],
  body: (folders: Record<N, string>) => void,
): void {
  const given = readGiven();
  const missing = names.flatMap((name) => {
    const part = given[name];
    return part !== undefined && 'folder' in part
      ? []
      : [`${titleOf(name)} is not here: ${part?.missing ?? 'run it by `npm run test:live`'}`];
  });
  const folders = Object.fromEntries(
    names.map((name) => {
      const part = given[name];
      return [name, part !== undefined && 'folder' in part ? part.folder : ''];
    }),
  ) as Record<N, string>;
  if (missing.length === 0) {
    describe(title, () => body(folders));
    return;
  }
  console.log(`SKIPPED: ${title} because ${missing.join('; ')}`);
  describe.skip(title, () => body(folders));
}

/** See `Place`. Nothing is made before somebody asks where it is: a suite that is skipped leaves nothing behind. */
export function makePlace(name: string): Place {
  const logs = join(store, 'live-logs', name);
  let dir: string | undefined;
  return {
    get dir() {
      if (dir === undefined) {
        dir = mkdtempSync(join(tmpdir(), `adot-live-${name}-`));
        rmSync(logs, { recursive: true, force: true });
      }
      return dir;
    },
    logs,
    remove: () => {
      if (dir !== undefined) {
        rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
  };
}

function readGiven(): Partial<Record<PartName, Had>> {
  return JSON.parse(process.env[partsVariable] ?? '{}') as Partial<Record<PartName, Had>>;
}
