import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { FrontMatterKey } from '../../../notebook/frontMatter/readFrontMatter.ts';
import { Trouble } from '../../../trouble.ts';
import type { Deps } from '../../deps.ts';
import type { NotebookCode } from '../file/code.ts';
import { pickDatasource } from './datasourcePick.ts';
import { defaultsOf, headOf, writeHead } from '../file/notebookFiles.ts';
import type { Profiles } from './profiles.ts';

type HeadDeps = Pick<Deps, 'ask' | 'bundles' | 'connections' | 'log' | 'services'> & {
  code: NotebookCode;
  profiles: Profiles;
};

/** What the front matter of a notebook says, changed by questions. */
export interface HeadCommands {
  chooseDatasource(notebook: vscode.NotebookDocument): Promise<void>;
  editDefaults(notebook: vscode.NotebookDocument): Promise<void>;
}

export function createHeadCommands(deps: HeadDeps): HeadCommands {
  const { ask, code } = deps;

  const write = async (
    notebook: vscode.NotebookDocument,
    key: FrontMatterKey,
    value: string,
  ): Promise<void> => {
    const head = code.setFrontMatter(headOf(notebook), key, value === '' ? undefined : value);
    if (!(await writeHead(notebook, head))) {
      throw new Trouble({
        code: 'notEdited',
        what: l10n.t('The notebook could not be changed.'),
        cause: l10n.t('It may be read-only, or it changed at the same moment.'),
        todo: l10n.t('Try again.'),
      });
    }
  };

  const askDuration = async (key: 'range' | 'step', old: number | undefined): Promise<string | undefined> =>
    ask.input({
      title: key,
      prompt:
        key === 'range'
          ? l10n.t('How far back queries look that do not say it themselves. Empty: one hour.')
          : l10n.t('Time between two points of queries that do not say it themselves. Empty: by the range.'),
      placeHolder: key === 'range' ? '1h' : '30s',
      value: old === undefined ? '' : code.durationText(old),
      validateInput: (text) =>
        text.trim() === '' || code.positiveSeconds(text.trim()) !== undefined
          ? undefined
          : l10n.t('Enter a duration, such as 30s or 1h30m.'),
    });

  const askTimezone = async (): Promise<string | undefined> => {
    const items = [
      { label: 'UTC' },
      { label: 'local', description: Intl.DateTimeFormat().resolvedOptions().timeZone },
      ...Intl.supportedValuesOf('timeZone').map((label) => ({ label })),
    ];
    return (
      await ask.pick(items, { title: 'timezone', placeHolder: l10n.t('Time zone of charts and tables') })
    )?.label;
  };

  return {
    chooseDatasource: async (notebook) => {
      const text = await pickDatasource(deps);
      await (text !== undefined && write(notebook, 'datasource', text));
    },
    editDefaults: async (notebook) => {
      const { range, step, timezone } = defaultsOf(code, notebook);
      const shown = (seconds: number | undefined): string | undefined =>
        seconds === undefined ? undefined : code.durationText(seconds);
      const picked = await ask.pick(
        [
          { label: l10n.t('Range'), description: shown(range) ?? '1h', key: 'range' as const },
          { label: l10n.t('Step'), description: shown(step) ?? l10n.t('Automatic'), key: 'step' as const },
          { label: l10n.t('Time Zone'), description: timezone ?? 'local', key: 'timezone' as const },
        ],
        { title: l10n.t('Defaults of Notebook') },
      );
      if (!picked) {
        return;
      }
      const { key } = picked;
      const value =
        key === 'timezone' ? await askTimezone() : await askDuration(key, key === 'range' ? range : step);
      await (value !== undefined && write(notebook, key, value.trim()));
    },
  };
}
