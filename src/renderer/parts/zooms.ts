import type { Shown } from '../../query/shown.ts';

type Times = readonly [number, number];

/** Which ranges were asked for by zooming, and what to go back to. */
export interface Zooms {
  /** An answer came: one that no zoom asked for is where zooming begins anew. */
  seen(shown: Shown): void;
  /** Asks for a range; `undefined` for the one before the first zoom. */
  ask(this: void, shown: Shown, times: Times | undefined): void;
}

/** Keeps the range of each cell from before its zooms; `ask` has the cell run with another one. */
export function createZooms(ask: (shown: Shown, times: Times) => void): Zooms {
  const cells = new Map<string, { origin: Times; asked: Times }>();
  return {
    seen: ({ about: { cell, plan } }) => {
      const known = cells.get(cell);
      if (known !== undefined && !(plan.kind === 'range' && isAbout(plan, known.asked))) {
        cells.delete(cell);
      }
    },
    ask: (shown, times) => {
      const { cell, plan } = shown.about;
      if (plan.kind !== 'range') {
        return;
      }
      const origin = cells.get(cell)?.origin ?? [plan.start, plan.end];
      if (times !== undefined) {
        cells.set(cell, { origin, asked: times });
        ask(shown, times);
      } else if (cells.delete(cell)) {
        ask(shown, origin);
      }
    },
  };
}

/** Whoever runs the cell may have put the range on whole steps. */
function isAbout(
  { start, end, step }: { start: number; end: number; step: number },
  [from, to]: Times,
): boolean {
  const slack = Math.max(step, (to - from) * 0.02);
  return Math.abs(start - from) <= slack && Math.abs(end - to) <= slack;
}
