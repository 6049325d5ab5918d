import { entriesOf, itemsOf, keyOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Span } from '../../problem.ts';
import { expandDollars } from './dollars.ts';

/** A field of a rule as it was written. */
export interface Field {
  key: Span;
  /** Where the value stands; the key where there is none. */
  span: Span;
  /** As the collector hands it on, nothing for `null`; `undefined` when it is known only there, or is no scalar. */
  text: string | undefined;
  isNull: boolean;
}

export interface SourceLabels extends Pick<Field, 'key' | 'span' | 'isNull'> {
  /** `undefined` when one of them is known only where the collector runs, or it is no list. */
  names: readonly { text: string; span: Span }[] | undefined;
}

/** What a rule says, before anything is made of it. */
export interface RuleFields {
  /** Of the whole rule. */
  span: Span;
  action?: Field;
  sourceLabels?: SourceLabels;
  separator?: Field;
  regex?: Field;
  modulus?: Field & { value: bigint | undefined };
  targetLabel?: Field;
  replacement?: Field;
}

export type FieldName = Exclude<keyof RuleFields, 'span'>;

/** The names as they are written in YAML. */
export const fieldKeys: Readonly<Record<FieldName, string>> = {
  action: 'action',
  sourceLabels: 'source_labels',
  separator: 'separator',
  regex: 'regex',
  modulus: 'modulus',
  targetLabel: 'target_label',
  replacement: 'replacement',
};

/** The fields of a rule; `undefined` for what is no mapping. Fields that no rule has are left out. */
export function readRuleFields(node: YamlNode): RuleFields | undefined {
  const map = resolved(node);
  if (map?.kind !== 'map') {
    return undefined;
  }
  const fields: RuleFields = { span: { start: node.start, end: node.end } };
  for (const entry of entriesOf(map)) {
    readField(fields, entry);
  }
  return fields;
}

function readField(fields: RuleFields, entry: YamlEntry): void {
  switch (keyOf(entry)) {
    case 'source_labels':
      fields.sourceLabels = sourceLabelsOf(entry);
      break;
    case 'modulus':
      fields.modulus = { ...fieldOf(entry), value: wholeNumberOf(entry.value) };
      break;
    case 'action':
      fields.action = fieldOf(entry);
      break;
    case 'separator':
      fields.separator = fieldOf(entry);
      break;
    case 'regex':
      fields.regex = fieldOf(entry);
      break;
    case 'target_label':
      fields.targetLabel = fieldOf(entry);
      break;
    case 'replacement':
      fields.replacement = fieldOf(entry);
      break;
    case undefined:
    default:
  }
}

function placesOf({ key, value }: YamlEntry): Pick<Field, 'key' | 'span' | 'isNull'> {
  const at = resolved(value);
  const isNull = value === undefined || (at?.kind === 'scalar' && at.value === null);
  return { key, span: value ?? key, isNull };
}

function fieldOf(entry: YamlEntry): Field {
  const places = placesOf(entry);
  const value = resolved(entry.value);
  const text = places.isNull ? '' : value?.kind === 'scalar' ? expandDollars(value.text) : undefined;
  return { ...places, text };
}

function wholeNumberOf(node: YamlNode | undefined): bigint | undefined {
  const value = node === undefined ? 0 : wholeOf(resolved(node));
  return value === null ? 0n : value === undefined || value < 0 ? undefined : BigInt(value);
}

function wholeOf(node: ReturnType<typeof resolved>): number | bigint | null | undefined {
  const value = node?.kind === 'scalar' ? node.value : undefined;
  return value === null || typeof value === 'bigint' || Number.isInteger(value)
    ? (value as number | bigint | null)
    : undefined;
}

function sourceLabelsOf(entry: YamlEntry): SourceLabels {
  const places = placesOf(entry);
  if (places.isNull) {
    return { ...places, names: [] };
  }
  const isList = resolved(entry.value)?.kind === 'sequence';
  const names: { text: string; span: Span }[] = [];
  for (const item of itemsOf(entry.value)) {
    const scalar = resolved(item);
    const text =
      scalar?.kind === 'scalar' ? expandDollars(scalar.value === null ? '' : scalar.text) : undefined;
    if (text === undefined) {
      return { ...places, names: undefined };
    }
    names.push({ text, span: { start: item.start, end: item.end } });
  }
  return { ...places, names: isList ? names : undefined };
}
