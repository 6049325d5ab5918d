import type { QueryResult } from '../../query/result.ts';
import { verdictOf } from './runNotebook.ts';
import type { ReportedCell, RunReport } from './runNotebook.ts';

/** The report for programs: one object, with the cells in the order of the notebook. Times in milliseconds. */
export function asJson({ file, server, cells, tookMs }: RunReport): string {
  return `${JSON.stringify({ file, server, tookMs, cells: cells.map(cellOf) }, undefined, 2)}\n`;
}

function cellOf({ title, line, outcome }: ReportedCell): Record<string, unknown> {
  const { state, directives, tookMs, asked } = outcome;
  const about = { title, name: directives.name, line, verdict: verdictOf(outcome), tookMs, asked };
  switch (state) {
    case 'cancelled':
      return about;
    case 'failed':
      return {
        ...about,
        query: outcome.plan?.query,
        error: { code: outcome.failure.code, message: outcome.failure.message },
      };
    case 'done':
      return {
        ...about,
        query: outcome.plan.query,
        series: seriesCount(outcome.answer.result),
        samples: outcome.answer.stats?.totalSamples,
        warnings: outcome.answer.warnings,
        infos: outcome.answer.infos,
        expectations: outcome.expectations.map(({ expectation, judgement }) => ({
          text: expectation.text,
          ...judgement,
        })),
      };
  }
}

function seriesCount(result: QueryResult): number | undefined {
  return result.kind === 'scalar' || result.kind === 'string' ? undefined : result.series.length;
}
