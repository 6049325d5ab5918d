import * as l10n from '@vscode/l10n';
import type { Suggestion } from '../../problem.ts';
import { aggregationOperators } from '../ast.ts';
import type { ValueType } from '../ast.ts';
import { functionNames, functionOf } from '../functions.ts';
import type { Fits, Keyword } from './fits.ts';

export type QuerySuggestionKind =
  | 'metric'
  | 'label'
  | 'labelValue'
  | 'function'
  | 'aggregation'
  | 'keyword'
  | 'operator'
  | 'duration'
  | 'variable'
  | 'snippet';

/** One thing that could be written at a place of a query. */
export type QuerySuggestion = Omit<Suggestion, 'kind'> & { kind: QuerySuggestionKind };

/** A suggestion without the place that it goes to. */
export type Item = Omit<QuerySuggestion, 'replace'>;

/** A text as a snippet writes it: as it is. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, String.raw`\$&`);
}

/** Whether an opening parenthesis stands behind the word already. */
function hasParenthesis({ place, replace }: Fits): boolean {
  return place.after?.text === '(' && place.after.start - replace.end <= 1;
}

export function functionItems(fits: Fits, gives?: ValueType): QuerySuggestion[] {
  const isCalled = hasParenthesis(fits);
  return functionNames
    .filter((name) => gives === undefined || functionOf(name)?.returns === gives)
    .map((name) => {
      const snippet = functionOf(name)?.args.length === 0 ? `${name}()` : `${name}($0)`;
      const order = functionOf(name)?.isExperimental ? seldom : usual;
      return calledItem(fits, { label: name, kind: 'function', order, snippet: isCalled ? name : snippet });
    });
}

export function aggregationItems(fits: Fits): QuerySuggestion[] {
  const isCalled = hasParenthesis(fits);
  return aggregationOperators.map((name) => {
    const order = name.startsWith('limit') ? seldom : usual;
    return calledItem(fits, {
      label: name,
      kind: 'aggregation',
      order,
      snippet: isCalled ? name : `${name}($0)`,
    });
  });
}

const usual = 4;
const seldom = 8;

/** Its words come when somebody looks at it: see `explainSuggestion`. */
function calledItem(
  { replace }: Fits,
  { label, kind, order, snippet }: Pick<QuerySuggestion, 'label' | 'kind' | 'snippet'> & { order: number },
): QuerySuggestion {
  // More than a hundred at each key: whole at once.
  return snippet.endsWith('($0)')
    ? { label, kind, snippet, order, replace, triggersNext: true }
    : { label, kind, snippet, order, replace };
}

export function keywordItems(fits: Fits, words: readonly Keyword[]): Item[] {
  return words.map((word) => {
    const takesLabels = !['bool', 'offset', '@', 'start()', 'end()'].includes(word);
    const goesOn = word === 'offset' || word === '@';
    const snippet = takesLabels && !hasParenthesis(fits) ? `${word} ($0)` : goesOn ? `${word} ` : word;
    return {
      ...{ label: word, kind: 'keyword', snippet, order: 1 },
      ...((takesLabels || goesOn) && { triggersNext: true }),
    };
  });
}

const operators = ['+', '-', '*', '/', '%', '^', '==', '!=', '>', '>=', '<', '<='];
const operatorWords = ['and', 'or', 'unless', 'atan2'];

export function operatorItems({ typed }: Fits): Item[] {
  const words = operatorWords.map((word): Item => ({
    ...{ label: word, kind: 'operator', snippet: `${word} `, order: 2 },
  }));
  // A word that is being written becomes no symbol.
  const symbols = operators.map((symbol): Item => ({
    ...{ label: symbol, kind: 'operator', snippet: `${symbol} `, order: 3 },
  }));
  return typed === '' ? [...words, ...symbols] : words;
}

export function matchOperatorItems(): Item[] {
  return ['=', '!=', '=~', '!~'].map((operator, order) => ({
    ...{ label: operator, kind: 'operator', snippet: `${operator}"$1"$0`, order, triggersNext: true },
  }));
}

const usualDurations = ['1m', '5m', '10m', '15m', '30m', '1h', '2h', '6h', '12h', '1d', '7d', '30d'];
const units = ['s', 'm', 'h', 'd', 'w', 'y', 'ms'];

/** Behind a number its units, else the usual ones. */
export function durationItems({ typed }: Fits, where: 'brackets' | 'step' | 'offset' | 'range'): Item[] {
  const stem = typed.replace(/[a-z]+$/, '');
  const texts = stem === '' ? usualDurations : units.map((unit) => stem + unit);
  // In this order, and before all else.
  return texts.map((text, at) => {
    const label = where === 'range' ? `[${text}]` : text;
    return { label, kind: 'duration', snippet: literal(label), order: at / 100 };
  });
}

/** Whole queries that people write again and again. */
export function snippetItems(): Item[] {
  const snippets: readonly [name: string, snippet: string, says: string][] = [
    ['rate', 'sum by (${2:job}) (rate(${1:metric}[${3:5m}]))$0', l10n.t('A counter per second, by a label')],
    [
      'errors',
      'sum(rate(${1:requests_total}{${2:code=~"5.."}}[${3:5m}])) / sum(rate(${1:requests_total}[${3:5m}]))$0',
      l10n.t('The share of requests that fail'),
    ],
    [
      'quantile',
      'histogram_quantile(${1:0.99}, sum by (le) (rate(${2:duration_seconds}_bucket[${3:5m}])))$0',
      l10n.t('A quantile of a classic histogram'),
    ],
    [
      'top',
      'topk(${1:10}, count by (${2:__name__}) ({${3:job=~".+"}}))$0',
      l10n.t('The metrics with the most series'),
    ],
    ['down', 'up{${1:job="$2"}} == 0$0', l10n.t('Targets that cannot be scraped')],
    ['missing', 'absent(${1:up}{${2:job="$3"}})$0', l10n.t('1 when a metric has gone missing')],
  ];
  return snippets.map(([label, snippet, says]) => ({
    ...{ label, kind: 'snippet', snippet, detail: says, order: 7 },
  }));
}
