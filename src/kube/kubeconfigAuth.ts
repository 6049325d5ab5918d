import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import * as path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { User } from '@kubernetes/client-node';
import * as l10n from '@vscode/l10n';
import { redact } from '../log.ts';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import { programOf } from './kubeconfig.ts';
import type { ContextParts } from './kubeconfig.ts';

export interface AuthOptions {
  env: NodeJS.ProcessEnv;
  mayRunPrograms: boolean;
}

/**
 * Gives the request options that carry a context's identity: headers, certificates, `auth`, `servername`. `refused` are the
 * headers of one that was refused: what they came from is not kept any longer. Throws `Trouble` when a program it needs is
 * missing, fails or may not run.
 */
export type Authorizer = (options: {
  signal?: AbortSignal | undefined;
  refused: RequestOptions['headers'];
}) => Promise<RequestOptions>;

/** A plugin may open a browser and wait for a person, but not for ever. */
const programTimeoutMs = 120_000;

/**
 * client-node does the work, exec plugins included; it keeps their credentials until they expire. Requests that come together
 * share a run, and one that was refused takes what another one has got since, as client-go does: a plugin may open a browser.
 */
export function createAuthorizer(parts: ContextParts, options: AuthOptions): Authorizer {
  const program = programOf(parts.user);
  const origins = new WeakMap<object, Promise<KubeConfig>>();
  let config: Promise<KubeConfig> | undefined;
  let run: { work: Promise<RequestOptions>; waiting: number } | undefined;

  const apply = async (loading: Promise<KubeConfig>): Promise<RequestOptions> => {
    const headers = {};
    const request: RequestOptions = { headers };
    await (await loading).applyToHTTPSOptions(request);
    origins.set(request.headers ?? headers, loading);
    return request;
  };

  return async ({ signal, refused }) => {
    if (program !== undefined && !options.mayRunPrograms) {
      throw untrusted(program, parts.context.name);
    }
    if (refused && origins.get(refused) === config) {
      config = undefined;
      run = undefined;
    }
    config ??= load(parts, options.env);
    run ??= { work: apply(config), waiting: 0 };
    const own = run;
    const signals = [AbortSignal.timeout(programTimeoutMs), ...(signal ? [signal] : [])];
    own.waiting++;
    try {
      return await untilAborted(own.work, AbortSignal.any(signals));
    } catch (error) {
      if (!signal?.aborted && run === own) {
        // Nothing of it is kept: the program may be there next time.
        config = undefined;
        run = undefined;
      }
      throw program === undefined || signal?.aborted || error instanceof Trouble
        ? error
        : programFailed(program, parts.context.name, error);
    } finally {
      own.waiting--;
      // One that nobody waits for any more may hang: whoever comes next begins anew.
      if (own.waiting === 0 && run === own) {
        run = undefined;
      }
    }
  };
}

async function load(
  { context, cluster, user, file }: ContextParts,
  env: NodeJS.ProcessEnv,
): Promise<KubeConfig> {
  const prepared = prepareProgram(user, file, env);
  if (prepared.exec) {
    await checkProgram(prepared, context.name);
  }
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [cluster],
    users: [prepared],
    contexts: [{ ...context, cluster: cluster.name, user: prepared.name }],
    currentContext: context.name,
  });
  return config;
}

function untrusted(program: string, context: string): Trouble {
  return new Trouble({
    code: 'untrusted',
    what: l10n.t('The context “{0}” gets its credentials from the program “{1}”.', context, program),
    cause: l10n.t('Programs are not run in an untrusted workspace.'),
    todo: l10n.t('Trust the workspace to use this cluster.'),
  });
}

interface ExecConfig {
  command: string;
  apiVersion?: string;
  env?: { name: string; value: string }[] | null;
}

/**
 * The user with its plugin as client-go would start it: a path with a slash counts from the kubeconfig's folder, and
 * KUBERNETES_EXEC_INFO is set (client-go plugin/pkg/client/auth/exec). `env` wins over the process's own.
 */
function prepareProgram(user: User, file: string, env: NodeJS.ProcessEnv): User {
  const exec = user.exec as ExecConfig | undefined | null;
  if (!exec?.command) {
    return user;
  }
  const isRelative = /[\\/]/.test(exec.command) && !path.isAbsolute(exec.command);
  const given = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && process.env[name] !== value ? [{ name, value }] : [],
  );
  const info = { kind: 'ExecCredential', apiVersion: exec.apiVersion, spec: { interactive: false } };
  return {
    ...user,
    exec: {
      ...exec,
      command: isRelative ? path.resolve(path.dirname(file), exec.command) : exec.command,
      env: [...given, { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }, ...(exec.env ?? [])],
    },
  };
}

async function checkProgram(user: User, context: string): Promise<void> {
  const { command, env } = user.exec as ExecConfig & { env: { name: string; value: string }[] };
  const own = env.findLast(({ name }) => name.toUpperCase() === 'PATH')?.value;
  const folders = (own ?? process.env['PATH'] ?? process.env['Path'] ?? '').split(path.delimiter);
  if (path.isAbsolute(command) ? existsSync(command) : await isOnPath(command, folders)) {
    return;
  }
  throw new Trouble(missingProgram(command, context, folders));
}

async function isOnPath(command: string, folders: readonly string[]): Promise<boolean> {
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  for (const folder of folders.filter((one) => one !== '')) {
    for (const ending of endings) {
      try {
        await access(path.join(folder, command + ending), constants.X_OK);
        return true;
      } catch {
        // Not here; the next one.
      }
    }
  }
  return false;
}

function missingProgram(command: string, context: string, folders: readonly string[]): Advice {
  const isPath = path.isAbsolute(command);
  return {
    code: 'programMissing',
    what: l10n.t('The context “{0}” needs the program “{1}”, which was not found.', context, command),
    cause: isPath
      ? l10n.t('The kubeconfig names exactly this path.')
      : l10n.t('VS Code searched its PATH: {0}', folders.join(path.delimiter)),
    todo: isPath
      ? l10n.t('Install it there, or correct the path in the kubeconfig.')
      : l10n.t(
          'Install it, or start VS Code from a terminal in which it works. For EKS you can also use the cluster from the AWS connection, which needs no program.',
        ),
    remedy: { kind: 'retry' },
  };
}

function programFailed(program: string, context: string, error: unknown): Trouble {
  const name = path.basename(program);
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const said = error instanceof SyntaxError ? l10n.t('It printed no credential.') : lastLine(error);
  return new Trouble(
    {
      code: 'programFailed',
      what: timedOut
        ? l10n.t(
            'The program “{0}” returned no credential for the context “{1}” within {2} s.',
            name,
            context,
            programTimeoutMs / 1000,
          )
        : l10n.t('The program “{0}” could not provide a credential for the context “{1}”.', name, context),
      ...(!timedOut && said !== '' && { cause: said }),
      todo: l10n.t('Run it in a terminal to see what it needs, for example a new sign-in.'),
      remedy: { kind: 'retry' },
    },
    { cause: error },
  );
}

/** The last line a program wrote: that is where they say what is wrong. */
function lastLine(error: unknown): string {
  const lines = error instanceof Error ? error.message.split('\n').filter((line) => line.trim() !== '') : [];
  return redact(lines.at(-1)?.trim().slice(0, 300) ?? '');
}

/** client-node's plugins cannot be stopped; the wait for them can. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
