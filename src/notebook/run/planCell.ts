import { parseQuery } from '../../promql/parse.ts';
import { typeOf } from '../../promql/types.ts';
import type { QueryPlan } from '../../query/plan.ts';
import { suggestStep } from '../../query/steps.ts';
import type { CellDirectives, NotebookDefaults } from '../model.ts';

/** What a cell is asked over. All in seconds; times since 1970. */
export type CellTimes =
  { kind: 'instant'; time: number } | { kind: 'range'; start: number; end: number; step: number };

/** Without `# @range` and a default in the front matter. */
const usualRange = 3600;

/** A stretch of time that a person chose on a chart, in seconds since 1970. */
export interface Zoom {
  start: number;
  end: number;
}

/**
 * When a cell is asked for. Points of a range lie at multiples of its step, so that the next run has most of them in common; where a time or an
 * expectation is given, the last point is that very time, or now.
 */
export function timesOf(
  directives: CellDirectives,
  defaults: NotebookDefaults,
  { now, zoom }: { now: number; zoom?: Zoom | undefined },
): CellTimes {
  if (zoom !== undefined) {
    const wanted = directives.step ?? 0;
    const step = Math.max(Math.min(wanted, (zoom.end - zoom.start) / 2), suggestStep(zoom.end - zoom.start));
    return { kind: 'range', ...zoom, step };
  }
  const end = directives.at ?? now;
  if (directives.isInstant === true) {
    return { kind: 'instant', time: end };
  }
  const range = directives.range ?? defaults.range ?? usualRange;
  const step = directives.step ?? defaults.step ?? suggestStep(range);
  const points = Math.floor(range / step + 1e-9);
  const isExact = directives.at !== undefined || directives.expects.length > 0;
  const start = isExact ? end - points * step : Math.floor((end - range) / step) * step;
  return { kind: 'range', start: milliseconds(start), end, step };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** The plan of a query. What is no series over time, such as a text or a range vector, is asked for its end alone. */
export function planOf(query: string, times: CellTimes): QueryPlan {
  if (times.kind === 'instant') {
    return { kind: 'instant', query, time: times.time };
  }
  const type = typeOf(parseQuery(query).expression);
  if (type === 'matrix' || type === 'string') {
    return { kind: 'instant', query, time: times.end };
  }
  const { start, end, step } = times;
  return { kind: 'range', query, start, end, step };
}
