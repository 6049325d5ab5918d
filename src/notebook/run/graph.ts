/** Which cells need which others. */
export interface Graph {
  /** Every cell after those that it needs; cells that wait for each other are left out. */
  order: readonly number[];
  /** By cell: the cells that wait for each other in a circle, where it is one of them or needs one. */
  cycles: ReadonlyMap<number, readonly number[]>;
}

/** An order in which cells can run. `needs` has indices of cells, by cell. */
export function orderOf(needs: readonly (readonly number[])[]): Graph {
  const waiting = needs.map((own) => new Set(own).size);
  const neededBy = needs.map((): number[] => []);
  needs.forEach((own, cell) => {
    for (const needed of new Set(own)) {
      neededBy[needed]?.push(cell);
    }
  });
  const order = [...needs.keys()].filter((cell) => waiting[cell] === 0);
  // The list grows while it is walked.
  for (const done of order) {
    for (const cell of neededBy[done] ?? []) {
      waiting[cell] = (waiting[cell] ?? 0) - 1;
      if (waiting[cell] === 0) {
        order.push(cell);
      }
    }
  }
  return { order, cycles: cyclesOf(needs, new Set(order)) };
}

function cyclesOf(
  needs: readonly (readonly number[])[],
  done: ReadonlySet<number>,
): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const first of needs.keys()) {
    const trail: number[] = [];
    const at = new Map<number, number>();
    let cell: number | undefined = done.has(first) ? undefined : first;
    while (cell !== undefined && !found.has(cell) && !at.has(cell)) {
      at.set(cell, trail.length);
      trail.push(cell);
      cell = needs[cell]?.find((needed) => !done.has(needed));
    }
    if (cell !== undefined) {
      const cycle = found.get(cell) ?? trail.slice(at.get(cell));
      for (const one of trail) {
        found.set(one, cycle);
      }
    }
  }
  return found;
}
