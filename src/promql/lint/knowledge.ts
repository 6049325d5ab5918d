import type { Fix, Problem, Severity, Span } from '../../problem.ts';
import type { Expression } from '../ast.ts';
import type { RegexCompiler } from '../matchers.ts';
import type { MetricIndex } from '../metricSource.ts';
import type { LabelsOf } from './labelSets.ts';

/** What may be known of the series that a query asks for. A rule that needs what is not known rests. */
export interface QueryKnowledge {
  /** The metrics that there are. An empty index says nothing. */
  metrics?: MetricIndex;
  /** Seconds between two samples of a series. */
  intervalSeconds?: number;
  /** What is known of who writes the series. */
  writer?: SeriesWriter;
}

/** What those who write the series tell of them. */
export interface SeriesWriter {
  /** Seconds between two samples of a job's series, or of any where none is named; `undefined` where they are not known. */
  intervalOf(job: string | undefined): number | undefined;
  /** Whether `_total` is put behind the names of counters. */
  addsTotal: boolean;
  /** The file whose config leaves the metric out; `undefined` where it may be written. */
  leftOutBy(metric: string): string | undefined;
}

export interface LintContext extends QueryKnowledge {
  text: string;
  labelsOf: LabelsOf;
  /** Compiles a regular expression as Prometheus does. */
  compile: RegexCompiler;
  /** The nearest of some words; `undefined` when none is near. */
  nearest: (text: string, words: Iterable<string>) => string | undefined;
}

/** Looks at one expression; what is below it is looked at by itself. `parents`: those around it, the innermost last. */
export type LintRule = (
  expression: Expression,
  context: LintContext,
  parents: readonly Expression[],
) => Iterable<Problem>;

/** A finding of a rule; never an error: Prometheus takes the query. */
export function lint(
  code: string,
  severity: Exclude<Severity, 'error'>,
  { start, end }: Span,
  rest: { message: string; fixes?: readonly Fix[] },
): Problem {
  return { code, severity, span: { start, end }, ...rest };
}
