import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Trouble } from '../../trouble.ts';
import { listClusterItems } from '../explorer/clusterItems.ts';
import type { Language } from '../collectorYaml/language.ts';
import type { Deps } from '../deps.ts';
import type { TargetChoice } from './targetStore.ts';

export type ChooseDeps = Pick<Deps, 'ask' | 'bundles' | 'services' | 'connections'> & {
  language: Language;
  /** Remembers the name of the cluster that was chosen last. */
  workspaceState: vscode.Memento;
};

const lastKey = 'adot.relabelCluster';

/** Asks where targets come from. `undefined` when that was cancelled, `none` for no targets any more. */
export async function chooseTargets(
  deps: ChooseDeps,
  before: TargetChoice | undefined,
): Promise<TargetChoice | 'none' | undefined> {
  const items = [
    {
      label: `$(server-environment) ${l10n.t('A cluster...')}`,
      detail: l10n.t('Its Services, Pods and other objects that the jobs look for, as they are now.'),
      choose: () => chooseCluster(deps),
    },
    {
      label: `$(clippy) ${l10n.t('The clipboard')}`,
      detail: l10n.t('JSON of Prometheus’ /api/v1/targets or of file_sd_configs, or label sets, one a line.'),
      choose: async () => given(deps, await vscode.env.clipboard.readText(), l10n.t('the clipboard')),
    },
    ...selections().map(({ name, text }) => ({
      label: `$(selection) ${l10n.t('The selection in {0}', name)}`,
      detail: l10n.t('In the same forms as the clipboard.'),
      choose: () => Promise.resolve(given(deps, text, name)),
    })),
    ...(before
      ? [
          {
            label: `$(circle-slash) ${l10n.t('No targets')}`,
            choose: () => Promise.resolve('none' as const),
          },
        ]
      : []),
  ];
  const title = l10n.t('Choose Targets for Relabel Lens');
  const picked = await deps.ask.pick<(typeof items)[number]>(items, {
    title,
    placeHolder: l10n.t('Where the targets come from'),
  });
  return picked?.choose();
}

async function chooseCluster(deps: ChooseDeps): Promise<TargetChoice | undefined> {
  const gone = new AbortController();
  const last = deps.workspaceState.get<string>(lastKey);
  const items = listClusterItems(deps, gone.signal).then((found) => [
    ...found.filter(({ label }) => label === last),
    ...found.filter(({ label }) => label !== last),
  ]);
  try {
    const title = l10n.t('Choose Targets for Relabel Lens');
    const picked = await deps.ask.pick(items, { title, placeHolder: l10n.t('Cluster') });
    if (!picked) {
      return undefined;
    }
    await deps.workspaceState.update(lastKey, picked.label);
    return { kind: 'cluster', cluster: picked.cluster, name: picked.label };
  } finally {
    gone.abort();
  }
}

function selections(): { name: string; text: string }[] {
  return vscode.window.visibleTextEditors.flatMap(({ document, selection }) =>
    selection.isEmpty
      ? []
      : [{ name: document.uri.path.split('/').at(-1) ?? '', text: document.getText(selection) }],
  );
}

function given({ ask, language }: ChooseDeps, text: string, from: string): TargetChoice {
  const { targets, unread } = language.code.parseTargets(text);
  if (targets.length === 0) {
    throw new Trouble({
      code: 'noTargets',
      what: l10n.t('There are no targets in {0}.', from),
      todo: l10n.t(
        'Copy the JSON of Prometheus’ /api/v1/targets, or label sets such as {0}, one a line, then choose again.',
        '{__address__="10.0.0.1:80"}',
      ),
    });
  }
  if (unread > 0) {
    // Not waited for: the message may stay.
    void ask.warn(
      l10n.t('Targets read: {0}. Lines or items that could not be read: {1}.', targets.length, unread),
    );
  }
  return { kind: 'given', targets, from };
}
