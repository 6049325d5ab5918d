import * as l10n from '@vscode/l10n';
import type { LooseYaml, Spot } from '../manifest/loose/spot.ts';
import type { CollectorRelease, CollectorSchemas } from '../otel/collectorSchemas.ts';
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
  const { component, path, schemas } = schemaPlaceOf(yaml, spot, release);
  return path.length === 2 && path[0] !== 'service' ? component !== undefined : schemas.length > 0;
}
