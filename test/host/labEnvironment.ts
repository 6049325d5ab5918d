import { join } from 'node:path';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/lab.ts';
import { region } from '../lab/names.ts';
import type { LabSize } from '../lab/names.ts';
import type { Lifetime } from './lifetime.ts';
import { temporaryFolder } from './paths.ts';

/** Settings that show the lab's main account. */
export const labSettings = { 'adot.connections': [{ profile: 'lab', regions: [region] }] };

/** How long the sample app has run already where somebody looks: enough for charts of an hour. */
export const shownPastSeconds = 3900;

export interface LabWishes {
  prometheusPath: string;
  size?: LabSize;
  pastSeconds?: number | undefined;
}

/** Starts a lab that ends with the lifetime. `env` is for a process that is to see the lab, and nothing else, as AWS. */
export async function startLabEnvironment(
  { prometheusPath, size = 'small', pastSeconds }: LabWishes,
  lifetime: Lifetime,
): Promise<{ lab: Lab; env: NodeJS.ProcessEnv }> {
  const dir = join(temporaryFolder(lifetime), 'lab');
  const lab = await startLab({
    size,
    prometheus: true,
    dir,
    log: () => undefined,
    prometheusPath,
    pastSeconds,
  });
  lifetime.onEnd(() => lab.stop());
  const seen = Object.entries(process.env).filter(([name]) => !lab.unset.includes(name));
  return { lab, env: { ...Object.fromEntries(seen), ...lab.env } };
}
