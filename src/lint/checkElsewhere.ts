import { adotVersionElsewhere } from '../otel/adotVersionOf.ts';
import { checkRelease } from '../otel/rules/releaseOfImage.ts';
import type { Problem } from '../problem.ts';
import type { FolderReading } from './readings.ts';

/** What is wrong with the images of collectors whose config stands in another file, by the path of the image's file. */
export function checkElsewhere(
  { readings, find }: FolderReading,
  known: readonly string[],
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Map<number, Problem[]>>();
  for (const { path, asked } of readings) {
    for (const { config } of asked) {
      const container = find(path, config);
      const origin = container && adotVersionElsewhere(container, known);
      const { file, span } = origin?.elsewhere ?? {};
      if (origin && file !== undefined && span) {
        // One image may run several configs.
        const bySpan = found.get(file) ?? new Map<number, Problem[]>();
        found.set(file, bySpan.set(span.start, checkRelease(origin, span)));
      }
    }
  }
  return new Map([...found].map(([file, bySpan]) => [file, [...bySpan.values()].flat()]));
}
