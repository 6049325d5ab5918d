/** `npm run live:build [-- --require-all]`: makes everything that the live tests run, or says what cannot be had and why. */
import { parseArgs } from 'node:util';
import { processLifetime } from '../../host/lifetime.ts';
import { startSetUp } from '../../host/setUp.ts';
import { haveParts, titleOf } from './parts.ts';
import type { PartName } from './parts.ts';

const { values } = parseArgs({ options: { 'require-all': { type: 'boolean' } } });
const lifetime = processLifetime();
const had = await haveParts(startSetUp(lifetime));
const missing = Object.entries(had).flatMap(([name, part]) =>
  'missing' in part ? [`${titleOf(name as PartName)}: ${part.missing}`] : [],
);
for (const [name, part] of Object.entries(had)) {
  if ('folder' in part) {
    console.log(`${titleOf(name as PartName)}: ${part.folder}`);
  }
}
missing.forEach((line) => console.log(`MISSING: ${line}`));
await lifetime.end();
process.exit(values['require-all'] === true && missing.length > 0 ? 1 : 0);
