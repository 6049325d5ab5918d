import { duplicateKeys } from '../duplicateKeys.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence } from '../yamlNode.ts';
import { code, giveUp, isGap, skipSpaces } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { plainScalar, quotedScalar, startsPlain } from './scalars.ts';

const maxDepth = 20;

/** A flow collection that ends on its line; leaves `at` behind its bracket. */
export function flowCollection(cursor: Cursor, start: number, depth = 0): YamlMap | YamlSequence {
  if (depth > maxDepth) {
    return giveUp();
  }
  return cursor.text.charCodeAt(start) === code.openBrace
    ? flowMap(cursor, start, depth)
    : flowSequence(cursor, start, depth);
}

function flowSequence(cursor: Cursor, start: number, depth: number): YamlSequence {
  const items: YamlNode[] = [];
  let at = skipSpaces(cursor, start + 1);
  while (items.length > 0 || cursor.text.charCodeAt(at) !== code.closeBracket) {
    items.push(flowNode(cursor, at, depth));
    at = skipSpaces(cursor, cursor.at);
    if (isClosed(cursor, at, code.closeBracket)) {
      break;
    }
    at = skipSpaces(cursor, at + 1);
  }
  cursor.at = at + 1;
  return { kind: 'sequence', start, end: at + 1, items, isFlow: true };
}

function flowMap(cursor: Cursor, start: number, depth: number): YamlMap {
  const entries: YamlEntry[] = [];
  let at = skipSpaces(cursor, start + 1);
  while (entries.length > 0 || cursor.text.charCodeAt(at) !== code.closeBrace) {
    const key = flowScalar(cursor, at);
    const colon = skipSpaces(cursor, cursor.at);
    if (cursor.text.charCodeAt(colon) !== code.colon || !isGap(cursor, colon + 1)) {
      return giveUp();
    }
    const value = flowNode(cursor, skipSpaces(cursor, colon + 1), depth);
    entries.push({ key, value });
    at = skipSpaces(cursor, cursor.at);
    if (isClosed(cursor, at, code.closeBrace)) {
      break;
    }
    at = skipSpaces(cursor, at + 1);
  }
  cursor.at = at + 1;
  cursor.problems.push(...duplicateKeys(entries));
  return { kind: 'map', start, end: at + 1, entries, isFlow: true };
}

/** Whether the collection ends here rather than going on behind a comma. */
function isClosed(cursor: Cursor, at: number, closer: number): boolean {
  const char = at < cursor.end ? cursor.text.charCodeAt(at) : code.newline;
  return char === closer || (char !== code.comma && giveUp());
}

function flowNode(cursor: Cursor, at: number, depth: number): YamlNode {
  const char = cursor.text.charCodeAt(at);
  return char === code.openBrace || char === code.openBracket
    ? flowCollection(cursor, at, depth + 1)
    : flowScalar(cursor, at);
}

function flowScalar(cursor: Cursor, start: number): YamlScalar {
  const { text, end } = cursor;
  const char = start < end ? text.charCodeAt(start) : code.newline;
  if (char === code.single || char === code.double) {
    return quotedScalar(cursor, start);
  }
  if (
    char === code.newline ||
    char === code.colon ||
    !startsPlain(cursor, start) ||
    isDashAlone(cursor, start)
  ) {
    return giveUp();
  }
  let at = start;
  let last = start;
  for (;;) {
    const own = at < end ? text.charCodeAt(at) : code.newline;
    if (own === code.newline || (own === code.hash && text.charCodeAt(at - 1) === code.space)) {
      return giveUp();
    }
    if (isFlowIndicator(own) || (own === code.colon && endsKey(cursor, at + 1))) {
      break;
    }
    at += 1;
    if (own !== code.space) {
      last = at;
    }
  }
  cursor.at = last;
  return plainScalar(cursor, start, last);
}

/** A dash in front of a bracket or a comma is no scalar in flow collections. */
function isDashAlone({ text }: Cursor, at: number): boolean {
  return text.charCodeAt(at) === code.dash && isFlowIndicator(text.charCodeAt(at + 1));
}

function endsKey(cursor: Cursor, at: number): boolean {
  return isGap(cursor, at) || isFlowIndicator(cursor.text.charCodeAt(at));
}

function isFlowIndicator(char: number): boolean {
  return (
    char === code.comma ||
    char === code.openBracket ||
    char === code.closeBracket ||
    char === code.openBrace ||
    char === code.closeBrace
  );
}
