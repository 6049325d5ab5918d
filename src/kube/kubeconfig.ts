import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { Cluster, Context, User } from '@kubernetes/client-node';
import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';

export interface KubeconfigOptions {
  /** One file of one's own choice, instead of what KUBECONFIG or the home folder say. */
  path?: string | undefined;
  env: NodeJS.ProcessEnv;
}

export interface KubeContext {
  name: string;
  cluster: string;
  user: string;
  namespace?: string;
  server?: string;
  isCurrent: boolean;
  file: string;
  /** The program that its user runs for credentials. */
  program?: string;
  /** Why it cannot be opened. */
  problem?: Advice;
}

export interface KubeContexts {
  contexts: KubeContext[];
  /** The files looked at, whether they exist or not. */
  files: string[];
  problems: { file: string; advice: Advice }[];
}

/** What one context needs, ready for `KubeConfig.loadFromOptions`. */
export interface ContextParts {
  context: Context;
  cluster: Cluster;
  user: User;
  file: string;
}

interface LoadedFile {
  file: string;
  config: KubeConfig;
  /** The first thing wrong with an entry; the other entries are in `config` all the same. */
  flaw?: string;
}

type Loaded = LoadedFile | { file: string; advice: Advice };

/**
 * Every context of the kubeconfig files, broken ones with their problem. Files merge as kubectl merges them: the first to
 * name a thing wins, a missing file of several is no error (kubernetes.io, "Organizing Cluster Access").
 */
export async function listContexts(options: KubeconfigOptions): Promise<KubeContexts> {
  const { files, loaded } = await loadFiles(options);
  const good = loaded.filter((one) => 'config' in one);
  const current = good.map(({ config }) => config.currentContext).find((name) => name);
  const contexts = new Map<string, KubeContext>();
  for (const { file, config } of good) {
    for (const context of config.contexts) {
      if (!contexts.has(context.name)) {
        contexts.set(context.name, describeContext(context, file, good, context.name === current));
      }
    }
  }
  return {
    contexts: [...contexts.values()],
    files,
    problems: loaded.flatMap((one) =>
      'advice' in one
        ? [{ file: one.file, advice: one.advice }]
        : one.flaw === undefined
          ? []
          : [{ file: one.file, advice: flawAdvice(one.file, one.flaw) }],
    ),
  };
}

/** The parts of one context. Throws `Trouble` when it is not there or lacks its cluster or user. */
export async function readContext(name: string, options: KubeconfigOptions): Promise<ContextParts> {
  const { files, loaded } = await loadFiles(options);
  const good = loaded.filter((one) => 'config' in one);
  const owner = good.find(({ config }) => config.contexts.some((context) => context.name === name));
  const context = owner?.config.contexts.find((one) => one.name === name);
  if (!owner || !context) {
    const broken = loaded.find((one) => 'advice' in one);
    throw new Trouble(broken && 'advice' in broken ? broken.advice : missingContext(name, files));
  }
  const { problem } = describeContext(context, owner.file, good, false);
  const cluster = find(good, 'clusters', context.cluster);
  if (problem || !cluster) {
    throw new Trouble(problem ?? missingContext(name, files));
  }
  // client-node leaves the certificates out for a context without a user.
  const user = find(good, 'users', context.user)?.entry ?? { name: 'anonymous' };
  return { context: { ...context, user: user.name }, cluster: cluster.entry, user, file: owner.file };
}

/** The files kubectl would read: the path given, else KUBECONFIG's, else ~/.kube/config. */
export function kubeconfigFiles({ path: chosen, env }: KubeconfigOptions): string[] {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (chosen !== undefined) {
    return [chosen.replace(/^~(?=[\\/]|$)/, home)];
  }
  const named = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter((file) => file !== '');
  return named.length > 0 ? [...new Set(named)] : [path.join(home, '.kube', 'config')];
}

async function loadFiles(options: KubeconfigOptions): Promise<{ files: string[]; loaded: Loaded[] }> {
  const files = kubeconfigFiles(options);
  const present = options.path === undefined ? files.filter((file) => existsSync(file)) : files;
  return { files, loaded: await Promise.all(present.map(loadFile)) };
}

async function loadFile(file: string): Promise<Loaded> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { file, advice: unreadable(file, error) };
  }
  const config = new KubeConfig();
  if (text.trim() === '') {
    return { file, config };
  }
  try {
    config.loadFromString(text, { onInvalidEntry: 'filter' });
  } catch (error) {
    return { file, advice: malformed(file, error) };
  }
  if (!/^[\s{,"']*(apiVersion|kind|clusters|contexts|users|current-context)["']?\s*:/m.test(text)) {
    return { file, advice: malformed(file, undefined) };
  }
  config.makePathsAbsolute(path.dirname(path.resolve(file)));
  const flaw = findFlaw(text);
  return { file, config, ...(flaw !== undefined && { flaw }) };
}

/** client-node filters bad entries without a word; asked to throw it names the first. */
function findFlaw(text: string): string | undefined {
  try {
    new KubeConfig().loadFromString(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function find<K extends 'clusters' | 'users'>(
  files: readonly LoadedFile[],
  kind: K,
  name: string,
): { entry: KubeConfig[K][number]; file: string } | undefined {
  for (const { file, config } of files) {
    const entry = config[kind].find((one) => one.name === name);
    if (entry) {
      return { entry, file };
    }
  }
  return undefined;
}

function describeContext(
  context: Context,
  file: string,
  files: readonly LoadedFile[],
  isCurrent: boolean,
): KubeContext {
  const cluster = find(files, 'clusters', context.cluster)?.entry;
  const user = find(files, 'users', context.user)?.entry;
  const program = user && programOf(user);
  const missing = !cluster
    ? l10n.t('its cluster “{0}” is not in the file', context.cluster)
    : context.user && !user
      ? l10n.t('its user “{0}” is not in the file', context.user)
      : undefined;
  return {
    name: context.name,
    cluster: context.cluster,
    user: context.user ?? '',
    ...(context.namespace !== undefined && { namespace: context.namespace }),
    ...(cluster && { server: cluster.server }),
    isCurrent,
    file,
    ...(program !== undefined && { program }),
    ...(missing !== undefined && {
      problem: {
        code: 'badKubeconfig',
        what: l10n.t(
          'The context “{0}” cannot be used: {1}, or that entry is incomplete.',
          context.name,
          missing,
        ),
        todo: l10n.t('Fix {0}, then refresh.', file),
        remedy: { kind: 'openFile', path: file },
      } satisfies Advice,
    }),
  };
}

/** The program that a user's credentials come from; `undefined` when they lie in the file. */
export function programOf(user: User): string | undefined {
  const exec = user.exec as { command?: string } | undefined | null;
  const provider = user.authProvider as { config?: Record<string, unknown> } | undefined | null;
  const legacy = provider?.config?.['cmd-path'];
  return exec?.command ?? (typeof legacy === 'string' ? legacy : undefined);
}

function missingContext(name: string, files: readonly string[]): Advice {
  return {
    code: 'badKubeconfig',
    what: l10n.t('There is no context “{0}” in the kubeconfig.', name),
    cause: l10n.t('Looked in {0}.', files.join(', ')),
    todo: l10n.t('Refresh to see the current contexts.'),
    remedy: { kind: 'retry' },
  };
}

function malformed(file: string, error: unknown): Advice {
  return {
    code: 'badKubeconfig',
    what: l10n.t('The file {0} is not a kubeconfig, or its YAML is malformed.', file),
    ...(error instanceof Error &&
      !(error instanceof TypeError) && { cause: `${error.message.split('\n')[0]}.` }),
    todo: l10n.t('Fix the file, then refresh.'),
    remedy: { kind: 'openFile', path: file },
  };
}

function flawAdvice(file: string, flaw: string): Advice {
  return {
    code: 'badKubeconfig',
    what: l10n.t('The kubeconfig {0} has an entry that cannot be used.', file),
    cause: flaw.startsWith('Cannot read') ? l10n.t('The entry is empty.') : `${flaw}.`,
    todo: l10n.t('Fix the file, then refresh.'),
    remedy: { kind: 'openFile', path: file },
  };
}

function unreadable(file: string, error: unknown): Advice {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return {
    code: 'badKubeconfig',
    what: isMissing
      ? l10n.t('The kubeconfig {0} does not exist.', file)
      : l10n.t('The kubeconfig {0} cannot be read.', file),
    ...(!isMissing && error instanceof Error && { cause: `${error.message}.` }),
    todo: l10n.t('Check the setting for the kubeconfig path.'),
    remedy: { kind: 'openSettings', setting: 'adot.kubernetes.kubeconfig' },
  };
}
