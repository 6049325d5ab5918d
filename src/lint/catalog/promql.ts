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
};
