import type { Problem, Span } from '../problem.ts';
import type { ChartKind } from '../query/shown.ts';

/** A Markdown file as a notebook. */
export interface NotebookText {
  /** What stands above the first cell: byte order mark, front matter and the empty lines behind it, as they are written. */
  head: string;
  cells: readonly NotebookCell[];
}

/** Prose, or the text of a query fence. */
export interface NotebookCell {
  kind: 'markdown' | 'query';
  /** As an editor shows it: line breaks are `\n`. */
  text: string;
  /** Where it came from; a cell that was made in the editor has none. JSON, kept as the cell's metadata. */
  source?: CellSource;
  /** Of a query: the answer as text that lies below it in the file; `null` for none. Without it what is there stays. */
  output?: string | null;
}

/** The bytes of a cell in its file. A cell whose text is still what they say is written as they are. */
export interface CellSource {
  kind: NotebookCell['kind'];
  /** Its place among the cells of its file, and how many those were. */
  at: number;
  of: number;
  /** The cell as it stands in the file, fences and line breaks included. */
  raw: string;
  /** What `raw` reads as. */
  text: string;
  /** What lies between this cell and the next, saved outputs included. */
  after: string;
}

/** What the front matter says, and what is wrong with it. */
export interface NotebookDefaults {
  datasource?: Datasource;
  /** Seconds back from now. */
  range?: number;
  /** Seconds. */
  step?: number;
  /** `UTC`, `local` or a name of the IANA time zone database. */
  timezone?: string;
  /** Spans are offsets of `NotebookText.head`. */
  problems: readonly Problem[];
}

/** Where a notebook's queries go. */
export type Datasource =
  /** `arn:aws:aps:REGION:ACCOUNT:workspace/ID` */
  | { kind: 'workspace'; arn: string; region: string; account: string; id: string }
  /** `alias@region` */
  | { kind: 'alias'; alias: string; region: string }
  /** `cloudwatch@region`: CloudWatch's own PromQL endpoint. */
  | { kind: 'cloudwatch'; region: string }
  /** Any server that speaks Prometheus' HTTP API, without `/api/v1`. */
  | { kind: 'url'; url: string };

/** The comment directives of a cell: `# @range 6h`. */
export interface CellDirectives {
  /** Seconds. */
  range?: number;
  /** Seconds. */
  step?: number;
  isInstant?: boolean;
  /** Seconds since 1970: the end of the range, or the time of an instant query. */
  at?: number;
  name?: string;
  chart?: ChartKind;
  expects: readonly Expectation[];
  /** Query samples at most. */
  budget?: number;
  /** Spans are offsets of the cell's text. */
  problems: readonly Problem[];
  /** Where each directive stands. */
  lines: readonly DirectiveLine[];
}

export interface DirectiveLine extends Span {
  /** Without the `@`. */
  name: string;
  value: string;
  valueSpan: Span;
}

/** What `# @expect` wants of a result; `within` (seconds) makes it ask again until it holds. */
export type Expectation = (
  | { kind: 'values'; operator: Comparison; value: number }
  | { kind: 'series'; operator: Comparison; count: number }
  | { kind: 'absent' }
  | { kind: 'present' }
) & { within?: number; text: string; span: Span };

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
