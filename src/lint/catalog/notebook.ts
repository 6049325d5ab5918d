import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** Notebooks: their front matter, and what comments of their queries ask for. */
export const notebookRules: Rules = {
  'notebook/bad-front-matter': rule('warning', () =>
    l10n.t('The front matter is no list of keys and values'),
  ),
  'notebook/unknown-key': rule('warning', () => l10n.t('A key of the front matter is misspelt')),
  'notebook/bad-datasource': rule('warning', () => l10n.t('The data source of a notebook is none')),
  'notebook/secret-in-url': rule('warning', () => l10n.t('The data source has a user or a password in it')),
  'notebook/bad-default': rule('warning', () => l10n.t('A value of the front matter cannot be read')),
  'notebook/unknown-directive': rule('warning', () => l10n.t('There is no such directive')),
  'notebook/bad-directive': rule('warning', () => l10n.t('The value of a directive cannot be read')),
  'notebook/repeated-directive': rule('warning', () => l10n.t('A directive stands in a cell twice')),
  'notebook/repeated-name': rule('warning', () => l10n.t('Two cells have the same name')),
  'notebook/unknown-variable': rule('warning', () => l10n.t('No cell has the name of a variable')),
  'notebook/variable-cycle': rule('warning', () => l10n.t('Cells need each other’s results')),
  'notebook/too-many-points': rule('warning', () => l10n.t('A range has more points than servers answer')),
  'notebook/bad-range': rule('warning', () => l10n.t('A range has no length')),
  'notebook/bad-step': rule('warning', () => l10n.t('A step is too short')),
  'notebook/query-failed': rule('error', () => l10n.t('The server refuses the query')),
  'notebook/bad-variable': rule('warning', () => l10n.t('A variable does not fit where it stands')),
};
