import { runChild } from './child.ts';
import { findOnPath, root } from './paths.ts';
import type { Report } from './report.ts';
import type { SetUp } from './setUp.ts';

/** Types, lint and format: what `npm run check` does before the unit tests, each counted as a test. */
export async function runChecks(report: Report, { signal }: SetUp): Promise<void> {
  for (const script of ['typecheck', 'lint', 'format:check']) {
    await report.run(script, async () => {
      const args = ['run', '--silent', script];
      const npm = process.env.npm_execpath;
      const [command, all] =
        npm === undefined ? [findOnPath(['npm']) ?? 'npm', args] : [process.execPath, [npm, ...args]];
      const { code } = await runChild(command, all, {
        cwd: root,
        timeoutSeconds: 300,
        signal,
        onLine: (line) => console.log(line),
      });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    });
  }
}
