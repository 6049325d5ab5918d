import { isAlias, isMap, isSeq } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import type { Problem, Span } from '../problem.ts';
import { parseYamlDocuments } from './yaml.ts';
import type { ScalarStyle, YamlEntry, YamlNode } from './yamlNode.ts';

/** One document of a YAML file. */
export interface YamlDocument extends Span {
  /** `undefined` when the document is empty or nothing of it can be read. */
  root: YamlNode | undefined;
  /** What is wrong with the YAML itself, in the order of the text; the rest is read all the same. */
  problems: readonly Problem[];
}

/** Every document of a file. Never throws: what is broken is left out and stands in `problems`. */
export function readYamlFile(text: string): YamlDocument[] {
  return parseYamlDocuments(text).map((document) => ({
    start: document.range[0],
    end: document.range[2],
    root: document.contents ? nodeOf(document.contents, { document, known: new Map() }) : undefined,
    problems: document.errors.map(({ message, pos: [start, end] }) => ({
      code: 'yaml/syntax',
      severity: 'error',
      message,
      span: { start, end },
    })),
  }));
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  BLOCK_FOLDED: 'folded',
  BLOCK_LITERAL: 'literal',
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
};

interface Reading {
  document: Document.Parsed<ParsedNode>;
  /** What an alias leads to is read once, or a few lines of aliases to aliases would fill all memory. */
  known: Map<ParsedNode, YamlNode>;
}

function nodeOf(node: ParsedNode, reading: Reading): YamlNode {
  const known = reading.known.get(node) ?? readNode(node, reading);
  reading.known.set(node, known);
  return known;
}

function readNode(node: ParsedNode, reading: Reading): YamlNode {
  const [start, end] = node.range;
  if (isAlias(node)) {
    const target = node.resolve(reading.document) as ParsedNode | undefined;
    return { kind: 'alias', start, end, name: node.source, target: target && nodeOf(target, reading) };
  }
  const extra = {
    ...(node.tag !== undefined && { tag: node.tag }),
    ...('anchor' in node && node.anchor !== undefined && { anchor: node.anchor }),
  };
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): YamlEntry => ({
      key: nodeOf(key, reading),
      value: value ? nodeOf(value, reading) : undefined,
    }));
    return { kind: 'map', start, end, entries, isFlow: node.flow === true, ...extra };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => nodeOf(item, reading));
    return { kind: 'sequence', start, end, items, isFlow: node.flow === true, ...extra };
  }
  const value = node.value as string | number | boolean | null;
  const text = node.source;
  return {
    kind: 'scalar',
    start,
    end,
    style: styles[node.type ?? ''] ?? 'plain',
    text,
    value,
    ...extra,
  };
}
