import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** Queries, wherever they stand. */
export const promqlRules: Rules = {
  'promql/syntax': rule('error', () => l10n.t('A query cannot be read')),
  'promql/wrong-type': rule('error', () => l10n.t('An expression is of another type than is wanted there')),
  'promql/wrong-arguments': rule('error', () => l10n.t('A function has too few or too many arguments')),
  'promql/unknown-function': rule('error', () => l10n.t('There is no such function')),
  'promql/experimental-function': rule('error', () => l10n.t('A function is experimental')),
  'promql/wrong-operator': rule('error', () => l10n.t('An operator does not go with its sides')),
  'promql/bad-regex': rule('error', () => l10n.t('The regular expression of a matcher does not compile')),
  'promql/metric-twice': rule('error', () => l10n.t('A selector names its metric twice')),
  'promql/plain-regex': rule('hint', () => l10n.t('A regular expression matches one text only')),
  'promql/idle-matcher': rule('information', () => l10n.t('A matcher leaves nothing out')),
  'promql/costly-regex': rule('hint', () => l10n.t('A regular expression costs more than it must')),
  'promql/empty-selector': rule('error', () => l10n.t('A selector would select every series')),
  'promql/no-metric-name': rule('information', () => l10n.t('A selector names no metric')),
  'promql/unknown-metric': rule('warning', () => l10n.t('There is no such metric'), { isAcross: true }),
  'promql/rate-on-gauge': rule('warning', () => l10n.t('A function for counters is used on a gauge')),
  'promql/delta-on-counter': rule('warning', () => l10n.t('A function for gauges is used on a counter')),
  'promql/counter-without-rate': rule('information', () => l10n.t('A counter is used without its rate')),
  'promql/rate-after-sum': rule('warning', () => l10n.t('The rate of a sum is taken')),
  'promql/short-range': rule('warning', () => l10n.t('A range holds too few samples'), { isAcross: true }),
  'promql/label-lost': rule('warning', () => l10n.t('A label is asked for that an aggregation took away')),
  'promql/quantile-without-le': rule('warning', () => l10n.t('A quantile is taken of buckets without le')),
  'promql/quantile-of-buckets': rule('warning', () => l10n.t('A quantile ranks buckets')),
  'promql/no-match': rule('warning', () => l10n.t('The sides of an operator never match')),
  'promql/many-to-one': rule('warning', () => l10n.t('Several series may match one')),
  'promql/many-to-many': rule('warning', () => l10n.t('Several series may match several')),
};
