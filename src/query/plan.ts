/** What is asked of a server. All times are seconds since 1970, with fractions of milliseconds at most. */
export type QueryPlan = InstantPlan | RangePlan;

export interface InstantPlan {
  kind: 'instant';
  query: string;
  time: number;
}

export interface RangePlan {
  kind: 'range';
  query: string;
  start: number;
  /** Not before `start`. */
  end: number;
  /** Seconds from point to point, more than 0. */
  step: number;
}
