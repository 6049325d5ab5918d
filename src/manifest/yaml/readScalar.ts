import type { ScalarStyle } from './yamlNode.ts';

export type ScalarValue = string | number | boolean | null;

/**
 * Whose reading of plain scalars counts. `core` is YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).
 * `collector` is go-yaml v3 (https://github.com/yaml/go-yaml/blob/v3.0.4/resolve.go): `yes` is a string, `0777` is octal.
 * `kubernetes` is sigs.k8s.io/yaml, which is go-yaml v2 (https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go): `yes`, `no`, `on`, `off`, `y` and
 * `n` are booleans. `prometheus` reads its own files by v2 too; inside a collector's config the collector reads them first.
 */
export type Dialect = 'core' | 'collector' | 'kubernetes' | 'prometheus';

/** A scalar as far as its value goes. */
export interface ScalarWords {
  text: string;
  style: ScalarStyle;
  tag?: string;
}

/** The value of a scalar as this parser reads it. What looks like a time is given as its text. */
export function readScalar({ text, style, tag }: ScalarWords, dialect: Dialect = 'core'): ScalarValue {
  if (tag === undefined && style !== 'plain') {
    return text;
  }
  if (tag === undefined) {
    return resolve(text, dialect);
  }
  const type = coreTypes[shortTag(tag)];
  const value = type === undefined ? text : resolve(text, dialect);
  return type?.(value) === true ? value : text;
}

/** `!!int` for what is written `!<tag:yaml.org,2002:int>` too. */
export function shortTag(tag: string): string {
  const verbatim = /^!<(.*)>$/s.exec(tag)?.[1] ?? tag;
  return verbatim.replace(/^tag:yaml\.org,2002:/, '!!');
}

const coreTypes: Readonly<Record<string, (value: ScalarValue) => boolean>> = {
  '!!null': (value) => value === null,
  '!!bool': (value) => typeof value === 'boolean',
  '!!int': (value) => Number.isInteger(value),
  '!!float': (value) => typeof value === 'number',
};

const words: Readonly<Record<string, ScalarValue>> = {
  ...spellings(null, ['null']),
  ...spellings(true, ['true']),
  ...spellings(false, ['false']),
  ...spellings(Number.POSITIVE_INFINITY, ['.inf', '+.inf']),
  ...spellings(Number.NEGATIVE_INFINITY, ['-.inf']),
  '': null,
  '~': null,
  '.nan': Number.NaN,
  '.NaN': Number.NaN,
  '.NAN': Number.NaN,
};

const yaml11Words: Readonly<Record<string, ScalarValue>> = {
  ...words,
  ...spellings(true, ['y', 'yes', 'on']),
  ...spellings(false, ['n', 'no', 'off']),
};

/** As YAML knows them: all small, first letter large, all large. */
function spellings(value: ScalarValue, all: readonly string[]): Record<string, ScalarValue> {
  const forms = all.flatMap((word) => [
    word,
    word.replace(/[a-z]/, (letter) => letter.toUpperCase()),
    word.toUpperCase(),
  ]);
  return Object.fromEntries(forms.map((form) => [form, value]));
}

const longestWord = 5;

/** Whether what begins so may be a word or a number: digits, signs, a dot, `~`, the letters of the words, nothing at all. */
function mayMean(first: number): boolean {
  return first >= 65
    ? beginnings.includes(first)
    : (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46 || Number.isNaN(first);
}

const beginnings: readonly number[] = Array.from('nNtTfFyYoO~', (char) => char.charCodeAt(0));

function resolve(text: string, dialect: Dialect): ScalarValue {
  if (!mayMean(text.charCodeAt(0))) {
    return text;
  }
  const known = dialect === 'kubernetes' || dialect === 'prometheus' ? yaml11Words : words;
  if (text.length <= longestWord && Object.hasOwn(known, text)) {
    return known[text] ?? null;
  }
  return (dialect === 'core' ? coreNumber(text) : goNumber(text)) ?? text;
}

const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function coreNumber(text: string): number | undefined {
  return decimal.test(text) || /^0o[0-7]+$|^0x[\da-fA-F]+$/.test(text) ? Number(text) : undefined;
}

/** As Go's `strconv.ParseInt` reads it with base 0, underscores left out, and else as a decimal. */
function goNumber(text: string): number | undefined {
  if (text.startsWith('.')) {
    return /^\.\d+(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
  }
  const plain = text.replaceAll('_', '');
  const [, sign, prefix, digits = ''] = /^([-+]?)0([xXoObB]?)([\da-fA-F]+)$/.exec(plain) ?? [];
  const radix = prefix === undefined ? undefined : radixes[prefix.toLowerCase()];
  if (radix !== undefined && [...digits].every((digit) => Number.parseInt(digit, radix) >= 0)) {
    return Number.parseInt(digits, radix) * (sign === '-' ? -1 : 1);
  }
  return decimal.test(plain) ? Number(plain) : undefined;
}

const radixes: Readonly<Record<string, number>> = { '': 8, o: 8, x: 16, b: 2 };
