import type { Span } from '../../problem.ts';
import {
  aggregationOperators,
  aggregationParameters,
  binaryOperators,
  comparisonOperators,
  listWords,
  setOperators,
} from '../ast.ts';
import type { ValueType } from '../ast.ts';
import { functionOf } from '../functions.ts';
import { isLabelArgument } from '../labelArguments.ts';
import { calleeOf, commasSince, isClosed, placeAt, wordOf } from './place.ts';
import type { Place } from './place.ts';

/** A kind of thing that could be written at a place. */
export type Fit =
  /** `within`: the function that they are for. */
  | { kind: 'metric'; within?: string }
  /** A metric as a text in quotes: in braces. */
  | { kind: 'quotedMetric' }
  /** `gives`: only those that give this type. */
  | { kind: 'function'; gives?: ValueType }
  | { kind: 'aggregation' }
  | { kind: 'snippet' }
  | { kind: 'keyword'; words: readonly Keyword[] }
  | { kind: 'operator' }
  | { kind: 'matchOperator' }
  /** `braces`: a value follows. */
  | { kind: 'label'; where: 'braces' | 'list' | 'argument' }
  | { kind: 'labelValue' }
  /** `range`: with its brackets. */
  | { kind: 'duration'; where: 'brackets' | 'step' | 'offset' | 'range' }
  | { kind: 'variable' };

export type Keyword =
  | 'by'
  | 'without'
  | 'on'
  | 'ignoring'
  | 'group_left'
  | 'group_right'
  | 'bool'
  | 'offset'
  | '@'
  | 'start()'
  | 'end()';

/** What fits at a place of a query, and what it takes the place of. */
export interface Fits {
  place: Place;
  kinds: readonly Fit[];
  /** What stands of it already. */
  typed: string;
  replace: Span;
  /** The quote that it stands in. */
  quote?: string;
}

/** The kinds of things that fit at the cursor, the most likely first; `undefined` where nothing does: in comments. */
export function fitsAt(text: string, offset: number): Fits | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) {
    return undefined;
  }
  return variableFits(place) ?? stringFits(place) ?? { place, ...wordOf(place), kinds: kindsAt(place) };
}

/** Behind a `$` nothing but variables fit. */
function variableFits(place: Place): Fits | undefined {
  const { text, offset } = place;
  const typed = /\$(?:\{[\w:.-]{0,100}|\w{0,100})$/.exec(text.slice(Math.max(0, offset - 105), offset))?.[0];
  if (typed === undefined) {
    return undefined;
  }
  const end = /^\w*\}?/.exec(text.slice(offset, offset + 100))?.[0] ?? '';
  const isBraced = typed.startsWith('${');
  const replace = {
    start: offset - typed.length,
    end: offset + (isBraced ? end : end.replace('}', '')).length,
  };
  return { place, typed, replace, kinds: [{ kind: 'variable' }] };
}

function stringFits(place: Place): Fits | undefined {
  const { touched, text, offset } = place;
  if (touched?.kind !== 'string') {
    return undefined;
  }
  const end = isClosed(touched.text) ? touched.end - 1 : offset;
  const replace = alternative(place, { start: touched.start + 1, end });
  const quote = touched.text.charAt(0);
  return { place, typed: text.slice(replace.start, offset), replace, quote, kinds: kindsInString(place) };
}

/** In a regular expression only the alternative at the cursor: `a|b`. */
function alternative({ before, open, text, offset }: Place, { start, end }: Span): Span {
  const isRegex = ['=~', '!~'].includes(before.at(-1)?.text ?? '') && before[open.at(-1) ?? -1]?.text === '{';
  if (!isRegex) {
    return { start, end };
  }
  const from = Math.max(
    text.slice(start, offset).lastIndexOf('|'),
    text.slice(start, offset).lastIndexOf('('),
  );
  const rest = text.slice(offset, end).search(/[|)]/);
  return { start: start + from + 1, end: rest < 0 ? end : offset + rest };
}

function kindsInString(place: Place): Fit[] {
  const { before, open } = place;
  const opener = open.at(-1) ?? -1;
  const last = before.at(-1)?.text ?? '';
  if (before[opener]?.text === '{') {
    if (matchOperators.includes(last)) {
      return [{ kind: 'labelValue' }, { kind: 'variable' }];
    }
    return last === '{' || last === ',' ? [{ kind: 'quotedMetric' }, { kind: 'label', where: 'list' }] : [];
  }
  const callee = before[opener]?.text === '(' ? calleeOf(place, opener) : undefined;
  if (callee === undefined) {
    return [];
  }
  const isLabel = isLabelList(place, opener) || isLabelArgument(callee, commasSince(place, opener));
  return isLabel ? [{ kind: 'label', where: 'argument' }] : [];
}

const matchOperators: readonly string[] = ['=', '!=', '=~', '!~'];

function kindsAt(place: Place): readonly Fit[] {
  const { before, open, touched } = place;
  const opener = open.at(-1) ?? -1;
  const bracket = before[opener]?.text;
  if (bracket === '{') {
    return kindsInBraces(place);
  }
  if (bracket === '[') {
    const isStep = before.slice(opener).some(({ text }) => text === ':');
    return [{ kind: 'duration', where: isStep ? 'step' : 'brackets' }, { kind: 'variable' }];
  }
  if (bracket === '(' && isLabelList(place, opener)) {
    const isNext = ['(', ','].includes(before.at(-1)?.text ?? '');
    return isNext ? [{ kind: 'label', where: 'list' }] : [];
  }
  const last = before.at(-1);
  if (
    last?.kind === 'word' &&
    last.text.toLowerCase() === 'offset' &&
    isOperandEnd(place, before.length - 2)
  ) {
    return [{ kind: 'duration', where: 'offset' }, { kind: 'variable' }];
  }
  if (last?.text === '@') {
    return [{ kind: 'keyword', words: ['start()', 'end()'] }, { kind: 'variable' }];
  }
  // A number that is being written is all that there is.
  if (touched?.kind === 'number' || touched?.kind === 'duration') {
    return [];
  }
  return isOperandEnd(place, before.length - 1) ? operatorKinds(place) : operandKinds(place);
}

function kindsInBraces({ before }: Place): Fit[] {
  const last = before.at(-1);
  const text = last?.text ?? '';
  if (last?.kind === 'symbol' && (text === '{' || text === ',')) {
    return [{ kind: 'label', where: 'braces' }];
  }
  if (last?.kind === 'symbol' && matchOperators.includes(text)) {
    return [{ kind: 'labelValue' }];
  }
  const isLabel =
    last?.kind === 'word' || (last?.kind === 'string' && /^[{,]$/.test(before.at(-2)?.text ?? ''));
  return isLabel ? [{ kind: 'matchOperator' }] : [];
}

/** Whether the parenthesis belongs to `by`, `on` and their like. */
function isLabelList({ before }: Place, opener: number): boolean {
  const word = before[opener - 1];
  return word?.kind === 'word' && listWords.includes(word.text.toLowerCase());
}

const operatorWords = new Set<string>([
  ...binaryOperators.filter((one) => /^[a-z]/.test(one)),
  'bool',
  'offset',
  ...listWords,
]);

/** Whether what ends with a token is an operand, behind which an operator stands. */
function isOperandEnd(place: Place, index: number): boolean {
  const token = place.before[index];
  switch (token?.kind) {
    case 'number':
    case 'duration':
    case 'string':
    case 'placeholder':
      return true;
    case 'word':
      // A metric may have the name of a keyword, where an operand is expected.
      return !operatorWords.has(token.text.toLowerCase()) || (index === 0 && !listWords.includes(token.text));
    case 'symbol':
      if (token.text === ')') {
        const opener = place.closes.get(index) ?? -1;
        return opener >= 0 && (!isLabelList(place, opener) || isTrailing(place, opener));
      }
      return token.text === ']' || token.text === '}';
    case 'end':
    case undefined:
      return false;
  }
}

/** Whether a list of labels stands behind the aggregation that it is for: `sum(x) by (…)`. */
function isTrailing(place: Place, opener: number): boolean {
  const word = place.before[opener - 1]?.text.toLowerCase() ?? '';
  return (word === 'by' || word === 'without') && place.before[opener - 2]?.text === ')';
}

function operandKinds(place: Place): readonly Fit[] {
  const { before, open } = place;
  const words = matchingWords(place);
  const opener = open.findLast((at) => before[at]?.text === '(') ?? -1;
  const callee = opener < 0 ? undefined : calleeOf(place, opener);
  const wanted = callee === undefined ? undefined : wantedIn(callee, commasSince(place, opener));
  const last = before.at(-1);
  const list = last?.text === ')' ? before[(place.closes.get(before.length - 1) ?? 0) - 1] : last;
  if (
    (list?.kind === 'word' && /^(?:by|without)$/i.test(list.text)) ||
    (last?.kind === 'word' && listWords.includes(last.text.toLowerCase()))
  ) {
    return [];
  }
  const keywords: Fit[] = words.length > 0 ? [{ kind: 'keyword', words }] : [];
  const variable: Fit = { kind: 'variable' };
  const isArgument = last?.text === '(' || last?.text === ',';
  if (isArgument && wanted === 'string') {
    return [variable];
  }
  if (isArgument && wanted === 'scalar') {
    return [{ kind: 'function', gives: 'scalar' }, variable];
  }
  const metric: Fit = { kind: 'metric', ...(callee !== undefined && { within: callee }) };
  const snippets: Fit[] = before.length === 0 ? [{ kind: 'snippet' }] : [];
  return [metric, { kind: 'function' }, { kind: 'aggregation' }, ...snippets, ...keywords, variable];
}

/** What an argument is to be; `undefined` for one of what is no function. */
function wantedIn(callee: string, at: number): ValueType | undefined {
  const aggregation = callee.toLowerCase();
  if (aggregationOperators.some((one) => one === aggregation)) {
    return (at === 0 ? aggregationParameters[aggregation] : undefined) ?? 'vector';
  }
  const args = functionOf(callee)?.args;
  return args?.[Math.min(at, args.length - 1)];
}

/** The words that go with the operator in front of the cursor, besides an operand. */
function matchingWords(place: Place): Keyword[] {
  const { before, closes } = place;
  const at = before.length - 1;
  const last = before[at];
  const word = last?.text.toLowerCase() ?? '';
  if (word === 'bool') {
    return ['on', 'ignoring'];
  }
  if (last?.text === ')') {
    const opener = closes.get(at) ?? -1;
    const list = before[opener - 1]?.text.toLowerCase() ?? '';
    const isSet = setOperators.includes(before[opener - 2]?.text.toLowerCase() ?? '');
    return (list === 'on' || list === 'ignoring') && !isSet ? ['group_left', 'group_right'] : [];
  }
  const isBinary = binaryOperators.some((one) => one === word) && isOperandEnd(place, at - 1);
  return isBinary
    ? [...(comparisonOperators.includes(word) ? (['bool'] as const) : []), 'on', 'ignoring']
    : [];
}

function operatorKinds(place: Place): readonly Fit[] {
  const { before, closes, open } = place;
  const at = before.length - 1;
  const last = before[at];
  const name =
    last?.text === ')'
      ? calleeOf(place, closes.get(at) ?? -1)
      : last?.kind === 'word'
        ? last.text
        : undefined;
  const isAggregation = aggregationOperators.some((one) => one === name?.toLowerCase());
  const hasGrouping = last?.text === ')' && before[(closes.get(at) ?? 0) - 1]?.text === ')';
  const grouping: Fit[] =
    isAggregation && !hasGrouping ? [{ kind: 'keyword', words: ['by', 'without'] }] : [];
  if (isAggregation && last?.kind === 'word') {
    return grouping;
  }
  const isSelector = last?.text === '}' || last?.kind === 'word';
  const isSeries = isSelector || last?.text === ']';
  const opener = open.findLast((one) => before[one]?.text === '(') ?? -1;
  const callee = opener < 0 ? undefined : calleeOf(place, opener);
  const wantsRange = callee !== undefined && wantedIn(callee, commasSince(place, opener)) === 'matrix';
  return [
    ...grouping,
    ...(isSelector && wantsRange ? [{ kind: 'duration', where: 'range' } as const] : []),
    { kind: 'operator' },
    ...(isSeries ? [{ kind: 'keyword', words: ['offset', '@'] } as const] : []),
  ];
}
