import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readPromqlSettings } from '../settings.ts';
import { queryLanguageOf } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';

/** In the status bar, beside the language of a file: where its metrics are looked up. Notebooks say it themselves. */
export function registerSourceStatus({ sources }: Pick<PromqlRoomParts, 'sources'>): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('adot.promql.datasource', { language: 'promql' });
  item.name = l10n.t('PromQL Data Source');
  item.command = { command: 'adot.promql.chooseDatasource', title: l10n.t('Choose') };
  const show = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || queryLanguageOf(document) !== 'promql') {
      return;
    }
    const { datasource } = readPromqlSettings(document.uri);
    const { size } = sources.of(document).source.metrics();
    item.text = datasource === '' ? l10n.t('No data source') : datasource;
    item.detail =
      datasource === ''
        ? l10n.t('Metrics and labels are not known')
        : size === 0
          ? l10n.t('No metrics are known yet')
          : l10n.t('Metrics: {0}', size.toLocaleString(vscode.env.language));
  };
  show();
  return vscode.Disposable.from(
    item,
    sources.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}
