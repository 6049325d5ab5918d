import { aggregationOperators } from '../ast.ts';
import type { AggregationOperator, ValueType } from '../ast.ts';
import { functionOf } from '../functions.ts';
import { aggregationWords, functionWords } from './functions.ts';

/** What a function takes and gives, as a person reads it. */
export interface Signature {
  name: string;
  /** The whole line: `rate(v range-vector) instant-vector`. */
  label: string;
  /** Where in the label each parameter stands. */
  parameters: readonly (readonly [start: number, end: number])[];
  /** Whether the last parameter may come again. */
  repeats: boolean;
  /** Localised, Markdown. */
  documentation: string;
  isExperimental: boolean;
}

/** The words of Prometheus' own documentation for types, in any language. */
const typeNames: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant-vector',
  matrix: 'range-vector',
  unknown: 'expression',
};

/** `undefined` for what is neither a function nor an aggregation. */
export function signatureOf(name: string): Signature | undefined {
  const operator = aggregationOf(name);
  if (operator !== undefined) {
    return aggregationSignature(operator);
  }
  const signature = functionOf(name);
  const words = functionWords[name];
  if (signature === undefined || words === undefined) {
    return undefined;
  }
  const { args, optional, more, returns, isExperimental } = signature;
  const names = words.parameters.split(' ').filter((one) => one !== '');
  const written = args.map((type, at) => `${names[at] ?? names.at(-1) ?? ''} ${typeNames[type]}`);
  return {
    ...lineOf(name, { written, optional, repeats: more > 0 }, typeNames[returns]),
    ...{ repeats: more > 0, documentation: words.says(), isExperimental },
  };
}

/** The aggregation that a word is, in any case of letters. */
export function aggregationOf(word: string): AggregationOperator | undefined {
  const small = word.toLowerCase();
  return aggregationOperators.find((one) => one === small);
}

function aggregationSignature(operator: AggregationOperator): Signature {
  const { parameters, says } = aggregationWords[operator];
  const names = parameters.split(' ');
  const written = names.map((name) =>
    name === 'v'
      ? `v ${typeNames.vector}`
      : `${name} ${name === 'label' ? typeNames.string : typeNames.scalar}`,
  );
  return {
    ...lineOf(operator, { written, optional: 0, repeats: false }, typeNames.vector),
    ...{ repeats: false, documentation: says(), isExperimental: operator.startsWith('limit') },
  };
}

function lineOf(
  name: string,
  { written, optional, repeats }: { written: readonly string[]; optional: number; repeats: boolean },
  returns: string,
): Pick<Signature, 'name' | 'label' | 'parameters'> {
  let label = `${name}(`;
  const parameters = written.map((text, at): readonly [number, number] => {
    const isOptional = at >= written.length - optional;
    label += `${isOptional ? '[' : ''}${at === 0 ? '' : ', '}`;
    const start = label.length;
    label += text + (repeats && at === written.length - 1 ? ', ...' : '');
    const end = label.length;
    label += isOptional ? ']' : '';
    return [start, end];
  });
  return { name, label: `${label}) ${returns}`, parameters };
}
