import * as l10n from '@vscode/l10n';
import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import type { CollectorRelease, CollectorSchemas } from '../otel/collectorSchemas.ts';
import { newestName } from './componentNames.ts';
import { schemaPlaceOf } from './schemaPlace.ts';

/** Which releases know what stands at a spot, in a sentence; `undefined` when all do, or none. */
export function availabilityOf(yaml: LooseYaml, spot: Spot, schemas: CollectorSchemas): string | undefined {
  const versions = schemas.versions;
  const known = versions.map((version) => {
    const release = schemas.release(version);
    return release !== undefined && isKnown(yaml, spot, release);
  });
  const newest = known.indexOf(true);
  const oldest = known.lastIndexOf(true);
  if (newest < 0 || known.every(Boolean)) {
    return undefined;
  }
  const since = oldest < versions.length - 1 ? versions[oldest] : undefined;
  const until = newest > 0 ? versions[newest] : undefined;
  if (since !== undefined && until !== undefined) {
    return since === until ? l10n.t('Only in ADOT {0}.', since) : l10n.t('In ADOT {0} to {1}.', since, until);
  }
  return since === undefined
    ? l10n.t('Up to ADOT {0}, gone since.', until ?? '')
    : l10n.t('Since ADOT {0}.', since);
}

function isKnown(yaml: LooseYaml, spot: Spot, release: CollectorRelease): boolean {
  const { path } = schemaPlaceOf(yaml, spot, release);
  const isComponent = path.length === 2 && path[0] !== 'service';
  return isComponent
    ? schemaPlaceOf(yaml, spot, release).component !== undefined
    : schemaPlaceOf(yaml, spot, release, byAnyName(release)).schemas.length > 0;
}

/** A field was there before its component got the name that it has now. */
function byAnyName(release: CollectorRelease): CollectorRelease['component'] {
  return (kind, type) => {
    const name = newestName({ kind, type });
    const known = release.types(kind).find((one) => one === type || newestName({ kind, type: one }) === name);
    return known === undefined ? undefined : release.component(kind, known);
  };
}
