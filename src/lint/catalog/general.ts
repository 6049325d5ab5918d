import * as l10n from '@vscode/l10n';
import type { Rules } from './rule.ts';

/** YAML itself, comments that silence rules, and what a guide left open. */
export const generalRules: Rules = {
  'yaml/syntax': { severity: 'error', title: () => l10n.t('The text is not valid YAML') },
  'yaml/duplicate-key': { severity: 'error', title: () => l10n.t('A key stands twice in one mapping') },
  'yaml/unknown-alias': { severity: 'error', title: () => l10n.t('An alias has no anchor') },
  'yaml/too-deep': { severity: 'error', title: () => l10n.t('The YAML is nested too deeply to be read') },
  'yaml/unknown-suppression': {
    severity: 'hint',
    title: () => l10n.t('An adot-ignore comment names no rule'),
  },
  'yaml/unused-suppression': {
    severity: 'hint',
    title: () => l10n.t('An adot-ignore comment silences nothing'),
  },
  'placeholder/left': { severity: 'warning', title: () => l10n.t('A placeholder is not filled in') },
};
