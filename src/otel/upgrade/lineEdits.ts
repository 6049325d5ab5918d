import type { TextEdit } from '../../problem.ts';

/**
 * The edits that make one text of another, whole lines each, few and small where little has changed. Applied together they
 * give `after` exactly.
 */
export function lineEdits(before: string, after: string): TextEdit[] {
  const a = linesOf(before);
  const b = linesOf(after);
  const edits: TextEdit[] = [];
  let i = 0;
  let j = 0;
  let at = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      at += a[i]?.length ?? 0;
      i += 1;
      j += 1;
      continue;
    }
    const [di, dj] = nextMeeting({ a, b, i, j });
    const start = at;
    at += lengthOf(a, i, di);
    edits.push({ start, end: at, text: b.slice(j, j + dj).join('') });
    i += di;
    j += dj;
  }
  return edits;
}

interface Position {
  a: readonly string[];
  b: readonly string[];
  i: number;
  j: number;
}

/** How many lines may be skipped in all until texts agree again; beyond that the rest counts as changed. */
const furthest = 200;

/** The fewest lines to leave out on both sides until two lines in a row agree again: one could do so by chance. */
function nextMeeting({ a, b, i, j }: Position): [number, number] {
  for (let sum = 1; sum <= furthest; sum += 1) {
    for (let di = 0; di <= sum; di += 1) {
      const dj = sum - di;
      const isIn = i + di <= a.length && j + dj <= b.length;
      if (isIn && agrees({ a, b, i: i + di, j: j + dj })) {
        return [di, dj];
      }
    }
  }
  return [a.length - i, b.length - j];
}

function agrees({ a, b, i, j }: Position): boolean {
  const isEnd = i === a.length && j === b.length;
  return isEnd || (i < a.length && a[i] === b[j] && (i + 1 >= a.length || a[i + 1] === b[j + 1]));
}

function lengthOf(lines: readonly string[], from: number, count: number): number {
  return lines.slice(from, from + count).reduce((sum, line) => sum + line.length, 0);
}

/** Lines with their breaks, so that they add up to the text. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
