import { blockEnd } from '../blockEnd.ts';
import type { ScalarMarks } from '../scalarMarks.ts';
import { LazyScalar } from '../scalarNode.ts';
import type { YamlScalar } from '../yamlNode.ts';
import { code, giveUp, isGap, lineEnd, skipSpaces, toNext } from './cursor.ts';
import type { Cursor } from './cursor.ts';

/** Numbers that js-yaml gives styles and chompings. */
const style = { single: 2, double: 3, literal: 4, folded: 5 };
const chomp = { clip: 1, strip: 2, keep: 3 };

/** Characters that no plain scalar begins with, and `?`, which may begin an explicit key. */
const indicators: ReadonlySet<number> = new Set(
  Array.from('?,[]{}#&*!|>\'"%@`', (char) => char.charCodeAt(0)),
);

/** Whether a plain scalar begins here. https://yaml.org/spec/1.2.2/#rule-ns-plain-first */
export function startsPlain(cursor: Cursor, at: number): boolean {
  const char = cursor.text.charCodeAt(at);
  if (char >= 97 && char <= 122) {
    return true;
  }
  return char === code.dash || char === code.colon ? !isGap(cursor, at + 1) : !indicators.has(char);
}

/**
 * Looks over a plain scalar on one line: answers where it stops, which is a colon with a gap behind it, the comment or the line's end,
 * and leaves `plainEnd` behind its last character.
 */
export function scanPlain(cursor: Cursor, from: number): number {
  const { text, end } = cursor;
  let at = from;
  let last = from;
  while (at < end) {
    const char = text.charCodeAt(at);
    if (char === code.newline) {
      break;
    }
    if (char === code.colon && isGap(cursor, at + 1)) {
      break;
    }
    if (char === code.space) {
      at += 1;
      if (at < end && text.charCodeAt(at) === code.hash) {
        break;
      }
      continue;
    }
    at += 1;
    last = at;
  }
  cursor.plainEnd = last;
  return at;
}

export function plainScalar({ text }: Cursor, valueStart: number, valueEnd: number): YamlScalar {
  return new LazyScalar(valueStart, valueEnd, text, 'plain');
}

/** How many texts of keys are kept. */
const keptKeys = 256;

/** A plain scalar whose text is that of an equal key before it, which costs nothing and is compared faster. */
export function plainKey({ text, keys }: Cursor, valueStart: number, valueEnd: number): YamlScalar {
  const length = valueEnd - valueStart;
  const place =
    (length * 31 +
      text.charCodeAt(valueStart) * 7 +
      text.charCodeAt(valueEnd - 1) * 3 +
      text.charCodeAt(valueStart + (length >> 1))) %
    keptKeys;
  let key = keys[place];
  if (key?.length !== length || !text.startsWith(key, valueStart)) {
    key = text.slice(valueStart, valueEnd);
    keys[place] = key;
  }
  return new LazyScalar(valueStart, valueEnd, text, 'plain').know(key);
}

/** A quoted scalar that ends on its line; leaves `at` behind it. */
export function quotedScalar(cursor: Cursor, start: number): YamlScalar {
  const { text, end } = cursor;
  const quote = text.charCodeAt(start);
  const isSingle = quote === code.single;
  let fast = true;
  let at = start + 1;
  for (;;) {
    const char = at < end ? text.charCodeAt(at) : code.newline;
    if (char === code.newline) {
      return giveUp();
    }
    if (char === quote) {
      if (!isSingle || text.charCodeAt(at + 1) !== quote) {
        break;
      }
      fast = false;
      at += 1;
    } else if (char === code.backslash && !isSingle) {
      fast = false;
      at += 1;
      if (!escapes.has(text.charCodeAt(at))) {
        return giveUp();
      }
    }
    at += 1;
  }
  cursor.at = at + 1;
  if (fast) {
    return new LazyScalar(start, at + 1, text, isSingle ? 'single' : 'double');
  }
  return new LazyScalar(start, at + 1, text, {
    valueStart: start + 1,
    valueEnd: at,
    style: isSingle ? style.single : style.double,
    chomping: chomp.clip,
    indent: -1,
    fast,
  });
}

/** What may stand behind a backslash, without those that count digits. https://yaml.org/spec/1.2.2/#57-escaped-characters */
const escapes: ReadonlySet<number> = new Set(Array.from('0abtnvfre "/\\N_LP', (char) => char.charCodeAt(0)));

/** A block scalar below a node at column `parent`; leaves `at` behind its last line, and the cursor at what follows. */
export function blockScalar(cursor: Cursor, start: number, parent: number): YamlScalar {
  const { text, end } = cursor;
  let at = start + 1;
  let chomping = chomp.clip;
  const sign = text.charCodeAt(at);
  if (sign === code.dash || sign === code.plus) {
    chomping = sign === code.dash ? chomp.strip : chomp.keep;
    at += 1;
  }
  const header = skipSpaces(cursor, at);
  const char = text.charCodeAt(header);
  if (header >= end || (char !== code.newline && (char !== code.hash || header === at))) {
    return giveUp();
  }
  const valueStart = lineEnd(text, header, end) + 1;
  const { indent, valueEnd } = blockLines(cursor, valueStart, parent);
  const literal = text.charCodeAt(start) === code.bar;
  const marks: ScalarMarks = {
    valueStart,
    valueEnd,
    style: literal ? style.literal : style.folded,
    chomping,
    indent,
    fast: false,
  };
  cursor.at = blockEnd(text, marks);
  toNext(cursor, valueEnd);
  return new LazyScalar(start, cursor.at, text, marks);
}

/** How far the lines of a block scalar are indented, and where they end: before the first line with content further left. */
function blockLines(
  { text, end }: Cursor,
  from: number,
  parent: number,
): { indent: number; valueEnd: number } {
  let indent = -1;
  let blank = 0;
  let lineStart = from;
  while (lineStart < end) {
    const most = indent < 0 ? end : Math.min(lineStart + indent, end);
    let at = lineStart;
    while (at < most && text.charCodeAt(at) === code.space) {
      at += 1;
    }
    if (at >= end) {
      // A last line of blanks alone counts or not by its length.
      return giveUp();
    }
    if (text.charCodeAt(at) === code.newline) {
      blank = Math.max(blank, at - lineStart);
      lineStart = at + 1;
      continue;
    }
    if (indent < 0) {
      indent = at - lineStart;
      if (indent <= parent || indent < blank) {
        return giveUp();
      }
    } else if (at < most) {
      break;
    }
    lineStart = lineEnd(text, at, end) + 1;
  }
  return indent < 0 ? giveUp() : { indent, valueEnd: Math.min(lineStart, end) };
}
