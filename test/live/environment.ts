import type { SetUp } from '../host/setUp.ts';
import { SetUpError } from '../host/setUpError.ts';
import { haveParts, titleOf } from './build/parts.ts';
import type { PartName } from './build/parts.ts';
import { partsVariable } from './given.ts';

/** Makes the parts that are not there yet. Throws when one cannot be had and all are required. */
export async function liveEnvironment(
  setUp: SetUp,
  { requireAll }: { requireAll: boolean },
): Promise<NodeJS.ProcessEnv> {
  const had = await haveParts(setUp);
  const missing = Object.entries(had).flatMap(([name, part]) =>
    'missing' in part ? [`${titleOf(name as PartName)}: ${part.missing}`] : [],
  );
  if (requireAll && missing.length > 0) {
    throw new SetUpError(`The live tests cannot run as a whole:\n${missing.join('\n')}`);
  }
  return { [partsVariable]: JSON.stringify(had) };
}
