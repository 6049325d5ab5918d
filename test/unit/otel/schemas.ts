import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CollectorSchemas } from '../../../src/otel/collectorSchemas.ts';
import { readCollectorSchemas } from '../../../src/otel/readSchemas.ts';

const folder = fileURLToPath(new URL('../../../schemas', import.meta.url));

/** The schemas of the product, read from disk: one for all tests of a process, because nothing changes them. */
export const collectorSchemas: CollectorSchemas = readCollectorSchemas(readSchemaFile);

/** A file below schemas/, parsed. */
export function readSchemaFile(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
