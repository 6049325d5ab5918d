import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Schema } from '../../../src/manifest/schema/schema.ts';
import type {
  CollectorRelease,
  CollectorSchemas,
  ComponentKind,
} from '../../../src/otel/collectorSchemas.ts';
import { readCollectorSchemas } from '../../../src/otel/readSchemas.ts';

const folder = fileURLToPath(new URL('../../../schemas', import.meta.url));

/** The schemas of the product, read from disk: one for all tests of a process, because nothing changes them. */
export const collectorSchemas: CollectorSchemas = readCollectorSchemas(readSchemaFile);

/** A file below schemas/, parsed. */
export function readSchemaFile(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

/** The schemas of a release that is there. */
export function releaseOf(version: string): CollectorRelease {
  const release = collectorSchemas.release(version);
  assert.ok(release !== undefined, version);
  return release;
}

/** What a path of keys leads to from a component, `exporters/prometheus_remote_write: retry_on_failure.multiplier`; `*` is an item. */
export function fieldAt(version: string, component: string, path: string): Schema | undefined {
  const release = releaseOf(version);
  const slash = component.indexOf('/');
  const kind = component.slice(0, slash) as ComponentKind;
  let schema: Schema | undefined =
    component === 'service' ? release.service : release.component(kind, component.slice(slash + 1))?.schema;
  for (const key of path.split(' ')) {
    schema = behind(release, schema);
    schema = key === '*' ? schema?.items : schema?.properties?.[key];
  }
  return behind(release, schema);
}

/** What a `$ref` leads to, or the schema itself. */
export function behind(release: CollectorRelease, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : release.definitions[name];
}
