import type { LooseYaml, Spot } from '../manifest/yaml/loose/spot.ts';
import type { Span } from '../problem.ts';

/** What of a spot an offset touches. */
export interface Touched {
  spot: Spot;
  part: 'key' | 'value';
  span: Span;
}

/** The key or scalar at an offset, brackets taken apart; `undefined` between them and in comments. */
export function touchedAt(yaml: LooseYaml, offset: number): Touched | undefined {
  const { spots } = yaml;
  for (let spot = spots[lastBefore(spots, offset)]; spot; spot = spot.parent) {
    const touched = partAt(spot, offset);
    if (touched) {
      return touched;
    }
    if (spot.column >= 0 && spot.kind !== 'entry' && spot.kind !== 'item') {
      return undefined;
    }
  }
  return undefined;
}

function partAt(spot: Spot, offset: number): Touched | undefined {
  const { key, value, block, flow } = spot;
  if (key && covers(key, offset)) {
    return { spot, part: 'key', span: key };
  }
  if (block && covers(block, offset)) {
    return { spot, part: 'value', span: block };
  }
  return value && !flow && !block && covers(value, offset) ? { spot, part: 'value', span: value } : undefined;
}

function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The index of the last spot that begins at an offset or before it; -1 where none does. */
export function lastBefore(spots: readonly Spot[], offset: number): number {
  let low = 0;
  let high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spots[middle]?.start ?? 0) <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}
