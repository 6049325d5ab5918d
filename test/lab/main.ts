// Starts the lab alone: node test/lab/main.ts [--huge] [--no-prometheus] [--verbose]
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { profiles } from './aws/profiles.ts';
import { startLab } from './lab.ts';

const { values } = parseArgs({
  options: {
    huge: { type: 'boolean', default: false },
    prometheus: { type: 'boolean', default: true },
    verbose: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const dir = await mkdtemp(join(tmpdir(), 'adot-lab-'));
try {
  const lab = await startLab({
    size: values.huge ? 'huge' : 'small',
    prometheus: values.prometheus,
    dir,
    log: (text) => values.verbose && console.log(text),
  });
  console.log(`The lab is running. Its switches: ${lab.url}\n\nTo see it from another terminal:`);
  Object.entries(lab.env)
    .filter(([name]) => name !== 'PATH')
    .forEach(([name, value]) => console.log(`  export ${name}='${value}'`));
  console.log(`  export PATH='${join(dir, 'bin')}':$PATH\n\nProfiles:`);
  Object.entries(profiles).forEach(([name, what]) => console.log(`  ${name.padEnd(14)} ${what}`));
  console.log('\nCtrl-C ends it.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await lab.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
