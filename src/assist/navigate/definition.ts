import type { Span } from '../../problem.ts';

/** Where something is defined. */
export interface Definition {
  /** What one stands on. */
  origin: Span;
  /** The whole definition. */
  target: Span;
  /** Its id, within the target. */
  selection: Span;
  /** Path of another file that target and selection are in. */
  file?: string;
}

/** An appearance of an id: where it is defined, or where it is used. */
export interface Appearance {
  span: Span;
  kind: 'definition' | 'use';
  /** Path of another file that it is in. */
  file?: string;
}
