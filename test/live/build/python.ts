import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pinned } from './cache.ts';
import type { Part } from './part.ts';

/** Python packages of the versions in modules/python/requirements.txt, in an environment of their own. */
export function pythonPart(title: string): Part {
  const requirements = pinned('python', 'requirements.txt');
  return {
    title,
    inputs: [requirements],
    findObstacle: () =>
      spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0
        ? undefined
        : 'Python 3 with its venv module is not on PATH',
    make: async (to, run) => {
      // Its scripts know where it was made and are of no use once it has moved: what is run is `python -m MODULE`.
      await run('python3', ['-m', 'venv', to]);
      const python = join(to, 'bin', 'python');
      await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', requirements]);
    },
  };
}
