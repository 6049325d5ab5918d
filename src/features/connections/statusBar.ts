import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { profileLabel } from '../../explorer/connectionNodes.ts';
import { escapeMarkdown } from '../../explorer/words.ts';
import { sentence } from '../../trouble.ts';
import type { ConnectionStore } from './connections.ts';

/** The active profile and region in the status bar; a click switches them. */
export function registerStatusBar({ connections }: { connections: ConnectionStore }): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('adot.connection', vscode.StatusBarAlignment.Left, 10);
  item.name = l10n.t('ADOT Connection');
  item.command = 'adot.connection.switch';
  const paint = (): void => {
    paintItem(item, connections);
  };
  paint();
  return vscode.Disposable.from(
    item,
    connections.onDidChange(paint),
    connections.onDidChangeCredentials(paint),
  );
}

function paintItem(item: vscode.StatusBarItem, connections: ConnectionStore): void {
  const [first] = connections.all();
  if (!first) {
    item.hide();
    return;
  }
  const profile = profileLabel(first.profile);
  const regions = first.regions.join(', ');
  const state = connections.credentials(first.profile);
  const hasFailed = state.kind === 'failed';
  item.text = `${hasFailed ? '$(warning)' : '$(cloud)'} ${profile} · ${shorten(first.regions)}`;
  item.backgroundColor = hasFailed ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  const facts = [
    l10n.t('Profile: {0}', profile),
    l10n.t('Regions: {0}', regions),
    ...(state.kind === 'good' ? [l10n.t('Account: {0}', state.account), state.arn] : []),
    ...(hasFailed ? [sentence(state.advice)] : []),
  ];
  item.tooltip = new vscode.MarkdownString(
    [...facts.map(escapeMarkdown), l10n.t('Click to switch.')].join('  \n'),
  );
  item.accessibilityInformation = {
    label: [
      l10n.t('AWS profile {0}, region {1}', profile, regions),
      ...(hasFailed ? [l10n.t('credentials failed')] : []),
      l10n.t('switch connection'),
    ].join(', '),
    role: 'button',
  };
  item.show();
}

function shorten(regions: readonly string[]): string {
  const [first = '', ...others] = regions;
  return others.length === 0 ? first : `${first} +${others.length}`;
}
