import { writeFileSync } from 'node:fs';

/** How a run of tests ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Each failed test in a line: its full title and how it failed. */
  failures?: readonly string[];
}

export interface SuiteOptions {
  timeoutSeconds: number;
  /** Run only the tests whose full name matches. */
  grep?: string | undefined;
  /** Where to write the counts, as JSON. */
  countsFile?: string | undefined;
}

/** Runs test files with mocha in this process, which may be VS Code's extension host, and prints as it goes. */
export async function runSuite(files: readonly string[], options: SuiteOptions): Promise<Counts> {
  const { timeoutSeconds, grep, countsFile } = options;
  // Imported here, not required: a bundle's require of a module differs between the versions of Node.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutSeconds * 1000, ...(grep ? { grep } : {}) });
  for (const file of files) {
    mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  const counts = await new Promise<Counts>((resolve) => {
    const failures: string[] = [];
    const run = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = run.stats ?? {};
      resolve({ passed: passes, failed, skipped: pending, failures });
    });
    run.on('fail', (test: Mocha.Test | Mocha.Hook, error: unknown) => {
      const [why = ''] = String(error instanceof Error ? error.message : error).split('\n');
      failures.push(`${test.fullTitle()}: ${why}`);
    });
  });
  if (countsFile !== undefined) {
    writeFileSync(countsFile, JSON.stringify(counts));
  }
  return counts;
}
