import type { SchemaType } from './schema.ts';
import type { YamlScalar } from '../yaml/yamlNode.ts';

/**
 * Who reads a document, and so how a scalar becomes a value:
 * - `collector`: go-yaml v3 into plain data, then mapstructure without weak typing as confmap sets it up
 *   (https://github.com/open-telemetry/opentelemetry-collector/blob/v0.156.0/confmap/internal/decoder.go);
 * - `prometheus`: go-yaml straight into typed fields, strict
 *   (https://github.com/prometheus/prometheus/blob/main/config/config.go);
 * - `kubernetes`, `eksctl`: YAML 1.1 to JSON, then JSON into typed fields (https://github.com/kubernetes-sigs/yaml).
 */
export type Dialect = 'collector' | 'prometheus' | 'kubernetes' | 'eksctl';

export type ScalarType = 'null' | 'boolean' | 'integer' | 'number' | 'string';

/** What a reader of the dialect takes the scalar for; `undefined` when a tag makes it something else. */
export function typeOfScalar(scalar: YamlScalar, dialect: Dialect): ScalarType | undefined {
  if (scalar.tag !== undefined) {
    return tagged[scalar.tag.replace('tag:yaml.org,2002:', '!!')];
  }
  if (scalar.style !== 'plain') {
    return 'string';
  }
  const { value } = scalar;
  if (typeof value === 'string') {
    return isJson(dialect) && value.length <= 3 && yaml11Boolean.test(value) ? 'boolean' : goNumber(value);
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? integerOrFloat(scalar.text) : 'number';
  }
  return value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'integer';
}

const tagged: Readonly<Record<string, ScalarType>> = {
  '!!str': 'string',
  '!!bool': 'boolean',
  '!!int': 'integer',
  '!!float': 'number',
  '!!null': 'null',
  '!': 'string',
};

/** Words that YAML 1.2 leaves alone. https://yaml.org/type/bool.html */
const yaml11Boolean = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

/** go-yaml reads more integers than YAML 1.2 has: `0b11`, `1_000`. */
function goNumber(text: string): ScalarType {
  const first = text.charCodeAt(0);
  const mayBe = (first >= 48 && first <= 57) || first === 43 || first === 45;
  return mayBe && /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|[1-9][\d_]*)$/.test(text)
    ? 'integer'
    : 'string';
}

/** `1.0` and `1e3` are whole, but written as floats. */
function integerOrFloat(text: string): ScalarType {
  if (isDigits(text)) {
    return 'integer';
  }
  return /^[-+]?(?:0[xob])?[\da-fA-F_]+$/.test(text) && !/^[-+]?\d+[eE]\d+$/.test(text)
    ? 'integer'
    : 'number';
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char < 48 || char > 57) {
      return false;
    }
  }
  return text !== '';
}

/** Whether a reader of the dialect puts such a scalar into a field of this type without a complaint. */
export function fits(scalar: YamlScalar, type: ScalarType, wanted: SchemaType, dialect: Dialect): boolean {
  if (type === wanted || type === 'null') {
    return true; // Nobody refuses null: the field keeps its default.
  }
  if (wanted === 'number') {
    return type === 'integer';
  }
  if (wanted === 'integer') {
    // mapstructure and go-yaml cut the fraction off; JSON has it refused.
    return type === 'number' && (!isJson(dialect) || Number.isInteger(Number(scalar.value)));
  }
  return wanted === 'string' && dialect === 'prometheus';
}

/** Whether the dialect goes through JSON. */
export function isJson(dialect: Dialect): boolean {
  return dialect === 'kubernetes' || dialect === 'eksctl';
}

/**
 * Whether the collector puts something else in place of (a part of) the text before it reads it: then its type is not
 * known. `$${X}` is the text `${X}`, and so is `${X` without its end.
 * https://opentelemetry.io/docs/collector/configuration/#environment-variables
 */
export function isExpanded(scalar: YamlScalar, dialect: Dialect): boolean {
  // The text of a block scalar is only put together when somebody asks for it.
  if (isJson(dialect) || !scalar.text.includes('${')) {
    return false;
  }
  const { text } = scalar;
  const open = /(?:^|[^$])(?:\$\$)*\$\{/.exec(text);
  return open !== null && text.includes('}', open.index);
}
