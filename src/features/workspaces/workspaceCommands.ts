import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection.ts';
import type { ExplorerNode } from '../../explorer/node.ts';
import { Trouble } from '../../trouble.ts';
import { copyText } from '../copy.ts';
import type { Deps } from '../deps.ts';
import { createWorkspace } from './workspaceCreate.ts';
import { deleteWorkspace } from './workspaceDelete.ts';
import { chooseConnection, chooseWorkspace } from './workspacePick.ts';
import type { Target } from './workspacePick.ts';
import { checkAlias, checkTags, compareTags, formatTags, parseTags } from './workspaceTags.ts';

/** Everything that can be done with AMP workspaces, from the view and from the palette. */
export function registerWorkspaceCommands(deps: Deps): vscode.Disposable {
  const { bundles, guard, services } = deps;

  const on = (id: string, title: string, work: (target: Target) => Promise<void>): vscode.Disposable =>
    guard.command(id, async (node?: ExplorerNode) => {
      const located = await chooseWorkspace(deps, node, title);
      if (located) {
        await inWordsOf(services, located.connection, async () =>
          work({ ...located, aws: await bundles.aws(), session: await services.session(located.connection) }),
        );
      }
    });
  const copy = (id: string, title: string, read: (target: Target) => string | Promise<string>) =>
    on(id, title, async (target) => {
      await copyText(await deps.ask.busy(title, async () => read(target)));
    });

  return vscode.Disposable.from(
    guard.command('adot.workspace.create', async (node?: ExplorerNode) => {
      const connection = await chooseConnection(deps, node, l10n.t('Create AMP Workspace'));
      if (connection) {
        await inWordsOf(services, connection, () => createWorkspace(deps, connection));
      }
    }),
    on('adot.workspace.rename', l10n.t('Rename AMP Workspace'), (target) => rename(deps, target)),
    on('adot.workspace.editTags', l10n.t('Edit Tags of AMP Workspace'), (target) => editTags(deps, target)),
    on('adot.workspace.delete', l10n.t('Delete AMP Workspace'), (target) => deleteWorkspace(deps, target)),
    on('adot.workspace.openConsole', l10n.t('Open AMP Workspace in AWS Console'), (target) =>
      openConsole(deps, target),
    ),
    copy('adot.workspace.copyId', l10n.t('Copy Workspace ID'), ({ workspace }) => workspace.id),
    copy('adot.workspace.copyArn', l10n.t('Copy Workspace ARN'), ({ workspace }) => workspace.arn),
    copy('adot.workspace.copyEndpoint', l10n.t('Copy Workspace Endpoint'), async (target) =>
      target.aws.workspaceUrl(await readEndpoint(target)),
    ),
    copy('adot.workspace.copyRemoteWriteUrl', l10n.t('Copy Remote-Write URL'), async (target) =>
      target.aws.remoteWriteUrl(await readEndpoint(target)),
    ),
    copy('adot.workspace.copyQueryUrl', l10n.t('Copy Query URL'), async (target) =>
      target.aws.queryUrl(await readEndpoint(target)),
    ),
  );
}

async function rename(deps: Deps, { aws, session, workspace }: Target): Promise<void> {
  const { id, alias = '' } = workspace;
  const title = l10n.t('Rename AMP Workspace');
  const text = await deps.ask.input({
    title,
    prompt: l10n.t('New alias of {0}. Its ID and URLs do not change.', id),
    value: alias,
    validateInput: (name) => (name.trim() === '' ? l10n.t('Enter an alias.') : checkAlias(name)),
  });
  const name = text?.trim();
  if (name === undefined || name === alias) {
    return;
  }
  await deps.ask.busy(title, () => aws.renameWorkspace(session, id, { alias: name }));
  deps.refresh();
}

async function editTags(deps: Deps, { aws, session, workspace }: Target): Promise<void> {
  const title = l10n.t('Edit Tags of {0}', workspace.alias ?? workspace.id);
  // The view may show them as they were a while ago.
  const { tags, arn } = await deps.ask.busy(title, () => aws.describeWorkspace(session, workspace.id));
  const text = await deps.ask.input({
    title,
    prompt: l10n.t(
      'All tags of the workspace as key=value, separated by commas. Tags that you leave out are removed.',
    ),
    placeHolder: 'team=metrics, stage=prod',
    value: formatTags(tags),
    validateInput: checkTags,
  });
  if (text === undefined) {
    return;
  }
  const { set, remove } = compareTags(tags, parseTags(text));
  const isSetting = Object.keys(set).length > 0;
  if (!isSetting && remove.length === 0) {
    return;
  }
  try {
    await deps.ask.busy(title, async () => {
      // New ones first: should the second call fail, nothing is lost.
      if (isSetting) {
        await aws.tagWorkspace(session, arn, { tags: set });
      }
      if (remove.length > 0) {
        await aws.untagWorkspace(session, arn, { keys: remove });
      }
    });
  } finally {
    deps.refresh();
  }
}

async function openConsole({ ask }: Deps, { aws, workspace }: Target): Promise<void> {
  const url = aws.consoleUrl(workspace);
  if (url === undefined) {
    throw new Trouble({
      code: 'noConsole',
      what: l10n.t('There is no known console for {0}.', workspace.arn),
    });
  }
  await ask.openLink(url);
}

/** Lists leave it out, so that it is asked for. Throws Trouble while there is none. */
async function readEndpoint({ aws, session, workspace }: Target): Promise<string> {
  const { endpoint, status, alias, id } = await aws.describeWorkspace(session, workspace.id);
  if (endpoint === undefined) {
    throw new Trouble({
      code: 'noEndpoint',
      what: l10n.t('{0} has no endpoint yet: its status is {1}.', alias ?? id, status),
      todo: l10n.t('Try again when it is ACTIVE.'),
      remedy: { kind: 'retry' },
    });
  }
  return endpoint;
}

/** Failures explained by the connection they happened in, which need not be the active one. */
async function inWordsOf<T>(
  services: Deps['services'],
  connection: Connection,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isCancelled = error instanceof vscode.CancellationError || (error as Error).name === 'AbortError';
    throw isCancelled ? error : new Trouble(await services.explain(error, connection), { cause: error });
  }
}
