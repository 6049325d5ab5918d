/**
 * `npm test`: all the set-up, all the tests. With names of parts, only those:
 *
 *     npm test -- [check] [unit] [integration] [floor] [packaged] [ui] [host] [desktop] [screenshots] [live]
 *               [--grep TEXT] [--require-all]
 */
import { parseArgs } from 'node:util';
import { processLifetime } from './lifetime.ts';
import type { Lifetime } from './lifetime.ts';
import { parts } from './parts.ts';
import type { PartName } from './parts.ts';
import { Report } from './report.ts';
import { buildExtension, startSetUp } from './setUp.ts';
import { SetUpError } from './setUpError.ts';
import { makeTools } from './tools.ts';

async function test(lifetime: Lifetime): Promise<Report> {
  const { names, grep, requireAll } = readArguments();
  const chosen = names.map((name) => parts[name]);
  const setUp = startSetUp(lifetime);
  const report = new Report();
  buildExtension();
  const tools = makeTools(setUp, lifetime, { grep, requireAll });
  // All that has to be installed comes first, so that whoever waits for it may leave when the tests begin.
  for (const need of new Set(chosen.flatMap(({ needs }) => needs))) {
    await tools[need]();
  }
  for (const { run } of chosen) {
    await run(tools, report);
  }
  return report;
}

function readArguments(): { names: PartName[]; grep: string | undefined; requireAll: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    // Of the live tests: what cannot be had fails the run instead of being skipped.
    options: { grep: { type: 'string' }, 'require-all': { type: 'boolean', default: false } },
  });
  const known = Object.keys(parts) as PartName[];
  const wrong = positionals.find((name) => !known.some((one) => one === name));
  if (wrong !== undefined) {
    throw new SetUpError(`There is no part \`${wrong}\`: choose from ${known.join(', ')}.`);
  }
  const names = known.filter((name) =>
    positionals.length > 0 ? positionals.includes(name) : parts[name].platforms.includes(process.platform),
  );
  return { names, grep: values.grep, requireAll: values['require-all'] };
}

const lifetime = processLifetime();
let exitCode = 1;
try {
  const report = await test(lifetime);
  await lifetime.end();
  console.log(String(report));
  exitCode = report.failed ? 1 : 0;
} catch (error) {
  await lifetime.end();
  console.error(error instanceof SetUpError ? error.message : error);
}
process.exit(exitCode);
