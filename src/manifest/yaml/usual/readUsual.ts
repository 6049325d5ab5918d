import type { Span } from '../../../problem.ts';
import { duplicateKeys } from '../duplicateKeys.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSequence } from '../yamlNode.ts';
import type { YamlTree } from '../yamlTree.ts';
import { code, giveUp, isDash, isGap, skipSpaces, toNext, toNextLine, Unusual } from './cursor.ts';
import type { Cursor, Keys } from './cursor.ts';
import { flowCollection } from './flow.ts';
import { blockScalar, plainKey, plainScalar, quotedScalar, scanPlain, startsPlain } from './scalars.ts';

/** Far less deep than js-yaml goes, and deeper than what is written. */
const maxDepth = 40;

/**
 * The nodes of a document, read in one pass straight from the text, if it is written in what most files are written in: block
 * collections, scalars and flow collections that end on their line, block scalars, comments. `undefined` for all else, be it
 * valid or broken: anchors, tags, scalars of several lines, tabs, ... That is left to the parser of all of YAML, which gives
 * the same nodes for what is read here. Spans are offsets in `text`. `span` is a document of `documentChunks`, without a character
 * that `unusualCharacters` finds. `keys` is what documents read before have left there.
 */
export function readUsual(text: string, { start, end }: Span, keys: Keys = []): YamlTree | undefined {
  const cursor: Cursor = {
    ...{ text, end, at: start, next: end, column: -1, lineStart: start, plainEnd: start, depth: 0 },
    ...{ keys, problems: [] },
  };
  try {
    toNext(cursor, start);
    skipMarker(cursor);
    const root = blockNode(cursor);
    if (cursor.next < end) {
      return undefined;
    }
    cursor.problems.sort((a, b) => a.span.start - b.span.start);
    return { root, problems: cursor.problems };
  } catch (error) {
    if (error instanceof Unusual) {
      return undefined;
    }
    throw error;
  }
}

/** Finds what no document has that is read here: control characters, tabs, carriage returns, halves of surrogates, byte order marks. */
export function unusualCharacters(): RegExp {
  return /[^\n\x20-\x7e\xa0-\ud7ff]/g;
}

/** Over the dashes that begin a document. */
function skipMarker(cursor: Cursor): void {
  const { text, next, column, end } = cursor;
  const isMarker = column === 0 && text.startsWith('---', next) && isGap(cursor, next + 3);
  if (isMarker) {
    toNextLine(cursor, next + 3);
  }
  if (cursor.next >= end) {
    giveUp();
  }
}

/** A collection at the cursor. */
function blockNode(cursor: Cursor): YamlMap | YamlSequence {
  return isDash(cursor, cursor.next) ? blockSequence(cursor) : blockMap(cursor);
}

function blockMap(cursor: Cursor): YamlMap {
  const { next: start, column } = cursor;
  const entries: YamlEntry[] = [];
  enter(cursor);
  do {
    const key = keyNode(cursor, cursor.next);
    const colon = skipSpaces(cursor, cursor.at);
    const value = entryValue(cursor, colon + 1, column);
    entries.push({ key, value });
  } while (cursor.column === column && !isDash(cursor, cursor.next));
  leave(cursor, column);
  const duplicates = duplicateKeys(entries);
  if (duplicates.length > 0) {
    cursor.problems.push(...duplicates);
  }
  return { kind: 'map', start, end: cursor.at, entries, isFlow: false };
}

/** A key with a colon behind it; leaves `at` behind the key. */
function keyNode(cursor: Cursor, start: number): YamlNode {
  const { text, end } = cursor;
  const char = text.charCodeAt(start);
  if (char === code.single || char === code.double) {
    const key = quotedScalar(cursor, start);
    return isColon(cursor, skipSpaces(cursor, cursor.at)) ? key : giveUp();
  }
  if (char === code.colon || char === code.dot || !startsPlain(cursor, start)) {
    return giveUp(); // Dots may be those that end the document.
  }
  const stop = scanPlain(cursor, start);
  if (stop >= end || text.charCodeAt(stop) !== code.colon) {
    return giveUp();
  }
  cursor.at = cursor.plainEnd;
  return plainKey(cursor, start, cursor.plainEnd);
}

function isColon(cursor: Cursor, at: number): boolean {
  return at < cursor.end && cursor.text.charCodeAt(at) === code.colon && isGap(cursor, at + 1);
}

/** What stands behind the colon of a key at this column; `undefined` for nothing. */
function entryValue(cursor: Cursor, from: number, column: number): YamlNode | undefined {
  const at = skipSpaces(cursor, from);
  if (!isBlank(cursor, at)) {
    return inlineValue(cursor, at, column);
  }
  cursor.at = from;
  toNextLine(cursor, at);
  if (cursor.column > column) {
    return blockNode(cursor);
  }
  // The items of a sequence may stand below its key.
  return cursor.column === column && isDash(cursor, cursor.next) ? blockSequence(cursor) : undefined;
}

/** Whether nothing but a comment is left of the line. */
function isBlank({ text, end }: Cursor, at: number): boolean {
  const char = at < end ? text.charCodeAt(at) : code.newline;
  return char === code.newline || char === code.hash;
}

function blockSequence(cursor: Cursor): YamlSequence {
  const { next: start, column } = cursor;
  const items: YamlNode[] = [];
  enter(cursor);
  do {
    items.push(item(cursor, column));
  } while (cursor.column === column && isDash(cursor, cursor.next));
  leave(cursor, column);
  return { kind: 'sequence', start, end: cursor.at, items, isFlow: false };
}

/** What stands behind the dash at this column. */
function item(cursor: Cursor, column: number): YamlNode {
  const dash = cursor.next;
  const at = skipSpaces(cursor, dash + 1);
  if (isBlank(cursor, at)) {
    cursor.at = dash + 1;
    toNextLine(cursor, at);
    return cursor.column > column ? blockNode(cursor) : giveUp();
  }
  if (isDash(cursor, at) || beginsMap(cursor, at)) {
    cursor.next = at;
    cursor.column = at - cursor.lineStart;
    return blockNode(cursor);
  }
  return inlineValue(cursor, at, column);
}

/** Whether a key begins here. */
function beginsMap(cursor: Cursor, at: number): boolean {
  const char = cursor.text.charCodeAt(at);
  if (char === code.single || char === code.double) {
    quotedScalar(cursor, at);
    return isColon(cursor, skipSpaces(cursor, cursor.at));
  }
  if (char === code.colon || !startsPlain(cursor, at)) {
    return false;
  }
  const stop = scanPlain(cursor, at);
  return stop < cursor.end && cursor.text.charCodeAt(stop) === code.colon;
}

/** A value that begins on the line of its key or dash, whose column is `parent`; leaves the cursor at what follows. */
function inlineValue(cursor: Cursor, at: number, parent: number): YamlNode {
  const char = cursor.text.charCodeAt(at);
  if (char === code.bar || char === code.greater) {
    return blockScalar(cursor, at, parent);
  }
  const node = lineValue(cursor, at, char);
  toNextLine(cursor, cursor.at);
  return node;
}

/** A value that ends on its line. */
function lineValue(cursor: Cursor, at: number, char: number): YamlNode {
  if (char === code.single || char === code.double) {
    return quotedScalar(cursor, at);
  }
  if (char === code.openBracket || char === code.openBrace) {
    return flowCollection(cursor, at);
  }
  if (!startsPlain(cursor, at)) {
    return giveUp();
  }
  const stop = scanPlain(cursor, at);
  if (stop < cursor.end && cursor.text.charCodeAt(stop) === code.colon) {
    return giveUp();
  }
  cursor.at = cursor.plainEnd;
  return plainScalar(cursor, at, cursor.plainEnd);
}

function enter(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > maxDepth) {
    giveUp();
  }
}

/** What follows a collection stands further left, or belongs to the one around it. */
function leave(cursor: Cursor, column: number): void {
  cursor.depth -= 1;
  if (cursor.column > column) {
    giveUp();
  }
}
