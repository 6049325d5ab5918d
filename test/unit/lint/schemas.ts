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
