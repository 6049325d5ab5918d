import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workspace } from '../../aws/amp.ts';
import type { Connection } from '../../aws/connection.ts';
import { copyText } from '../copy.ts';
import type { Deps } from '../deps.ts';
import { back, runSteps } from '../steps.ts';
import type { Step, StepAnswer } from '../steps.ts';
import { checkAlias, checkTags, parseTags } from './workspaceTags.ts';

/** What is asked, as text. Both may stay empty. */
interface Answers {
  alias: string;
  tags: string;
}

/** Asks for alias and tags, makes the workspace and waits until it is ACTIVE. Cancelled while it waits, the workspace stays. */
export async function createWorkspace(deps: Deps, connection: Connection): Promise<void> {
  const answers = await runSteps(
    l10n.t('Create AMP Workspace in {0}', connection.region),
    [askAlias(deps), askTags(deps)],
    { alias: '', tags: '' },
  );
  if (answers === undefined) {
    return;
  }
  const alias = answers.alias.trim();
  const aws = await deps.bundles.aws();
  const session = await deps.services.session(connection);
  // Not to be cancelled: whether it had reached AWS would be anybody's guess.
  const { id } = await deps.ask.busy(l10n.t('Create AMP Workspace'), () =>
    aws.createWorkspace(session, { ...(alias !== '' && { alias }), tags: parseTags(answers.tags) }),
  );
  deps.refresh();
  const made = await waitVisibly(deps, { label: alias || id, id, connection });
  deps.refresh();
  // Nobody waits for these: a message may stay on the screen for ever.
  void deps.guard.run('adot.workspace.create', () =>
    made ? offerUrl(deps, made) : tellThatItStays(deps, alias || id, connection),
  );
}

const askAlias =
  ({ ask }: Deps): Step<Answers> =>
  async (answers, place) => {
    const prompt = l10n.t('Alias: a name to find it by. Optional.');
    const text = await ask.inputStep({ ...place, prompt, value: answers.alias, validate: checkAlias });
    return into(text, (alias) => ({ ...answers, alias }));
  };

const askTags =
  ({ ask }: Deps): Step<Answers> =>
  async (answers, place) => {
    const prompt = l10n.t('Tags, for example team=metrics, stage=prod. Optional.');
    const text = await ask.inputStep({ ...place, prompt, value: answers.tags, validate: checkTags });
    return into(text, (tags) => ({ ...answers, tags }));
  };

function into(text: StepAnswer<string>, put: (text: string) => Answers): StepAnswer<Answers> {
  return text === undefined || text === back ? text : put(text);
}

/** The workspace once it is ACTIVE; `undefined` when the person stopped waiting. */
async function waitVisibly(
  { ask, bundles, services }: Deps,
  { label, id, connection }: { label: string; id: string; connection: Connection },
): Promise<Workspace | undefined> {
  return ask.progress(l10n.t('Creating workspace {0}', label), async (stop) => {
    try {
      const { waitUntilActive } = await bundles.aws();
      const session = await services.session(connection);
      return await waitUntilActive(session, id, {
        signal: stop,
        sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
      });
    } catch (error) {
      if (stop.aborted) {
        return undefined;
      }
      throw error;
    }
  });
}

/** What matters comes first: a message without buttons shows one line until somebody opens it. */
async function tellThatItStays({ ask }: Deps, label: string, { region }: Connection): Promise<void> {
  await ask.info(
    l10n.t(
      'AWS goes on creating the workspace {0} in {1}; only the waiting has stopped. Delete it if you do not need it.',
      label,
      region,
    ),
  );
}

async function offerUrl({ ask, bundles }: Deps, { alias, id, endpoint }: Workspace): Promise<void> {
  const copy = l10n.t('Copy Remote-Write URL');
  const buttons = endpoint === undefined ? [] : [copy];
  const picked = await ask.info(l10n.t('The workspace {0} is ready.', alias ?? id), ...buttons);
  if (picked === copy && endpoint !== undefined) {
    await copyText((await bundles.aws()).remoteWriteUrl(endpoint));
  }
}
