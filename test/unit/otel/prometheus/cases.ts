import { isAtLeast } from '../../../../src/otel/adotVersions.ts';
import type { PrometheusCase } from './configs.ts';

/** Whether this release of ADOT refuses what the case holds; `undefined` where it makes no sense. */
export function refusesAt({ refused, only, since }: PrometheusCase, version: string): boolean | undefined {
  if (since !== undefined && !isAtLeast(version, since)) {
    return undefined;
  }
  return refused.length > 0 && (only === undefined || !isAtLeast(version, `${only.split(' ')[1] ?? ''}.0`));
}
