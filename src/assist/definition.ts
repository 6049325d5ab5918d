import type { Span } from '../problem.ts';

/** Where something is defined. */
export interface Definition {
  /** What one stands on. */
  origin: Span;
  /** The whole definition. */
  target: Span;
  /** Its id, within the target. */
  selection: Span;
}
