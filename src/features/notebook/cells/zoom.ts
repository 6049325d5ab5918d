import type { CellDirectives } from '../../../notebook/model.ts';
import type { QueryPlan } from '../../../query/plan.ts';

/** A stretch of time that was chosen in a chart, in seconds since 1970. */
export interface CellZoom {
  start: number;
  end: number;
  /** What was seen before the first zoom. */
  origin?: readonly [start: number, end: number];
  /** What the query said of its time: when that changes, a person wants that. */
  said: string;
}

interface Chosen {
  start: number;
  end: number;
}

/** The zoom after a stretch was chosen; `undefined` for what the query says, where the page goes back to what was seen before. */
export function zoomTo(
  { start, end }: Chosen,
  before: { zoom: CellZoom | undefined; plan: QueryPlan | undefined },
  directives: CellDirectives,
): CellZoom | undefined {
  const { zoom, plan } = before;
  const origin = zoom?.origin ?? (plan?.kind === 'range' ? ([plan.start, plan.end] as const) : undefined);
  return start === origin?.[0] && end === origin[1]
    ? undefined
    : { start, end, said: timeSaid(directives), ...(origin && { origin }) };
}

/** The zoom as long as the query says of its time what it said then. */
export function standingZoom(zoom: CellZoom | undefined, directives: CellDirectives): CellZoom | undefined {
  return zoom?.said === timeSaid(directives) ? zoom : undefined;
}

function timeSaid({ range, at, isInstant = false }: CellDirectives): string {
  return JSON.stringify([range, at, isInstant]);
}
