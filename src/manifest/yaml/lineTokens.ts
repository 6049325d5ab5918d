import type { Span } from '../../problem.ts';

/** One scalar or comment of a line; the span of a quoted one is what lies between its quotes. */
export interface LineToken extends Span {
  kind: 'plain' | 'single' | 'double' | 'comment';
  /** Inside `[ ]` or `{ }`, where a comma ends a plain scalar. */
  inFlow: boolean;
}

/**
 * The scalar or comment around an offset, read from its line alone: what lies in a block scalar is YAML again here,
 * which is how a collector config lies in a ConfigMap. `undefined` between tokens. JSON lines read the same.
 */
export function tokenAt(text: string, offset: number): LineToken | undefined {
  return tokenReader(text)(offset);
}

/** `tokenAt` for many offsets of one text, cheap where they come in order: each line is read once. */
export function tokenReader(text: string): (offset: number) => LineToken | undefined {
  let line = { start: 0, end: -1 };
  let own: readonly LineToken[] = [];
  return (offset) => {
    if (offset < line.start || offset > line.end) {
      const lineEnd = text.indexOf('\n', offset);
      line = {
        start: text.lastIndexOf('\n', offset - 1) + 1,
        end: lineEnd < 0 ? text.length : lineEnd,
      };
      own = tokens(text, line);
    }
    const token = own[lastAtOrBefore(own, offset)];
    return token !== undefined && offset < token.end ? token : undefined;
  };
}

/** Index of the last token that begins at or before an offset; -1 for none. */
function lastAtOrBefore(sorted: readonly LineToken[], offset: number): number {
  let [low, high] = [-1, sorted.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    [low, high] = (sorted[middle]?.start ?? 0) <= offset ? [middle, high] : [low, middle - 1];
  }
  return low;
}

function tokens(text: string, line: Span): LineToken[] {
  const found: LineToken[] = [];
  let depth = 0;
  let at = line.start;
  while (at < line.end) {
    const char = text.charAt(at);
    const push = (kind: LineToken['kind'], start: number, end: number, next: number): void => {
      found.push({ kind, start, end, inFlow: depth > 0 });
      at = next;
    };
    if (/\s/.test(char) || (/[-?:]/.test(char) && isBreak(text, at + 1, line.end))) {
      at += 1;
    } else if (/[[\]{},]/.test(char)) {
      depth = Math.max(0, depth + (/[[{]/.test(char) ? 1 : char === ',' ? 0 : -1));
      at += 1;
    } else if (char === '#') {
      push('comment', at, line.end, line.end);
    } else if (char === '"') {
      const end = quoteEnd(text, at + 1, line.end, /\\.|"/gy);
      push('double', at + 1, end, end + 1);
    } else if (char === "'") {
      // A doubled quote ends one token and begins the next of the same kind.
      const end = quoteEnd(text, at + 1, line.end, /'/gy);
      push('single', at + 1, end, end + 1);
    } else {
      const end = plainEnd(text, at, line.end, depth > 0);
      push('plain', at, end, end);
    }
  }
  return found;
}

/** Where the closing quote stands, or the end of the line when the scalar goes on below. */
function quoteEnd(text: string, from: number, end: number, step: RegExp): number {
  for (let at = from; at < end;) {
    step.lastIndex = at;
    const match = step.exec(text)?.[0];
    if (match?.length === 1) {
      return at;
    }
    at += match?.length ?? 1;
  }
  return end;
}

function plainEnd(text: string, from: number, end: number, inFlow: boolean): number {
  let at = from;
  let last = from;
  for (; at < end; at += 1) {
    const char = text.charAt(at);
    const ends =
      (char === ':' && isBreak(text, at + 1, end)) ||
      (char === '#' && /\s/.test(text.charAt(at - 1))) ||
      (inFlow && /[[\]{},]/.test(char));
    if (ends) {
      break;
    }
    if (!/\s/.test(char)) {
      last = at + 1;
    }
  }
  return last;
}

function isBreak(text: string, at: number, end: number): boolean {
  return at >= end || /\s/.test(text.charAt(at));
}
