/**
 * `npm run lab`: the lab alone, for a debugger: bundles the integration tests, and writes what they need to see of the
 * lab to .vscode-test/lab.env. Ctrl-C ends it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleIntegrationTests } from './integration.ts';
import { startLabEnvironment } from './labEnvironment.ts';
import { processLifetime } from './lifetime.ts';
import { store } from './paths.ts';
import { setUpPrometheus } from './prometheus.ts';
import { buildExtension, startSetUp } from './setUp.ts';
import { SetUpError } from './setUpError.ts';

const lifetime = processLifetime();

async function run(): Promise<void> {
  console.log('Starting the lab ...');
  const prometheusPath = await setUpPrometheus(startSetUp(lifetime));
  buildExtension();
  await bundleIntegrationTests();
  const { lab } = await startLabEnvironment({ prometheusPath }, lifetime);
  const file = join(store, 'lab.env');
  // A file of variables cannot take any away; an empty one is as good for those that must not be there.
  const unset = lab.unset.map((name) => [name, '']);
  const lines = [...unset, ...Object.entries(lab.env)].map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  lifetime.onEnd(() => rmSync(file, { force: true }));
  console.log(`The lab is ready: ${lab.url} shows its switches, ${file} holds its environment.`);
  await new Promise((resolve) => lifetime.signal.addEventListener('abort', resolve));
}

try {
  await run();
} catch (error) {
  await lifetime.end();
  console.error(error instanceof SetUpError ? error.message : error);
  process.exit(1);
}
