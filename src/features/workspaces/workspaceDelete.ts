import * as l10n from '@vscode/l10n';
import type { Deps } from '../deps.ts';
import type { Target } from './workspacePick.ts';

/** Says what is lost, has the name typed, and starts the deletion, by id. */
export async function deleteWorkspace(deps: Deps, target: Target): Promise<void> {
  const { aws, session, workspace } = target;
  const { id, alias } = workspace;
  const { ask, log } = deps;
  const title = l10n.t('Delete AMP Workspace');
  const detail = await ask.busy(title, () => describeLosses(target));
  const isAgreed = await ask.confirm({
    message: l10n.t('Delete the AMP workspace {0}?', alias === undefined ? id : `${alias} (${id})`),
    detail,
    yes: l10n.t('Delete...'),
  });
  if (!isAgreed) {
    return;
  }
  const accepted = await ask.busy(title, () => acceptedNames(target));
  const [first = id, second] = accepted;
  const wanted = second === undefined ? first : l10n.t('{0} or {1}', first, second);
  const typed = await ask.input({
    title,
    prompt: l10n.t('This cannot be undone. Type {0} to delete the workspace.', wanted),
    placeHolder: first,
    validateInput: (text) => (accepted.includes(text.trim()) ? undefined : l10n.t('Type {0}.', wanted)),
  });
  if (typed === undefined || !accepted.includes(typed.trim())) {
    return;
  }
  await ask.busy(title, () => aws.deleteWorkspace(session, id));
  log.info(`Deletion of workspace ${id} has begun`);
  deps.refresh();
}

/** What goes away with the workspace, and what will write into the void. What may not be read is said to be unknown. */
async function describeLosses({ aws, session, workspace }: Target): Promise<string> {
  const [rules, alerts, scrapers] = await Promise.allSettled([
    aws.listRuleNamespaces(session, workspace.id),
    aws.describeAlertManager(session, workspace.id),
    aws.listScrapers(session, workspace.arn),
  ]);
  const lost = [l10n.t('All its metrics: they can no longer be queried and are erased within a month.')];
  if (rules.status === 'rejected') {
    lost.push(l10n.t('Its rules, if any (they could not be read).'));
  } else if (rules.value.length > 0) {
    lost.push(l10n.t('Its rule groups namespaces: {0}.', rules.value.map(({ name }) => name).join(', ')));
  }
  if (alerts.status === 'rejected') {
    lost.push(l10n.t('Its alert manager definition, if any (it could not be read).'));
  } else if (alerts.value) {
    lost.push(l10n.t('Its alert manager definition.'));
  }
  const lines = [l10n.t('Deleted with it:'), ...lost.map((one) => `• ${one}`)];
  if (scrapers.status === 'rejected') {
    lines.push('', l10n.t('Scrapers may write to it (they could not be read).'));
  } else if (scrapers.value.length > 0) {
    const names = scrapers.value.map(({ alias, id }) => alias ?? id).join(', ');
    lines.push(
      '',
      l10n.t('These scrapers write to it; they keep running and keep costing money: {0}.', names),
    );
  }
  return lines.join('\n');
}

/** The id always; the alias too, unless another workspace of the region has the same. */
async function acceptedNames({ aws, session, workspace }: Target): Promise<string[]> {
  const { id, alias } = workspace;
  if (alias === undefined) {
    return [id];
  }
  const all = await aws.allWorkspaces(session);
  const hasNamesake = all.some((other) => other.alias === alias && other.id !== id);
  return hasNamesake ? [id] : [alias, id];
}
