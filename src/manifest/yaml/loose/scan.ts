/** Whether the character ends a key or a dash: white space or the end of the text. */
export function isGap(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || code === 10 || code === 13 || Number.isNaN(code);
}

/** The first offset from `at` on that holds neither space nor tab. */
export function skipSpaces(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && (text.charCodeAt(next) === 32 || text.charCodeAt(next) === 9)) {
    next += 1;
  }
  return next;
}

/** Where the line of `at` ends: its line break without a carriage return, or `end`. */
export function lineEnd(text: string, at: number, end: number): number {
  const newline = text.indexOf('\n', at);
  const last = newline < 0 || newline > end ? end : newline;
  return last > at && text.charCodeAt(last - 1) === 13 ? last - 1 : last;
}

/** Where the line behind the one of `at` begins. */
export function nextLine(text: string, at: number, end: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/** Behind the closing quote of the scalar that begins at `at`; `undefined` when none comes before `end`. */
export function quoteEnd(text: string, at: number, end: number): number | undefined {
  const quote = text.charAt(at);
  for (let next = at + 1; next < end; next += 1) {
    const char = text.charAt(next);
    if (char === '\\' && quote === '"') {
      next += 1;
    } else if (char === quote) {
      if (quote === '"' || text.charAt(next + 1) !== "'") {
        return next + 1;
      }
      next += 1;
    }
  }
  return undefined;
}

const longestVariable = 256;

/** Where a plain scalar of one line ends: before `: `, ` #`, in brackets before `,`, `]`, `}` too; trailing space left out. */
export function plainEnd(text: string, at: number, end: number, inFlow: boolean): number {
  let last = at;
  let hasBraces = true;
  for (let next = at; next < end; next += 1) {
    const char = text.charAt(next);
    if (char === '$' && hasBraces && text.charAt(next + 1) === '{') {
      const close = text.slice(next, Math.min(end, next + longestVariable)).indexOf('}');
      hasBraces = close > 0;
      if (hasBraces) {
        next += close;
        last = next + 1;
        continue;
      }
    }
    const stops =
      (char === ':' && (isGap(text, next + 1) || (inFlow && ',]}'.includes(text.charAt(next + 1))))) ||
      (char === '#' && next > at && isGap(text, next - 1)) ||
      (inFlow && ',[]{}'.includes(char));
    if (stops) {
      break;
    }
    if (char !== ' ' && char !== '\t') {
      last = next + 1;
    }
  }
  return last;
}

/**
 * How far a value that begins at `at` can reach: to the first line that is not indented further than its key, since
 * brackets and quotes go on only in lines that are.
 */
export function reachOf(text: string, at: number, end: number, column: number): number {
  let line = nextLine(text, at, end);
  let reach = lineEnd(text, at, end);
  while (line < end) {
    const content = skipSpaces(text, line, end);
    const stop = lineEnd(text, line, end);
    if (content < stop && content - line <= column) {
      const close = text.charAt(content);
      // A closing bracket below its key is what people write, and the collector's parser takes it.
      return close === ']' || close === '}' ? content + 1 : reach;
    }
    reach = stop;
    line = nextLine(text, line, end);
  }
  return reach;
}
