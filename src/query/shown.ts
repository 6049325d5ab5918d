import type { QueryAnswer } from './result.ts';
import type { QueryPlan } from './plan.ts';

/** The type of the outputs that the renderer shows; `encodeShown` says how the bytes lie. */
export const shownMime = 'application/vnd.adot-workbench.query-result';

export const chartKinds = ['line', 'stacked', 'bar', 'heatmap', 'value', 'table'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** An answer on its way to the page. */
export interface Shown {
  answer: QueryAnswer;
  about: ShownAbout;
}

/** What the page needs to know beside the numbers. Plain JSON. */
export interface ShownAbout {
  /** Tells the cell in messages to the extension. */
  cell: string;
  /** What `# @name` says. */
  name?: string;
  plan: QueryPlan;
  /** Chosen by the person with `# @chart`; without it the shape of the result decides. */
  chart?: ChartKind;
  /** `UTC`, `local`, or a name of the IANA time zone database. */
  timezone: string;
  /** BCP 47, for numbers, dates and the page's own words. */
  language: string;
  /** As the metric's metadata says it (`seconds`, `bytes`); without it the page guesses from the name. */
  unit?: string;
  /** Price of the query's samples in US dollars, where the server bills them. */
  dollars?: number;
  /** Milliseconds from asking to having it all. */
  tookMs?: number;
}

/** What the page says to the extension. */
export type FromPage =
  | { kind: 'zoom'; cell: string; start: number; end: number }
  | { kind: 'chart'; cell: string; chart: ChartKind }
  | { kind: 'copy'; cell: string; text: string }
  | { kind: 'save'; cell: string; name: string; mime: string; base64: string };

/** What the extension says to the page: a picture of a cell's chart is wanted, by `save` with the same name. */
export type ToPage = { kind: 'picture'; cell: string; name: string };
