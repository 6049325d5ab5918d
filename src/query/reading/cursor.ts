/** Where a reader is in the bytes of a JSON text. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
  /** How many more bytes may become objects: these take many times their room. */
  budget: number;
}

/** The bytes are no JSON, or not in the shape that was expected. */
export class Malformed extends Error {
  readonly at: number;
  /** Whether there was nothing wrong but that it just stops. */
  readonly isCut: boolean;

  constructor(what: string, { bytes, at }: Cursor) {
    super(`${what} at byte ${at}`);
    this.name = 'Malformed';
    this.at = at;
    this.isCut = at >= bytes.length;
  }
}

/** There is more in the answer than was allowed for. */
export class TooLarge extends Error {}

export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
const backslash = 0x5c;

const maxDepth = 64;

export function createCursor(bytes: Uint8Array, budget: number): Cursor {
  return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, budget };
}

/** The next byte that is no white space, without going behind it; `undefined` at the end. */
export function peek(cursor: Cursor): number | undefined {
  const { bytes } = cursor;
  let byte = bytes[cursor.at];
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
    cursor.at += 1;
    byte = bytes[cursor.at];
  }
  return byte;
}

/** Goes behind the byte, which has to be next. Throws Malformed. */
export function expect(cursor: Cursor, byte: number): void {
  if (cursor.bytes[cursor.at] !== byte && peek(cursor) !== byte) {
    throw new Malformed(`no ${String.fromCharCode(byte)}`, cursor);
  }
  cursor.at += 1;
}

/** Goes behind the byte if it is next. */
export function accept(cursor: Cursor, byte: number): boolean {
  const isThere = cursor.bytes[cursor.at] === byte || peek(cursor) === byte;
  cursor.at += isThere ? 1 : 0;
  return isThere;
}

/** Reads an object: `read` has to go behind the value of each member. Throws Malformed. */
export function readMembers(cursor: Cursor, read: (name: string) => void): void {
  expect(cursor, openBrace);
  if (accept(cursor, closeBrace)) {
    return;
  }
  do {
    const name = readString(cursor);
    expect(cursor, colon);
    read(name);
  } while (accept(cursor, comma));
  expect(cursor, closeBrace);
}

/** Reads an array: `read` has to go behind each item. Throws Malformed. */
export function readItems(cursor: Cursor, read: () => void): void {
  expect(cursor, openBracket);
  if (accept(cursor, closeBracket)) {
    return;
  }
  do {
    read();
  } while (accept(cursor, comma));
  expect(cursor, closeBracket);
}

/** Throws Malformed. */
export function readString(cursor: Cursor): string {
  expect(cursor, quote);
  const from = cursor.at;
  const hasEscapes = skipString(cursor);
  const to = cursor.at - 1;
  return hasEscapes
    ? (parse(cursor, from - 1, cursor.at) as string)
    : cursor.bytes.toString('utf8', from, to);
}

/** Any value, as JSON.parse makes it. Throws Malformed, and TooLarge when that takes more than the budget. */
export function readValue(cursor: Cursor): unknown {
  peek(cursor);
  const from = cursor.at;
  skipValue(cursor);
  return parse(cursor, from, cursor.at);
}

/** Goes behind a value of any kind. Throws Malformed when it does not end, or is nested without end. */
export function skipValue(cursor: Cursor): void {
  let depth = 0;
  do {
    const byte = peek(cursor);
    if (byte === openBrace || byte === openBracket) {
      depth += 1;
      cursor.at += 1;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      cursor.at += 1;
    } else if (byte === quote) {
      cursor.at += 1;
      skipString(cursor);
    } else if ((byte === comma || byte === colon) && depth > 0) {
      cursor.at += 1;
    } else {
      skipWord(cursor);
    }
    if (depth > maxDepth || depth < 0) {
      throw new Malformed('nesting', cursor);
    }
  } while (depth > 0);
}

/** Goes behind the closing quote of a string whose opening one has been read; whether there are escapes in it. */
function skipString(cursor: Cursor): boolean {
  const { bytes } = cursor;
  let at = cursor.at;
  let hasEscapes = false;
  for (; bytes[at] !== quote; at += 1) {
    if (bytes[at] === backslash) {
      hasEscapes = true;
      at += 1;
    }
    if (at >= bytes.length) {
      cursor.at = bytes.length;
      throw new Malformed('a string without end', cursor);
    }
  }
  cursor.at = at + 1;
  return hasEscapes;
}

/** A number, `true`, `false`, `null`. */
function skipWord(cursor: Cursor): void {
  const { bytes } = cursor;
  const from = cursor.at;
  let byte = bytes[cursor.at] ?? 0;
  while (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x45
  ) {
    cursor.at += 1;
    byte = bytes[cursor.at] ?? 0;
  }
  if (cursor.at === from) {
    throw new Malformed('no value', cursor);
  }
}

function parse(cursor: Cursor, from: number, to: number): unknown {
  cursor.budget -= to - from;
  if (cursor.budget < 0) {
    throw new TooLarge();
  }
  try {
    return JSON.parse(cursor.bytes.toString('utf8', from, to));
  } catch {
    cursor.at = from;
    throw new Malformed('no JSON', cursor);
  }
}
