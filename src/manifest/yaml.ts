import { parseAllDocuments, parseDocument } from 'yaml';
import type { Document, ParsedNode } from 'yaml';

/** Lenient: what can be read of a half-written file is worth more than a refusal. */
const lenient = { strict: false, uniqueKeys: false, logLevel: 'silent', keepSourceTokens: true } as const;

/** The first document as plain data; `undefined` when there is none or nothing of it can be read. Never throws. */
export function readYaml(text: string): unknown {
  return toData(parseDocument(text, lenient));
}

/** Every document of a file with its nodes and their offsets. Never throws: broken parts are left out. */
export function parseYamlDocuments(text: string): Document.Parsed<ParsedNode>[] {
  const documents = parseAllDocuments(text, lenient);
  // An empty stream comes as an empty list that carries the stream's own problems.
  return Array.isArray(documents) ? [...documents] : [];
}

/** Plain data of a document. Aliases that lead nowhere or explode make it `undefined`. */
export function toData(document: Document.Parsed<ParsedNode>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    return undefined;
  }
}

/** The value as a mapping; `undefined` for everything else. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The member of a mapping under a path of keys; `undefined` when a step is missing. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    at = asRecord(at)?.[key];
  }
  return at;
}
