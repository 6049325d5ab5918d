/**
 * Runs the bundled integration tests once, with the runner that extension authors know, and ends with its exit code.
 * The environment says what: ADOT_RUN is the JSON of a `VsCodeRun`.
 */
import { join } from 'node:path';
import { processLifetime } from './lifetime.ts';
import { runTests, TestRunFailedError } from '@vscode/test-electron';

export interface VsCodeRun {
  extensionPath: string;
  testsPath: string;
  folder: string;
  /** A folder for VS Code's own files. */
  dataDir: string;
  /** A desktop VS Code; without one, the server of ADOT_VSCODE_MAIN stands in. */
  executable?: string;
}

// Nothing here has to be ended, but when we go so does the VS Code that we started.
processLifetime();
const run = JSON.parse(process.env.ADOT_RUN ?? '{}') as VsCodeRun;
const { extensionPath, testsPath, folder, dataDir, executable } = run;
// Short, because sockets lie below and their paths may not be long.
const own = [`--user-data-dir=${join(dataDir, 'd')}`, `--extensions-dir=${join(dataDir, 'e')}`];
const shim = join(import.meta.dirname, 'vscode.ts');
try {
  process.exitCode = await runTests({
    extensionDevelopmentPath: extensionPath,
    extensionTestsPath: testsPath,
    vscodeExecutablePath: executable ?? process.execPath,
    launchArgs: executable === undefined ? [shim, folder, ...own] : [folder, '--disable-extensions', ...own],
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) {
    console.error(`VS Code could not be run: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.exitCode = 1;
}
