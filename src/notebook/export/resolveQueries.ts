import { readCells } from '../run/names.ts';
import type { CellFailure, CellOutcome } from '../run/outcome.ts';
import { prepareCell } from '../run/prepare.ts';
import type { Prepared } from '../run/prepare.ts';

/** A query that means the same outside of its notebook, or why there is none. */
export type ResolvedQuery = { query: string } | { failure: CellFailure };

/**
 * The queries of a notebook without its variables: texts of other cells are put in; values and labels only where outcomes of a run
 * have them. What dashboards fill in themselves, such as `$__rate_interval`, stays. In the order of the cells.
 */
export async function resolveQueries(
  texts: readonly string[],
  outcomes: readonly (CellOutcome | undefined)[] = [],
): Promise<ResolvedQuery[]> {
  const named = readCells(texts);
  const prepared = new Map<number, Promise<Prepared>>();
  const preparedOf = (at: number): Promise<Prepared> => {
    const known =
      prepared.get(at) ??
      prepareCell(named, at, {
        times: undefined,
        prepared: preparedOf,
        outcome: (other) => Promise.resolve(outcomes[other]),
      });
    prepared.set(at, known);
    return known;
  };
  // First what others need, so that no chain of cells is followed downwards.
  named.graph.order.forEach((at) => void preparedOf(at));
  const all = await Promise.all(texts.map((_, at) => preparedOf(at)));
  return all.map((one) => ('sent' in one ? { query: one.sent.text } : one));
}
