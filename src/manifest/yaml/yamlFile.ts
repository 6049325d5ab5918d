import { parseEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import type { Problem, Span } from '../../problem.ts';
import { tooDeep } from './anchors.ts';
import { mayBeRefused, refusedByGoYaml } from './goYaml/refused.ts';
import { takenByGoYaml } from './goYaml/taken.ts';
import { recoverTree } from './recovery.ts';
import type { Keys } from './usual/cursor.ts';
import { readUsual, unusualCharacters } from './usual/readUsual.ts';
import type { Refusal } from './syntaxProblems.ts';
import { documentChunks } from './yamlChunks.ts';
import { entryOf, textOf } from './yamlNode.ts';
import type { YamlNode } from './yamlNode.ts';
import { buildTree } from './yamlTree.ts';
import type { YamlTree } from './yamlTree.ts';

/** One document of a YAML file. Its span takes in its markers and comments; the documents of a file have no gaps between them. */
export interface YamlDocument extends Span {
  /** `undefined` when the document is empty or nothing of it can be read. */
  root: YamlNode | undefined;
  /** What is wrong with the YAML itself, in the order of the text; the rest is read all the same. */
  problems: readonly Problem[];
}

/** What documents were read before, by their text, so that a change in one of them costs the reading of one. */
export interface YamlMemory {
  before: ReadonlyMap<string, KnownDocument>;
  /** Takes up what is read now. */
  now: Map<string, KnownDocument>;
}

export interface KnownDocument {
  document: YamlDocument;
  /** What it was built of, to build it anew where it moved to; `undefined` when it is broken. */
  events?: readonly Event[] | undefined;
}

/**
 * Every document of a file. Never throws: what is broken is left out and stands in `problems`. A document that the memory has at
 * the same place is that very object.
 */
export function readYamlFile(text: string, memory?: YamlMemory): YamlDocument[] {
  const isUsual = mayBeRefused(text) ? () => false : usualStretches(text);
  const keys: Keys = [];
  return documentChunks(text).map((chunk) => {
    const place: Place = { text, chunk, keys, mayBeUsual: isUsual(chunk) };
    if (memory === undefined) {
      return readDocument(place).document;
    }
    const source = sourceOf(place);
    const known = memory.now.get(source) ?? memory.before.get(source);
    const read = known?.document.start === chunk.start ? known : readDocument(place, known?.events);
    memory.now.set(source, read);
    return read.document;
  });
}

/** Deeper than anybody writes, and shallow enough for every walk over the nodes. */
const maxDepth = 100;

/** What is broken and longer than this is not read again to find out more. */
const maxRecovered = 300_000;

/** A document to read. */
interface Place {
  text: string;
  chunk: Span;
  /** Of the whole file. */
  keys: Keys;
  /** Whether it has no character that the quick reader leaves to others. */
  mayBeUsual: boolean;
}

/** Whether stretches of the text, asked for in their order, are without characters that the quick reader leaves to others. */
function usualStretches(text: string): (stretch: Span) => boolean {
  const pattern = unusualCharacters();
  const next = (from: number): number => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
  };
  let found = next(0);
  return ({ start, end }) => {
    if (found < start) {
      found = next(start);
    }
    return found >= end;
  };
}

function sourceOf({ text, chunk }: Place): string {
  return chunk.start === 0 && chunk.end === text.length ? text : text.slice(chunk.start, chunk.end);
}

function readDocument(place: Place, known?: readonly Event[]): KnownDocument {
  const { start, end } = place.chunk;
  const usual = place.mayBeUsual ? readUsual(place.text, place.chunk, place.keys) : undefined;
  const { root, problems, events }: Read = usual ?? readTree(sourceOf(place), start, known);
  const document = { start, end, root, problems: problems.length === 0 ? problems : judged(root, problems) };
  return { document, events };
}

type Read = YamlTree & { events?: readonly Event[] };

function readTree(source: string, base: number, known?: readonly Event[]): Read {
  try {
    const events = known ?? parseEvents(source, { maxDepth });
    const { root, problems } = buildTree(source, events, base);
    return { root, problems: [...problems, ...refusedByGoYaml(source, base, root)], events };
  } catch (error) {
    const refusal = error instanceof YAMLException ? error : undefined;
    const reason = refusal?.reason ?? String(error);
    const at = Math.min(refusal?.mark?.position ?? 0, source.length) + base;
    const span = { start: at, end: Math.min(at + 1, source.length + base) };
    if (reason.startsWith('nesting exceeded') || error instanceof RangeError) {
      return {
        root: undefined,
        problems: [{ code: 'yaml/too-deep', severity: 'warning', message: tooDeep(), span }],
      };
    }
    return recover(source, base, { reason, span });
  }
}

function recover(source: string, base: number, refusal: Refusal): YamlTree {
  if (source.length > maxRecovered) {
    return recoverTree('', base, refusal);
  }
  const taken = takenByGoYaml(source, base, maxDepth);
  if (taken === undefined) {
    return recoverTree(source, base, refusal);
  }
  const { root, problems } = buildTree(taken.source, taken.events, base);
  return { root, problems: [...problems, ...taken.problems] };
}

/** kubectl takes the last of two values without a word, where the others refuse the file. */
function judged(root: YamlNode | undefined, problems: readonly Problem[]): readonly Problem[] {
  const apiVersion = textOf(entryOf(root, 'apiVersion')?.value);
  if (
    apiVersion === undefined ||
    apiVersion.startsWith('eksctl.io/') ||
    entryOf(root, 'kind') === undefined
  ) {
    return problems;
  }
  return problems.map((problem) =>
    problem.code === 'yaml/duplicate-key' ? { ...problem, severity: 'warning' } : problem,
  );
}
