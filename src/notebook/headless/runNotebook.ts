import * as l10n from '@vscode/l10n';
import { Trouble } from '../../trouble.ts';
import { readNotebook } from '../file/readNotebook.ts';
import { queryCells } from '../file/queryCells.ts';
import { readFrontMatter } from '../frontMatter/readFrontMatter.ts';
import { createNotebookRun } from '../run/createNotebookRun.ts';
import { isPassed } from '../run/outcome.ts';
import type { CellOutcome } from '../run/outcome.ts';
import { openTarget } from './openTarget.ts';
import type { Target, UrlCredentials, World } from './openTarget.ts';

/** What came of a notebook. */
export interface RunReport {
  /** As the person named it. */
  file: string;
  /** Of the server that was asked. */
  server: string;
  cells: readonly ReportedCell[];
  tookMs: number;
  /** Of the notebook, for people. */
  timezone?: string;
}

export interface ReportedCell {
  /** What `# @name` says; without it its number among the queries. */
  title: string;
  /** In the file, from 1: of the first line of the query. */
  line: number;
  text: string;
  outcome: CellOutcome;
}

export interface HeadlessOptions {
  file: string;
  bytes: Uint8Array;
  target: Target;
  credentials: UrlCredentials;
  timeoutSeconds: number | undefined;
  world: World;
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  signal: AbortSignal;
}

/** Runs all queries of a notebook file. Throws a `Trouble` where nothing can be asked: no notebook, no queries, no server. */
export async function runNotebook(options: HeadlessOptions): Promise<RunReport> {
  const { file, bytes, target, credentials, timeoutSeconds, world, sleep, signal } = options;
  const { head, cells } = readNotebook(bytes);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const places = queryCells(text);
  const queries = cells.filter(({ kind }) => kind === 'query');
  if (queries.length === 0) {
    throw new Trouble({
      code: 'noQueries',
      what: l10n.t('There are no queries in {0}.', file),
      todo: l10n.t('Queries of a notebook stand between lines of ```promql and ```.'),
    });
  }
  const defaults = readFrontMatter(head);
  const { client, name } = await openTarget(target, defaults.datasource, { credentials, world });
  const began = world.now();
  const run = createNotebookRun({
    cells: queries.map(({ text }, at) => ({ id: String(at), text })),
    ...{ defaults, sleep, now: world.now },
    run: (plan, asked) => client.run(plan, asked),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  });
  const outcomes = await run.run({ signal });
  const lineOf = lineCounter(text);
  return {
    ...{ file, server: name, tookMs: world.now() - began },
    ...(defaults.timezone !== undefined && { timezone: defaults.timezone }),
    cells: outcomes.map((outcome, at) => ({
      title: outcome.directives.name ?? l10n.t('query {0}', at + 1),
      line: lineOf(places[at]?.toFile({ start: 0, end: 0 }).start ?? 0),
      text: queries[at]?.text ?? '',
      outcome,
    })),
  };
}

/** The line, from 1, of offsets that come in their order. */
function lineCounter(text: string): (offset: number) => number {
  const breaks = /\r\n|\n|\r/g;
  let [line, next] = [1, breaks.exec(text)];
  return (offset) => {
    while (next !== null && next.index < offset) {
      line += 1;
      next = breaks.exec(text);
    }
    return line;
  };
}

/** How a cell came out: `passed` and `failed` are about what it expects; `ran` expects nothing; `error` has no answer. */
export type Verdict = 'passed' | 'failed' | 'ran' | 'error' | 'cancelled';

/** See `Verdict`. */
export function verdictOf(outcome: CellOutcome): Verdict {
  if (outcome.state !== 'done') {
    return outcome.state === 'failed' ? 'error' : 'cancelled';
  }
  return outcome.expectations.length === 0 ? 'ran' : isPassed(outcome) ? 'passed' : 'failed';
}

/** The exit status: 0 when everything holds, 1 when something does not or fails, 2 when no server gave an answer of any kind. */
export function exitStatus({ cells }: RunReport): 0 | 1 | 2 {
  const isUnanswered = ({ outcome }: ReportedCell): boolean =>
    outcome.state === 'cancelled' ||
    (outcome.state === 'failed' && (outcome.asked === 0 || outcome.failure.advice !== undefined));
  if (cells.every(isUnanswered)) {
    return 2;
  }
  return cells.every(({ outcome }) => isPassed(outcome)) ? 0 : 1;
}
