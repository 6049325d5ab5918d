import type { Span } from '../../problem.ts';

/**
 * The stretches of a text that hold a document each, markers included; together they are the whole text. A line that begins
 * with `---` or `...` parts documents wherever it stands, in block scalars and quotes too:
 * https://yaml.org/spec/1.2.2/#912-document-markers
 */
export function documentChunks(text: string): Span[] {
  const chunks: Span[] = [];
  let start = 0;
  let isOpen = false;
  for (const marker of markers(text)) {
    const isEnd = text.charCodeAt(marker) === dot;
    if (isEnd) {
      const end = nextLine(text, marker);
      if (isOpen || hasContent(text, start, marker)) {
        chunks.push({ start, end });
        start = end;
      }
      isOpen = false;
    } else {
      if (isOpen || hasContent(text, start, marker)) {
        chunks.push({ start, end: marker });
        start = marker;
      }
      isOpen = true;
    }
  }
  const last = chunks.at(-1);
  if (last !== undefined && !isOpen && !hasContent(text, start, text.length)) {
    last.end = text.length;
  } else if (text !== '') {
    chunks.push({ start, end: text.length });
  }
  return chunks;
}

const dot = 46;
const dash = 45;

/** Where the lines begin that part documents. */
function markers(text: string): number[] {
  // Carriage returns alone and byte order marks inside are rare enough to look for them in a slower way.
  const isUnusual = text.includes('\ufeff', 1) || (text.includes('\r') && /\r(?!\n)/.test(text));
  return isUnusual ? unusualMarkers(text) : usualMarkers(text);
}

function usualMarkers(text: string): number[] {
  const found = isMarker(text, 0) ? [0] : [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const char = text.charCodeAt(at + 1);
    if ((char === dash || char === dot) && isMarker(text, at + 1)) {
      found.push(at + 1);
    }
  }
  return found;
}

function unusualMarkers(text: string): number[] {
  return [...text.matchAll(/(?<![^\r\n])\ufeff?(?:---|\.\.\.)(?![^ \t\r\n])/g)].map(({ index, 0: whole }) =>
    whole.startsWith('\ufeff') ? index + 1 : index,
  );
}

function isMarker(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  const next = text.charCodeAt(at + 3);
  return (
    (char === dash || char === dot) &&
    text.charCodeAt(at + 1) === char &&
    text.charCodeAt(at + 2) === char &&
    (Number.isNaN(next) || next === 32 || next === 9 || next === 10 || next === 13)
  );
}

/** Whether anything but comments, directives and blanks stands there. */
function hasContent(text: string, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    const char = text.charCodeAt(at);
    const isLineStart = at === start || isEol(text.charCodeAt(at - 1));
    if (char === 35 || (char === 37 && isLineStart)) {
      at = lineEnd(text, at, end);
    } else if (char === 32 || char === 9 || isEol(char) || char === 0xfeff) {
      at += 1;
    } else {
      return true;
    }
  }
  return false;
}

function isEol(char: number): boolean {
  return char === 10 || char === 13;
}

function lineEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isEol(text.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

function nextLine(text: string, from: number): number {
  const at = lineEnd(text, from, text.length);
  return Math.min(text.length, text.startsWith('\r\n', at) ? at + 2 : at + 1);
}
