import type { ScalarStyle } from './yamlNode.ts';

/** Where the characters of a scalar's value stem from, told in the order of the text. */
export interface ScalarSink {
  /** Characters that stand in the source as they are. */
  run(from: number, to: number): void;
  /** Characters of the value that stand for this stretch of the source: an escape, a line break. */
  atom(text: string, from: number, to: number): void;
}

/** How the content of a block scalar lies in its lines. */
export interface BlockLayout {
  style: 'literal' | 'folded';
  /** Columns that belong to the indentation; negative where no line has content. */
  indent: number;
  chomping: Chomping;
}

export type Chomping = 'clip' | 'strip' | 'keep';

/**
 * Walks over the lines of a block scalar, from the beginning of its first line to the end of its last one.
 * https://yaml.org/spec/1.2.2/#81-block-scalar-styles
 */
export function walkBlock(
  source: string,
  from: number,
  to: number,
  { style, indent, chomping }: BlockLayout,
  sink: ScalarSink,
): void {
  /** Line breaks since the last line with content, its own first. */
  let breaks: Break[] = [];
  let hasContent = false;
  let isMoreIndented = false;
  for (let at = from; at < to;) {
    const end = nextBreak(source, at, to);
    const start = at + indent;
    if (indent >= 0 && start < end.start) {
      const wasMoreIndented = isMoreIndented;
      isMoreIndented = style === 'folded' && isBlank(source.charCodeAt(start));
      joinLines(breaks, style === 'folded' && hasContent && !isMoreIndented && !wasMoreIndented, sink);
      sink.run(start, end.start);
      hasContent = true;
      breaks = [end];
    } else if (end.end > end.start) {
      breaks.push(end);
    }
    at = end.end;
  }
  const kept = chomping === 'keep' ? breaks.length : chomping === 'clip' && hasContent ? 1 : 0;
  for (const { start, end } of breaks.slice(0, kept)) {
    sink.atom('\n', start, end);
  }
}

/** Walks over what lies between the quotes, or the lines of a plain scalar. https://yaml.org/spec/1.2.2/#73-flow-scalar-styles */
export function walkFlow(
  source: string,
  from: number,
  to: number,
  style: Exclude<ScalarStyle, 'literal' | 'folded'>,
  sink: ScalarSink,
): void {
  let runStart = from;
  let at = from;
  const flush = (end: number): void => {
    if (end > runStart) {
      sink.run(runStart, end);
    }
  };
  while (at < to) {
    const char = source.charCodeAt(at);
    if (isEol(char)) {
      flush(trimmedEnd(source, runStart, at));
      at = fold(source, at, to, sink);
      runStart = at;
    } else if (style === 'double' && char === backslash) {
      flush(at);
      at = walkEscape(source, at, to, sink);
      runStart = at;
    } else if (style === 'single' && char === singleQuote) {
      flush(at);
      sink.atom("'", at, Math.min(at + 2, to));
      at += 2;
      runStart = at;
    } else {
      at += 1;
    }
  }
  flush(to);
}

interface Break {
  start: number;
  end: number;
}

const backslash = 92;
const singleQuote = 39;

function isEol(char: number): boolean {
  return char === 10 || char === 13;
}

function isBlank(char: number): boolean {
  return char === 32 || char === 9;
}

/** The line break that ends the line at `from`; an empty one at `to` where the text ends first. */
function nextBreak(source: string, from: number, to: number): Break {
  let at = from;
  while (at < to && !isEol(source.charCodeAt(at))) {
    at += 1;
  }
  return at < to ? { start: at, end: breakEnd(source, at) } : { start: to, end: to };
}

function breakEnd(source: string, at: number): number {
  return source.charCodeAt(at) === 13 && source.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

/** The first of a folded line's breaks is a space when it is the only one, and nothing when empty lines follow it. */
function joinLines(breaks: readonly Break[], isFolded: boolean, sink: ScalarSink): void {
  const [first] = breaks;
  if (isFolded && first !== undefined && breaks.length === 1) {
    sink.atom(' ', first.start, first.end);
    return;
  }
  for (const { start, end } of isFolded ? breaks.slice(1) : breaks) {
    sink.atom('\n', start, end);
  }
}

function trimmedEnd(source: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(source.charCodeAt(end - 1))) {
    end -= 1;
  }
  return end;
}

/** One line break is a space, each further one a line break. Gives where the next line's content begins. */
function fold(source: string, from: number, to: number, sink: ScalarSink): number {
  const breaks: Break[] = [];
  const at = skipBreaks(source, from, to, breaks);
  joinLines(breaks, true, sink);
  return at;
}

function skipBreaks(source: string, from: number, to: number, breaks: Break[]): number {
  let at = from;
  while (at < to) {
    const char = source.charCodeAt(at);
    if (isEol(char)) {
      const end = breakEnd(source, at);
      breaks.push({ start: at, end });
      at = end;
    } else if (isBlank(char)) {
      at += 1;
    } else {
      break;
    }
  }
  return at;
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Escapes that YAML does not know stand for nothing. Gives where the escape ends. */
function walkEscape(source: string, from: number, to: number, sink: ScalarSink): number {
  const name = source.charAt(from + 1);
  if (isEol(source.charCodeAt(from + 1))) {
    const breaks: Break[] = [];
    const end = skipBreaks(source, from + 1, to, breaks);
    for (const { start, end: after } of breaks.slice(1)) {
      sink.atom('\n', start, after);
    }
    return end;
  }
  const end = Math.min(from + 2 + (hexLengths[name] ?? 0), to);
  const text = name in hexLengths ? fromHex(source.slice(from + 2, end)) : escapes[name];
  if (text !== undefined) {
    sink.atom(text, from, end);
  }
  return end;
}

function fromHex(digits: string): string | undefined {
  const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
