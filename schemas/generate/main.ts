/**
 * `node schemas/generate/main.ts FOLDER`: writes schemas/collector from what the reader printed of each release,
 * FOLDER/VERSION.json (see README.md).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adotVersions } from '../../src/otel/adotVersions.ts';
import type { StoredRelease } from '../../src/otel/storedSchemas.ts';
import { shaped } from './shape.ts';
import type { Overlay } from './shape.ts';
import { differenceOf, sorted, storedText } from './store.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

export function readOverlays(): Overlay[] {
  const folder = join(here, 'overlay');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Overlay);
}

function main(folder: string): void {
  const overlays = readOverlays();
  let newer: StoredRelease | undefined;
  for (const { version } of adotVersions) {
    const dump = JSON.parse(readFileSync(join(folder, `${version}.json`), 'utf8')) as StoredRelease;
    const release = sorted(shaped(dump, overlays));
    const stored = newer === undefined ? release : (differenceOf(newer, release) ?? {});
    writeFileSync(join(here, '..', 'collector', `${version}.json`), storedText(stored));
    newer = release;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2] ?? '.');
}
