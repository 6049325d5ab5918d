/** The one of the words that is most like a misspelt one; `undefined` when none is near. At most some hundred words. */
export function nearestOf(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  // A third of the letters may be wrong.
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  if (word.length > 100) {
    return undefined;
  }
  for (const candidate of words) {
    if (candidate !== word && Math.abs(candidate.length - word.length) < least) {
      const distance = distanceOf(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
  }
  return best;
}

/** How many letters to insert, leave out or change. */
function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
