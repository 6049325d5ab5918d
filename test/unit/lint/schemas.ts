import { readFileSync } from 'node:fs';
import type { CheckOptions } from '../../../src/lint/checker.ts';
import { readManifestSchemas } from '../../../src/manifest/kinds/manifestSchemas.ts';
import { readCollectorSchemas } from '../../../src/otel/readSchemas.ts';
import type { CollectorRelease, CollectorSchemas } from '../../../src/otel/collectorSchemas.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';

/** Releases that know no component: for what does not depend on them. */
export function emptySchemas(): CollectorSchemas {
  const release = ({ version, upstream }: { version: string; upstream: string }): CollectorRelease => ({
    version,
    upstream,
    component: () => undefined,
    types: () => [],
    service: {},
    definitions: {},
  });
  const releases = new Map(adotVersions.map((one) => [one.version, release(one)]));
  return { versions: [...releases.keys()], release: (version) => releases.get(version) };
}

const folder = new URL('../../../schemas/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** Everything that a checker needs, as it ships. */
export function shippedSchemas(): Pick<CheckOptions, 'schemas' | 'manifestSchemas'> {
  return { schemas: readCollectorSchemas(readJson), manifestSchemas: readManifestSchemas(readJson) };
}
