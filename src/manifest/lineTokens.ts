import type { Span } from '../problem.ts';

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
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = text.indexOf('\n', offset);
  const end = lineEnd < 0 ? text.length : lineEnd;
  return tokens(text, { start, end }).find((token) => token.start <= offset && offset < token.end);
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
