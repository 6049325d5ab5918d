import type { Problem } from '../problem.ts';
import type { CheckOptions } from './checker.ts';
import { projectOf } from './project.ts';
import type { ProjectRule } from './project.ts';
import type { SourceReading } from './sourceReading.ts';

const rules: readonly ProjectRule[] = [];

/** What the rules across files find, by the path of the file that it stands in. */
export function checkAcross(
  readings: readonly SourceReading[],
  options: CheckOptions,
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  if (!readings.some(({ objects, collectors }) => objects.length > 0 || collectors.length > 0)) {
    return found;
  }
  const project = projectOf(readings, options);
  for (const rule of rules) {
    for (const { file, problem } of rule(project)) {
      found.set(file, [...(found.get(file) ?? []), problem]);
    }
  }
  return found;
}
