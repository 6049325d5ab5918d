import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Profile } from '../../aws/profiles.ts';
import type { ExplorerNode } from '../../explorer/node.ts';
import { Trouble } from '../../trouble.ts';
import type { Deps } from '../deps.ts';

const pollMs = 3_000;
const shellReadyMs = 3_000;
const patienceMs = 10 * 60_000;

/** "ADOT: Sign In to AWS": the AWS CLI's own sign-in in a terminal, after which everything that failed is tried again. */
export function registerSignIn(deps: Deps): vscode.Disposable {
  const { guard, connections } = deps;
  const running = new Map<string, vscode.Terminal>();
  const command = guard.command('adot.connection.signIn', async (from?: ExplorerNode | string) => {
    if (!vscode.workspace.isTrusted) {
      throw new Trouble({
        code: 'untrusted',
        what: l10n.t('No program is started in an untrusted workspace.'),
        todo: l10n.t('Trust the workspace, or sign in from a terminal of your own.'),
      });
    }
    const profile = await findProfile(deps, profileOf(from) ?? connections.active?.profile);
    const line = (await deps.bundles.aws()).signInCommand(profile);
    if (!line || profile.name === undefined) {
      throw noSignIn(profile);
    }
    const key = line.join(' ');
    const open = running.get(key);
    if (open) {
      open.show();
      return;
    }
    const terminal = vscode.window.createTerminal({
      name: l10n.t('Sign in: {0}', profile.name),
      iconPath: new vscode.ThemeIcon('key'),
    });
    running.set(key, terminal);
    terminal.show();
    try {
      await run(terminal, line);
      await untilSignedIn(deps, profile.name, terminal);
    } finally {
      running.delete(key);
    }
  });
  return command;
}

function profileOf(from: ExplorerNode | string | undefined): string | undefined {
  if (typeof from === 'string') {
    return from;
  }
  return from?.data.kind === 'connection'
    ? from.data.profile
    : from?.data.kind === 'error' && from.data.remedy?.kind === 'signIn'
      ? from.data.remedy.profile
      : undefined;
}

async function findProfile({ connections }: Deps, name: string | undefined): Promise<Profile> {
  const { profiles } = await connections.profiles();
  return profiles.find((profile) => profile.name === name) ?? { name, kind: 'none' };
}

function noSignIn({ name, kind }: Profile): Trouble {
  return new Trouble({
    code: 'noSignIn',
    what: l10n.t('The profile {0} has no sign-in.', name ?? l10n.t('environment')),
    cause:
      kind === 'static' || kind === 'environment'
        ? l10n.t('It holds its own access keys, which have to be renewed by hand.')
        : l10n.t('Its credentials come from elsewhere.'),
    todo: l10n.t('Renew its credentials, or switch to another connection.'),
    remedy: { kind: 'switchConnection' },
  });
}

/** What POSIX shells answer for a program that they cannot find. */
const notFound = 127;

function noAwsCli(): Trouble {
  return new Trouble({
    code: 'programMissing',
    what: l10n.t('The AWS CLI is not on the PATH of your terminal.'),
    todo: l10n.t('Install it, open a new terminal and sign in again.'),
  });
}

/** Types the command into the terminal's shell, so that the person's own PATH finds the AWS CLI. */
async function run(terminal: vscode.Terminal, [program = '', ...args]: readonly string[]): Promise<void> {
  const shell = terminal.shellIntegration ?? (await shellOf(terminal));
  if (shell) {
    shell.executeCommand(program, args);
  } else {
    terminal.sendText([program, ...args.map(quote)].join(' '));
  }
}

/** A profile's name may hold spaces; these quotes mean the same to POSIX shells and PowerShell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

function shellOf(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
  return new Promise((resolve) => {
    const finish = (shell?: vscode.TerminalShellIntegration): void => {
      listener.dispose();
      clearTimeout(timer);
      resolve(shell);
    };
    const timer = setTimeout(finish, shellReadyMs);
    const listener = vscode.window.onDidChangeTerminalShellIntegration((change) => {
      if (change.terminal === terminal) {
        finish(change.shellIntegration);
      }
    });
  });
}

/** Looks for credentials until they are there; gives up with the terminal, after a failed command, or in the end. */
async function untilSignedIn(
  { connections, log, services }: Deps,
  profile: string,
  terminal: vscode.Terminal,
): Promise<void> {
  const end = new AbortController();
  let exitCode: number | undefined;
  const listeners = vscode.Disposable.from(
    vscode.window.onDidCloseTerminal((closed) => closed === terminal && end.abort()),
    vscode.window.onDidEndTerminalShellExecution((ended) => {
      if (ended.terminal === terminal) {
        exitCode = ended.exitCode;
        end.abort();
      }
    }),
  );
  const region = connections.all().find((one) => one.profile === profile)?.regions[0] ?? 'us-east-1';
  const hasCredentials = async (): Promise<boolean> => {
    try {
      (await services.aws()).forget(profile);
      const session = await services.session({ profile, region });
      await session.authenticate();
      return true;
    } catch {
      return false;
    }
  };
  try {
    const deadline = Date.now() + patienceMs;
    while (!(await hasCredentials())) {
      if (end.signal.aborted || Date.now() > deadline) {
        log.warn(`Sign-in of ${profile} ended without credentials (exit code ${exitCode ?? 'unknown'})`);
        if (exitCode === notFound) {
          throw noAwsCli();
        }
        return;
      }
      await pause(pollMs, end.signal);
    }
    log.info(`Signed in to ${profile}`);
    connections.report(profile, { kind: 'unknown' });
    services.forget();
  } finally {
    listeners.dispose();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
