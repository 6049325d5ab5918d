/** Random numbers that are the same in every run. */
export interface Random {
  /** From 0 up to, not including, `count`. */
  below(count: number): number;
  pick<T>(items: readonly T[]): T;
}

/** https://en.wikipedia.org/wiki/Xorshift#xorwow has the family; 32 bits of state are plenty for tests. */
export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  const below = (count: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) {
        throw new RangeError('nothing to pick from');
      }
      return item;
    },
  };
}
