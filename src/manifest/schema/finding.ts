import type { Span } from '../../problem.ts';
import type { Schema } from './schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { SchemaPlans } from './plan.ts';
import type { Dialect, ScalarType } from './scalarTypes.ts';

/** What a format says against a text. */
export interface FormatFault {
  /** Localised: what is wrong with it, a whole sentence; without it the format's own words are used. */
  reason?: string;
  /** A text that is most likely meant. */
  suggestion?: string;
}

/** `undefined` when the text is of the format. */
export type FormatCheck = (text: string) => FormatFault | undefined;

export interface SchemaContext {
  /** Who reads the values: decides which scalars pass for which types. */
  dialect: Dialect;
  /** What `#/definitions/NAME` leads to; without it the schema's own `definitions`. */
  definitions?: Readonly<Record<string, Schema>>;
  /** Plans made before, kept by who has the schemas; without them all are made anew. */
  plans?: SchemaPlans;
  /** By the name of the format; they go before the ones in formats.ts. A format that nobody knows is not checked. */
  formats?: Readonly<Record<string, FormatCheck>>;
}

export type FindingKind =
  /** A key that the mapping must not have. */
  | 'unknown-key'
  /** A key of a map with free keys that breaks the rule for its keys. */
  | 'bad-key'
  | 'type'
  | 'enum'
  /** `key` is missing. */
  | 'required'
  /** One of the keys `expected` is missing. */
  | 'one-required'
  /** Only one of the keys `expected` may be there. */
  | 'exclusive'
  /** Must not be there at all. */
  | 'forbidden'
  | 'format'
  | 'pattern'
  | 'too-short'
  | 'range'
  /** Items or entries are missing. */
  | 'too-few'
  /** A bare number as a duration, which counts nanoseconds. */
  | 'no-unit'
  | 'deprecated'
  /** No single cause: none of several alternatives fits. */
  | 'mismatch';

/** One place where a node is not what its schema says. */
export interface SchemaFinding {
  kind: FindingKind;
  /** The key of what is unknown, missing or deprecated; else the value. Where an alias stands, that alias. */
  span: Span;
  /** Keys and indexes from the node that was checked. */
  path: readonly (string | number)[];
  /** The key that is unknown, missing, bad, forbidden or deprecated. */
  key?: string;
  /** Types for `type`, values for `enum`, keys for the kinds that speak of keys, the format's name for `format`. */
  expected?: readonly (string | number | boolean | null)[];
  /** What a scalar is taken for; the node's kind for others. */
  got?: ScalarType | 'map' | 'sequence';
  /** The nearest key or value, when one is near. */
  suggestion?: string;
  /** What a format has to say. */
  reason?: string;
  /** The bound that is broken. */
  limit?: { word: 'minimum' | 'exclusiveMinimum' | 'maximum' | 'minLength' | 'minItems'; value: number };
  /** The value at fault. */
  node?: YamlNode;
  /** The entry at fault, and the mapping it stands in; not for what came through an alias. */
  entry?: YamlEntry;
  map?: Extract<YamlNode, { kind: 'map' }>;
  /** Where it really stands when an alias brought it in. */
  origin?: Span;
}
