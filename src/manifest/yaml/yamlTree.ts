import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import type { Problem } from '../../problem.ts';
import { createAnchors } from './anchors.ts';
import type { Anchors } from './anchors.ts';
import { blockEnd } from './blockEnd.ts';
import { duplicateKeys } from './duplicateKeys.ts';
import { LazyScalar } from './scalarNode.ts';
import type { YamlAlias, YamlEntry, YamlMap, YamlNode, YamlSequence } from './yamlNode.ts';

/** What the events of one document come to. */
export interface YamlTree {
  root: YamlNode | undefined;
  problems: Problem[];
}

/** Numbers of js-yaml's events; its own names for them are no types. https://github.com/nodeca/js-yaml */
export const eventType = { document: 1, sequence: 2, mapping: 3, scalar: 4, alias: 5, pop: 6 } as const;

const blockStyles = { literal: 4, folded: 5 };
const flowStyle = 2;

/** What a collection has none of: entries of a sequence, items of a mapping. Nothing is ever put in. */
const none: never[] = [];

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A collection that is being read. */
interface Frame {
  node: Writable<YamlMap> | Writable<YamlSequence>;
  entries: YamlEntry[];
  items: YamlNode[];
  key: YamlNode | undefined;
}

interface Building {
  source: string;
  /** What offsets of the source are counted from. */
  base: number;
  /** Where in the source ends what was read so far. */
  at: number;
  frames: Frame[];
  anchors: Anchors;
  root: YamlNode | undefined;
  problems: Problem[];
}

/**
 * The nodes of the first document that the events tell of, with offsets counted from `base`. Spans of collections end behind
 * their last node, or their bracket. Never throws, whatever the events are.
 */
export function buildTree(source: string, events: readonly Event[], base: number): YamlTree {
  const problems: Problem[] = [];
  const anchors = createAnchors(problems, source);
  const building: Building = {
    ...{ source, base, anchors, problems },
    ...{ at: 0, frames: [], root: undefined },
  };
  for (let index = 1; index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined || event.type === eventType.document) {
      break;
    }
    read(building, event);
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { root: building.root, problems };
}

function read(building: Building, event: Event): void {
  switch (event.type) {
    case eventType.scalar:
      scalar(building, event);
      break;
    case eventType.mapping:
    case eventType.sequence:
      open(building, event);
      break;
    case eventType.pop:
      close(building);
      break;
    case eventType.alias:
      alias(building, event.anchorStart, event.anchorEnd);
      break;
    case eventType.document:
      break;
  }
}

function scalar(building: Building, event: ScalarEvent): void {
  const { source, base } = building;
  const { valueStart, valueEnd, tagEnd, anchorEnd } = event;
  const isEmpty = valueStart < 0;
  const hasProperties = tagEnd >= 0 || anchorEnd >= 0;
  if (isEmpty && !hasProperties && takesNothing(building)) {
    return;
  }
  if (hasProperties) {
    building.at = Math.max(building.at, tagEnd, anchorEnd);
  }
  let start = valueStart;
  let end = valueEnd;
  if (isEmpty) {
    start = emptyAt(building);
    end = start;
  } else if (event.style === blockStyles.literal || event.style === blockStyles.folded) {
    start = headerOf(source, building.at, valueStart);
    end = blockEnd(source, event);
  } else if (event.style !== 1) {
    start -= 1;
    end = Math.min(end + 1, source.length);
  }
  building.at = end;
  const node = new LazyScalar(start + base, end + base, source, event);
  if (hasProperties) {
    name(building, node, event);
  }
  add(building, node);
  if (event.anchorStart >= 0) {
    building.anchors.set(source.slice(event.anchorStart, anchorEnd), node);
  }
}

/** Whether there simply is no value: nothing behind a colon, nothing in a document. */
function takesNothing(building: Building): boolean {
  const frame = building.frames.at(-1);
  if (frame === undefined) {
    return true;
  }
  if (frame.node.kind !== 'map' || frame.key === undefined) {
    return false;
  }
  frame.entries.push({ key: frame.key, value: undefined });
  frame.key = undefined;
  const colon = skipBlanks(building.source, building.at);
  if (building.source.charAt(colon) === ':') {
    building.at = colon + 1;
  }
  return true;
}

function open(building: Building, event: MappingEvent | SequenceEvent): void {
  const { base, source } = building;
  // Behind a question mark the event begins with the blanks.
  const start = isSpace(source.charCodeAt(event.start)) ? skipSpace(source, event.start) : event.start;
  const at = start + base;
  const isFlow = event.style === flowStyle;
  const isMap = event.type === eventType.mapping;
  const entries: YamlEntry[] = isMap ? [] : none;
  const items: YamlNode[] = isMap ? none : [];
  const node: Frame['node'] = isMap
    ? { kind: 'map', start: at, end: at, entries, isFlow }
    : { kind: 'sequence', start: at, end: at, items, isFlow };
  building.at = Math.max(building.at, start);
  if (event.tagStart >= 0 || event.anchorStart >= 0) {
    name(building, node, event);
  }
  building.anchors.open(
    event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd),
    node,
  );
  building.frames.push({ node, entries, items, key: undefined });
}

function close(building: Building): void {
  const frame = building.frames.pop();
  if (frame === undefined) {
    return;
  }
  const { node, entries, key } = frame;
  if (key !== undefined) {
    entries.push({ key, value: undefined });
  }
  if (node.isFlow && isBracketed(building, frame)) {
    building.at = closerAt(building.source, Math.max(building.at, node.start - building.base + 1), node.kind);
  }
  node.end = Math.max(node.start, building.at + building.base);
  if (node.kind === 'map') {
    const duplicates = duplicateKeys(entries);
    if (duplicates.length > 0) {
      building.problems.push(...duplicates);
    }
  }
  building.anchors.close();
  add(building, node);
}

function alias(building: Building, nameStart: number, nameEnd: number): void {
  const { base, source, anchors } = building;
  building.at = nameEnd;
  const node: Writable<YamlAlias> = {
    kind: 'alias',
    start: nameStart - 1 + base,
    end: nameEnd + base,
    name: source.slice(nameStart, nameEnd),
    target: undefined,
  };
  node.target = anchors.resolve(node);
  add(building, node);
}

function add(building: Building, node: YamlNode): void {
  const frame = building.frames.at(-1);
  if (node.kind === 'scalar') {
    building.anchors.count();
  }
  if (frame === undefined) {
    building.root ??= node;
  } else if (frame.node.kind === 'sequence') {
    frame.items.push(node);
  } else if (frame.key === undefined) {
    frame.key = node;
  } else {
    frame.entries.push({ key: frame.key, value: node });
    frame.key = undefined;
  }
}

function name({ source }: Building, node: { tag?: string; anchor?: string }, event: Properties): void {
  if (event.tagStart >= 0) {
    node.tag = source.slice(event.tagStart, event.tagEnd);
  }
  if (event.anchorStart >= 0) {
    node.anchor = source.slice(event.anchorStart, event.anchorEnd);
  }
}

interface Properties {
  tagStart: number;
  tagEnd: number;
  anchorStart: number;
  anchorEnd: number;
}

/** Where an empty node lies that the events give no place: behind its tag, or the mark in front of it. */
function emptyAt({ source, at, frames }: Building): number {
  const frame = frames.at(-1);
  if (frame?.node.kind !== 'sequence' || source.charAt(at - 1) === '-') {
    return at;
  }
  const dash = skipSpace(source, at);
  return source.charAt(dash) === '-' ? dash + 1 : at;
}

/** Behind what was read, a `|` or `>` can only be the header's: comments stand behind it, or on lines of their own. */
function headerOf(source: string, at: number, contentStart: number): number {
  const from = Math.max(at, source.lastIndexOf('\n', contentStart - 2) + 1);
  for (let header = from; header < contentStart; header += 1) {
    const char = source.charCodeAt(header);
    if (char === 124 || char === 62) {
      return header;
    }
  }
  return from;
}

/** A pair in a flow sequence is a mapping without brackets of its own: it begins where its key does. */
function isBracketed({ source, base }: Building, { node, entries, key }: Frame): boolean {
  const char = source.charAt(node.start - base);
  const first = entries[0]?.key ?? key;
  return char === '[' || (char === '{' && first?.start !== node.start);
}

/** Behind the bracket that closes a flow collection; where it is missing, where it would be. */
function closerAt(source: string, from: number, kind: 'map' | 'sequence'): number {
  let at = skipSpace(source, from);
  while (/[,:?]/.test(source.charAt(at))) {
    at = skipSpace(source, at + 1);
  }
  return source.charAt(at) === (kind === 'map' ? '}' : ']') ? at + 1 : from;
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  while (isBlank(source.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

/** Over blanks, line breaks and comments. */
function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    while (isSpace(source.charCodeAt(at))) {
      at += 1;
    }
    if (source.charAt(at) !== '#') {
      return at;
    }
    while (at < source.length && !isEol(source.charCodeAt(at))) {
      at += 1;
    }
  }
}

function isBlank(char: number): boolean {
  return char === 32 || char === 9;
}

function isEol(char: number): boolean {
  return char === 10 || char === 13;
}

function isSpace(char: number): boolean {
  return isBlank(char) || isEol(char);
}
