import type { Problem } from '../problem.ts';
import type { CheckOptions } from './checker.ts';
import type { KubeObject } from './objects.ts';
import type { SourceReading } from './sourceReading.ts';

/** Everything that is checked together. */
export interface Project {
  objects: readonly KubeObject[];
  /** `YYYY-MM-DD`; `undefined` where nobody says. */
  today: string | undefined;
}

/** A problem in one of the files. */
export interface PlacedProblem {
  file: string;
  problem: Problem;
}

/** Compares the documents of a project. */
export type ProjectRule = (project: Project) => Iterable<PlacedProblem>;

/** The files as one project. */
export function projectOf(readings: readonly SourceReading[], { today }: CheckOptions): Project {
  return { objects: readings.flatMap(({ objects }) => objects), today };
}
