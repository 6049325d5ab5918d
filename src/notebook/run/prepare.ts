import * as l10n from '@vscode/l10n';
import type { Span } from '../../problem.ts';
import { nameProblems, timeVariables } from './names.ts';
import type { Named, ReadCell } from './names.ts';
import type { CellFailure, CellOutcome } from './outcome.ts';
import type { CellTimes } from './planCell.ts';
import type { Reference } from './references.ts';
import { substitute } from './substitute.ts';
import type { SentQuery } from './substitute.ts';
import { labelText, numberAt, valueText } from './values.ts';
import type { Filled } from './values.ts';

/** A query with its variables filled in, or why it cannot be. */
export type Prepared = { sent: SentQuery } | { failure: CellFailure };

/** What the variables of a cell come from. */
export interface Sources {
  /** `undefined` leaves variables of the query's own times as they are. */
  times: CellTimes | undefined;
  prepared: (cell: number) => Promise<Prepared>;
  /** `undefined` for a cell that has not been run. */
  outcome: (cell: number) => Promise<CellOutcome | undefined>;
}

/** Longer queries are refused by every server; names that double each other would fill the memory. */
const longestQuery = 100_000;

/** Fills in the variables of a cell, after what they need has been run. Never rejects. */
export async function prepareCell(named: Named, at: number, sources: Sources): Promise<Prepared> {
  const cell = named.cells[at];
  const blocking = nameProblems(named, at).find(({ code }) => code !== 'notebook/repeated-name');
  if (cell === undefined || blocking !== undefined) {
    return { failure: { code: '', message: '', ...blocking } };
  }
  const fills: (Span & { text: string })[] = [];
  let length = cell.text.length;
  for (const reference of cell.parts.references) {
    const { start, end } = reference;
    const filled = await fill(reference, named, { ...sources, written: cell.text.slice(start, end) });
    if ('why' in filled) {
      return { failure: { code: 'notebook/bad-variable', message: filled.why, span: { start, end } } };
    }
    length += filled.text.length;
    if (length > longestQuery) {
      return { failure: { code: 'notebook/bad-variable', message: tooLong(), span: { start, end } } };
    }
    fills.push({ start, end, text: filled.text });
  }
  return finished(cell, fills);
}

function finished({ text, parts }: ReadCell, fills: readonly (Span & { text: string })[]): Prepared {
  const sent = substitute(text, { comments: parts.comments, fills });
  return sent.text === ''
    ? {
        failure: {
          code: 'promql/syntax',
          message: l10n.t('There is no query.'),
          span: { start: 0, end: text.length },
        },
      }
    : { sent };
}

function tooLong(): string {
  return l10n.t('With its variables filled in, the query gets too long to be sent.');
}

async function fill(
  reference: Reference,
  named: Named,
  sources: Sources & { written: string },
): Promise<Filled> {
  const { name, part, place } = reference;
  const at = named.byName.get(name);
  if (at === undefined) {
    return sources.times === undefined ? { text: sources.written } : timeText(reference, sources.times);
  }
  if (part === 'query' && place.kind === 'expression') {
    const prepared = await sources.prepared(at);
    return 'failure' in prepared ? { why: notUsable(name) } : { text: `(${prepared.sent.text})` };
  }
  const outcome = await sources.outcome(at);
  if (outcome?.state !== 'done') {
    return { why: notUsable(name) };
  }
  const { result } = outcome.answer;
  return typeof part === 'object'
    ? labelText({ name, label: part.label }, result, place)
    : valueText(name, result, place);
}

function notUsable(name: string): string {
  return l10n.t('This needs {0}, which has no result.', name);
}

/** The scrape interval that dashboards assume where nobody says another one. */
const usualInterval = 15;

function timeText({ name, place }: Reference, times: CellTimes): Filled {
  const [range, step] = times.kind === 'range' ? [times.end - times.start, times.step] : [3600, 60];
  const [base, unit] = /^(.*?)(?:_(ms|s))?$/.exec(name)?.slice(1) ?? [];
  const seconds =
    base === '__range'
      ? range
      : base === '__interval'
        ? step
        : Math.max(step + usualInterval, 4 * usualInterval);
  if (!(timeVariables as readonly string[]).includes(name)) {
    return { why: notUsable(name) };
  }
  if (unit !== undefined) {
    return numberAt(Math.round(unit === 'ms' ? seconds * 1000 : seconds), name, { ...place, kind: 'name' });
  }
  return numberAt(seconds, name, { kind: 'duration' });
}
