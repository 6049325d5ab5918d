/**
 * The candidate that was most likely meant: the same but for case, `-` and `_`, else the nearest by edits (a swap of neighbours is one),
 * within a third of its length. `undefined` when none is near.
 */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(text);
  let best: string | undefined;
  let bestDistance = Math.floor(text.length / 3) + 1;
  if (text.length > maxLength) {
    return undefined;
  }
  for (const candidate of candidates) {
    if (candidate === text || candidate.length > maxLength) {
      continue;
    }
    const other = fold(candidate);
    if (other === folded) {
      return candidate;
    }
    if (Math.abs(other.length - folded.length) < bestDistance) {
      const distance = editDistance(folded, other, bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best;
}

const maxLength = 100;

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Optimal string alignment distance; gives up with `limit` as soon as it cannot stay below. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && isSwap(a, i, b, j)) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) {
      return limit;
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit;
}

function isSwap(a: string, i: number, b: string, j: number): boolean {
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
