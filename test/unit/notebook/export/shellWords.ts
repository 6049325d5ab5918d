import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** The words that a shell hands to `curl` or `awscurl`; the name of the program is the first. */
export function shellWords(line: string, env: NodeJS.ProcessEnv = {}): string[] {
  const script = ['curl', 'awscurl']
    .map((name) => `${name}() { for word in ${name} "$@"; do printf '%s\\0' "$word"; done; }; `)
    .join('');
  const { stdout, status, stderr } = spawnSync('sh', ['-c', script + line], { encoding: 'utf8', env });
  assert.equal(status, 0, stderr);
  return stdout.split('\0').slice(0, -1);
}
