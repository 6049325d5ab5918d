import type { Builds } from './builds.ts';
import type { GoalText, Outcome } from './finding.ts';
import type { LabSize, Servers } from './servers/start.ts';

/** What a goal may use. */
export interface Bench {
  builds: Builds;
  /** A lab of that size in a process of its own, started when first asked for. */
  servers: (size: LabSize) => Promise<Servers>;
}

/** One file of goals/: measures what belongs together and judges it. */
export interface Goal {
  /** What is judged, in the order of the outcomes. */
  texts: readonly GoalText[];
  /** Throws when the contenders do not give the same results: then there is nothing to compare. */
  run: (bench: Bench) => Promise<Outcome[]>;
}
