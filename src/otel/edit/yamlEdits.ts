import { entryOf, keyOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { TextEdit } from '../../problem.ts';
import { blockLines, flowYaml } from './plainYaml.ts';
import type { Plain } from './plainYaml.ts';

/** The edit that takes an entry out of its mapping: whole lines in block style. `undefined` where that cannot be told. */
export function removeEntry(text: string, map: YamlMap, entry: YamlEntry): TextEdit | undefined {
  const index = map.entries.indexOf(entry);
  const { start } = entry.key;
  const end = Math.max(entry.key.end, entry.value?.end ?? 0);
  const next = map.entries[index + 1];
  if (map.isFlow) {
    return removeFromFlow(
      { start, end },
      map.entries[index - 1] && endOf(map.entries[index - 1]),
      next?.key.start,
    );
  }
  const lineStart = startOfLine(text, start);
  if (text.slice(lineStart, start).trim() === '') {
    // An only entry leaves its mapping empty, which is null: what is above it has to cope with that.
    return { start: lineStart, end: Math.min(afterLine(text, end), text.length), text: '' };
  }
  // Behind the dash of a list: what comes next moves up to it.
  return next && { start, end: next.key.start, text: '' };
}

/** The edit that takes an item out of a list; `undefined` where it stands in none. */
export function removeItem(text: string, list: YamlNode | undefined, item: YamlNode): TextEdit | undefined {
  const sequence = resolved(list);
  if (sequence?.kind !== 'sequence') {
    return undefined;
  }
  const index = sequence.items.indexOf(item);
  if (sequence.isFlow) {
    return removeFromFlow(item, sequence.items[index - 1]?.end, sequence.items[index + 1]?.start);
  }
  const lineStart = startOfLine(text, item.start);
  return text.slice(lineStart, item.start).trim() === '-'
    ? { start: lineStart, end: afterLine(text, item.end), text: '' }
    : undefined;
}

function removeFromFlow(
  { start, end }: { start: number; end: number },
  previousEnd: number | undefined,
  nextStart: number | undefined,
): TextEdit {
  return nextStart !== undefined
    ? { start, end: nextStart, text: '' }
    : { start: previousEnd ?? start, end, text: '' };
}

/** The edit that adds entries behind the last one of a mapping; `undefined` for an empty mapping in block style. */
export function addEntries(
  text: string,
  map: YamlMap,
  entries: Readonly<Record<string, Plain>>,
): TextEdit | undefined {
  const last = map.entries.at(-1);
  if (map.isFlow) {
    const written = flowYaml(entries).slice(1, -1);
    const at = last ? endOf(last) : map.start + 1;
    return { start: at, end: at, text: last ? `, ${written}` : written };
  }
  return (
    last && linesAfter(text, endOf(last), columnOf(text, map.entries[0]?.key.start ?? 0), blockLines(entries))
  );
}

/** The edit that adds entries to what stands under a key: a mapping, or nothing yet. `undefined` for other values. */
export function addUnder(
  text: string,
  entry: YamlEntry,
  entries: Readonly<Record<string, Plain>>,
): TextEdit | undefined {
  const value = entry.value;
  if (value?.kind === 'map') {
    return value.entries.length === 0 && !value.isFlow ? undefined : addEntries(text, value, entries);
  }
  if (value !== undefined && !(value.kind === 'scalar' && value.value === null)) {
    return undefined;
  }
  const written = value !== undefined && value.end > value.start;
  if (written) {
    return { start: value.start, end: value.end, text: flowYaml(entries) };
  }
  const colon = text.indexOf(':', entry.key.end);
  if (colon < 0) {
    return undefined;
  }
  const indent = columnOf(text, entry.key.start) + 2;
  // A key in a flow mapping has no room for lines.
  return isInFlow(text, colon)
    ? { start: colon + 1, end: colon + 1, text: ` ${flowYaml(entries)}` }
    : linesAfter(text, colon + 1, indent, blockLines(entries));
}

function isInFlow(text: string, colon: number): boolean {
  return /^[ \t]*[,}\]]/.test(text.slice(colon + 1, colon + 80));
}

/** The edit that adds an item behind the last one of a list; `undefined` where there is no list with items. */
export function addItem(text: string, list: YamlNode | undefined, item: string): TextEdit | undefined {
  const sequence = resolved(list);
  if (sequence?.kind !== 'sequence' || list?.kind === 'alias') {
    return undefined;
  }
  const last = sequence.items.at(-1);
  if (sequence.isFlow) {
    const at = last ? last.end : sequence.start + 1;
    return { start: at, end: at, text: last ? `, ${item}` : item };
  }
  if (last === undefined) {
    return undefined;
  }
  const lineStart = startOfLine(text, last.start);
  const lead = text.slice(lineStart, last.start);
  return lead.trim() === '-' ? linesAfter(text, last.end, 0, [`${lead}${item}`]) : undefined;
}

/** The edit that sets a key of a mapping: replaces its scalar or adds the entry. */
export function setEntry(text: string, owner: YamlEntry, key: string, value: Plain): TextEdit | undefined {
  const existing = entryOf(owner.value, key);
  if (existing?.value !== undefined && existing.value.end > existing.value.start) {
    return existing.value.kind === 'scalar'
      ? { start: existing.value.start, end: existing.value.end, text: flowYaml(value) }
      : undefined;
  }
  if (existing) {
    const colon = text.indexOf(':', existing.key.end);
    return colon < 0 ? undefined : { start: colon + 1, end: colon + 1, text: ` ${flowYaml(value)}` };
  }
  return addUnder(text, owner, { [key]: value });
}

/**
 * The edit that replaces an entry by others, in the style that stands there; a comment behind its value goes with it.
 * `undefined` where the entry begins in the middle of a line.
 */
export function replaceEntry(
  text: string,
  map: YamlMap,
  entry: YamlEntry,
  entries: Readonly<Record<string, Plain>>,
): TextEdit {
  const { start } = entry.key;
  const end = endOf(entry);
  const written = map.isFlow
    ? flowYaml(entries).slice(1, -1)
    : blockLines(entries).join(newlineOf(text) + ' '.repeat(columnOf(text, start)));
  return { start, end: trimmedEnd(text, end), text: written };
}

/** The mapping that directly holds the entry with this key. */
export function mapWith(
  node: YamlNode | undefined,
  key: string,
): { map: YamlMap; entry: YamlEntry } | undefined {
  if (node?.kind !== 'map') {
    return undefined;
  }
  const entry = node.entries.findLast((one) => keyOf(one) === key);
  return entry && { map: node, entry };
}

function linesAfter(text: string, end: number, indent: number, lines: readonly string[]): TextEdit {
  const newline = newlineOf(text);
  const at = endOfLine(text, trimmedEnd(text, end));
  const margin = ' '.repeat(indent);
  return { start: at, end: at, text: lines.map((line) => `${newline}${margin}${line}`).join('') };
}

function endOf(entry: YamlEntry | undefined): number {
  return Math.max(entry?.key.end ?? 0, entry?.value?.end ?? 0, colonEnd(entry));
}

/** Of a key without a value the colon belongs to the entry too; it stands right behind. */
function colonEnd(entry: YamlEntry | undefined): number {
  return entry && (entry.value === undefined || entry.value.end <= entry.key.end) ? entry.key.end + 1 : 0;
}

/** Block scalars end behind their last line break, which belongs to no entry's line. */
function trimmedEnd(text: string, end: number): number {
  let at = Math.min(end, text.length);
  while (at > 0 && /[\s]/.test(text[at - 1] ?? '')) {
    at -= 1;
  }
  return at;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' && end - 1 >= at ? end - 1 : end;
}

function afterLine(text: string, end: number): number {
  const newline = text.indexOf('\n', trimmedEnd(text, end));
  return newline < 0 ? text.length : newline + 1;
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at);
}

function newlineOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
