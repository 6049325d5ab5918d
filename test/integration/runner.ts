import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from '../host/suite.ts';

/** What VS Code calls in its extension host: runs the test files that were bundled beside this one. */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname)
    .filter((file) => file.endsWith('.test.cjs'))
    .map((file) => join(__dirname, file));
  const { failed } = await runSuite(files, {
    timeoutSeconds: 60,
    grep: process.env.ADOT_TEST_GREP,
    countsFile: process.env.ADOT_TEST_COUNTS,
  });
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}
