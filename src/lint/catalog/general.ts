import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** YAML itself, comments that silence rules, and what a guide left open. */
export const generalRules: Rules = {
  'yaml/syntax': rule('error', () => l10n.t('The text is not valid YAML')),
  'yaml/refused-by-parser': rule('error', () =>
    l10n.t('The parser of the collector and kubectl refuses what YAML allows'),
  ),
  'yaml/not-portable': rule('warning', () =>
    l10n.t('The collector and kubectl read what YAML does not allow'),
  ),
  'yaml/duplicate-key': rule('error', () => l10n.t('A key stands twice in one mapping')),
  'yaml/unknown-alias': rule('error', () => l10n.t('An alias has no anchor')),
  'yaml/too-deep': rule('error', () => l10n.t('The YAML is nested too deeply to be read')),
  'yaml/excessive-aliases': rule('error', () => l10n.t('Aliases make far more of the text than can be read')),
  'yaml/unknown-suppression': rule('hint', () => l10n.t('An adot-ignore comment names no rule')),
  'yaml/unused-suppression': rule('hint', () => l10n.t('An adot-ignore comment silences nothing')),
  'placeholder/left': rule('warning', () => l10n.t('A placeholder is not filled in')),
};
