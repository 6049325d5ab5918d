import type { Span } from '../../problem.ts';
import type { Labels } from '../../query/result.ts';

/** A query, or a part of it, with what it came to. Plain JSON. */
export interface ExplainedNode {
  span: Span;
  /** As it stands in the query. */
  text: string;
  /** What it does, as PromQL calls it: `sum by (job)`, `topk (5, …)`, `… / 60`, `[5m]`; a selector is its own text. */
  title: string;
  /** How many series it came to; `undefined` where it was not run: numbers, texts, what holds a variable. */
  series?: number;
  /** Of a single number: its value. */
  value?: number;
  /** With how many values each, those with the most first. Empty where there are too many series to look at. */
  labels: readonly LabelCount[];
  /** Seconds that the server took for it, everything below it included. */
  seconds?: number;
  /** Samples that were read for it, everything below it included. */
  samples?: number;
  /** What the server said instead of an answer. */
  problem?: string;
  /** Of an operator between two vectors. */
  join?: ExplainedJoin;
  /** Without numbers, texts and variables, which stand in the title. */
  children: readonly ExplainedNode[];
}

export interface LabelCount {
  name: string;
  values: number;
}

/** Which series of both sides of an operator found each other. */
export interface ExplainedJoin {
  operator: string;
  /** What has to be equal: the labels that count, or all but some. The name of the metric never counts by itself. */
  match: { kind: 'on' | 'ignoring'; labels: readonly string[] };
  /** How many combinations of these labels both sides have. */
  matched: number;
  left: JoinSide;
  right: JoinSide;
  /** What to write behind the operator, where that lets more series find each other: `on (job)`. */
  suggestion?: string;
}

export interface JoinSide {
  series: number;
  /** How many series have no partner. */
  unmatched: number;
  /** Some of them. */
  examples: readonly UnmatchedSeries[];
  /** How many combinations several series have where one was needed; some of them. */
  duplicates: { groups: number; examples: readonly DuplicateSeries[] };
}

/** A series without a partner, and why that is likely. */
export interface UnmatchedSeries {
  labels: Labels;
  reason:
    /** The other side has no series at all. */
    | { kind: 'empty' }
    /** No series of the other side has these labels. */
    | { kind: 'onlyHere'; labels: readonly string[] }
    /** All series of the other side have these labels, this one has not. */
    | { kind: 'onlyThere'; labels: readonly string[] }
    /** The series of the other side that is most alike has other values. */
    | { kind: 'values'; differing: readonly { label: string; here: string; there: string }[] };
}

/** Series that are the same for the matching, and the labels that tell them apart. */
export interface DuplicateSeries {
  labels: Labels;
  series: number;
  differing: readonly string[];
}
