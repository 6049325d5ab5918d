import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startChild } from './child.ts';
import { displayPrefix } from './desktop.ts';
import type { VsCodeRun } from './runInVsCode.ts';
import type { Counts } from './suite.ts';
import type { Lifetime } from './lifetime.ts';
import { root, store, temporaryFolder } from './paths.ts';

const outdir = join(store, 'integration');

/** Bundles the integration tests for VS Code's extension host. Returns the file that `runTests` is to load. */
export async function bundleIntegrationTests(): Promise<string> {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/integration/runner.ts', ...testFiles('test/integration')],
    entryNames: '[name]',
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    outExtension: { '.js': '.cjs' },
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'runner.cjs');
}

/** All `*.test.ts` below a folder of the project, by their paths from the root. */
export function testFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(folder, file))
    .sort();
}

export interface TestRun {
  /** The environment of the tests. */
  env: NodeJS.ProcessEnv;
  timeoutSeconds: number;
}

/** Runs the bundled tests once in a VS Code. Returns the counts, or one failure when it did not come to its end. */
export async function runInVsCode(
  run: Omit<VsCodeRun, 'folder' | 'dataDir'>,
  { env, timeoutSeconds }: TestRun,
  lifetime: Lifetime,
): Promise<Counts> {
  const folder = join(temporaryFolder(lifetime), 'workspace');
  mkdirSync(folder);
  const whole: VsCodeRun = { ...run, folder, dataDir: temporaryFolder(lifetime) };
  const prefix = run.executable === undefined ? [] : displayPrefix();
  return runCounted(
    [...prefix, process.execPath, join(import.meta.dirname, 'runInVsCode.ts')],
    { env: { ...env, ADOT_RUN: JSON.stringify(whole) }, timeoutSeconds },
    lifetime,
  );
}

/** Runs mocha on test files in plain Node. */
export function runInNode(
  files: readonly string[],
  mochaTimeoutSeconds: number,
  run: TestRun,
  lifetime: Lifetime,
): Promise<Counts> {
  const runner = join(import.meta.dirname, 'mocha.ts');
  const paths = files.map((file) => join(root, file));
  return runCounted([process.execPath, runner, String(mochaTimeoutSeconds), ...paths], run, lifetime);
}

async function runCounted(
  [command = '', ...args]: readonly string[],
  { env, timeoutSeconds }: TestRun,
  lifetime: Lifetime,
): Promise<Counts> {
  const countsFile = join(temporaryFolder(lifetime), 'counts.json');
  const child = startChild(command, args, {
    cwd: root,
    env: { ...env, ADOT_TEST_COUNTS: countsFile },
    graceSeconds: 15,
    onLine: (line) => console.log(line),
  });
  lifetime.onEnd(() => child.stop());
  const timer = setTimeout(() => {
    console.log(`Not finished after ${timeoutSeconds} s: stopped.`);
    void child.stop();
  }, timeoutSeconds * 1000);
  const code = await child.ended;
  clearTimeout(timer);
  return readCounts(countsFile, code);
}

/** What a run left behind; one that failed without a failed test, or before it could count, counts as one failure. */
function readCounts(file: string, code: number): Counts {
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    console.log(`The tests did not come to their end (exit code ${code}).`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
