import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Connection } from '../aws/connection.ts';
import type { Network } from '../aws/network.ts';
import type { Aws, AwsSession } from '../aws/session.ts';
import type { ClusterRef } from '../explorer/node.ts';
import type { Cluster } from '../kube/cluster.ts';
import type { Log } from '../log.ts';
import { Trouble } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import type { Ask } from './ask.ts';
import { openClusterRef } from './clusters.ts';
import type { Bundles } from './load.ts';
import { createNetworkReader } from './connections/network.ts';
import { refusePrograms } from './trust.ts';

/** Where a failure happened, as far as that helps to explain it. */
export type Where = Connection | ClusterRef;

/** AWS and Kubernetes for features: made on first use, made anew when settings or files change. */
export interface Services extends vscode.Disposable {
  aws(): Promise<Aws>;
  /** Clients for one identity in one region. */
  session(connection: Connection): Promise<AwsSession>;
  /** Opens an EKS cluster (token minted here, kept 14 minutes) or a kubeconfig context. */
  cluster(ref: ClusterRef): Promise<Cluster>;
  /** As VS Code's own settings say it now. */
  network(): Network;
  /** Any failure in words; AWS and Kubernetes know their own errors. */
  explain(error: unknown, where?: Where): Promise<Advice>;
  /** Drops cached credentials, tokens and clients: of one profile, or of all. Whoever shows what they gave reads anew. */
  forget(profile?: string): void;
  /** Everything read before is stale: settings or files changed, or `forget` was called. */
  readonly onDidChange: vscode.Event<void>;
}

export interface ServicesOptions {
  bundles: Bundles;
  log: Log;
  ask: Ask;
}

const retryMessageMs = 5_000;
const staleSettings = ['http', 'adot.kubernetes.kubeconfig'];

/** Loads nothing and asks nobody until something is asked of it. */
export function createServices({ bundles, log, ask }: ServicesOptions): Services {
  const changed = new vscode.EventEmitter<void>();
  const clusters = new Map<string, Promise<Cluster>>();
  const network = createNetworkReader(log);
  let made: Aws | undefined;

  const aws = async (): Promise<Aws> => {
    // Side by side: the one reads in a thread of its own.
    const [{ createAws }] = await Promise.all([bundles.aws(), network.ready()]);
    made ??= createAws({
      log,
      network: () => network.read(),
      askMfa: (serial) => askMfa(ask, serial),
      now: () => Date.now(),
      onRetry: (text) => vscode.window.setStatusBarMessage(`$(sync~spin) ${text}`, retryMessageMs),
    });
    return made;
  };

  const session = async (connection: Connection): Promise<AwsSession> => {
    await refusePrograms(connection, async () => (await bundles.aws()).listProfiles());
    return (await aws()).session(connection);
  };

  const closeClusters = (): void => {
    for (const open of clusters.values()) {
      void open.then((cluster) => cluster.close()).catch(() => undefined);
    }
    clusters.clear();
  };

  const cluster = async (ref: ClusterRef): Promise<Cluster> => {
    const identity = ref.kind === 'eks' ? (await session(ref.connection)).identity : '';
    const key = JSON.stringify([identity, ref]);
    const known = clusters.get(key);
    if (known) {
      return known;
    }
    const opening = openClusterRef(ref, { bundles, log, session, network });
    clusters.set(key, opening);
    // A failure is not kept.
    opening.catch(() => clusters.get(key) === opening && clusters.delete(key));
    return opening;
  };

  const forget = (profile?: string): void => {
    made?.forget(profile);
    closeClusters();
    changed.fire();
  };

  const listeners = vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (staleSettings.some((setting) => change.affectsConfiguration(setting))) {
        closeClusters();
        changed.fire();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      closeClusters();
      changed.fire();
    }),
  );

  return {
    aws,
    session,
    cluster,
    network: () => network.read(),
    explain: (error, where) => explain(bundles, error, where),
    forget,
    onDidChange: changed.event,
    dispose: () => {
      listeners.dispose();
      closeClusters();
      changed.dispose();
      made?.dispose();
    },
  };
}

async function askMfa(ask: Ask, serial: string): Promise<string | undefined> {
  const code = await ask.input({
    title: l10n.t('Sign In with MFA'),
    prompt: l10n.t('Code from the device {0}', serial),
    placeHolder: '123456',
    validateInput: (text) => (/^\d{6}$/.test(text.trim()) ? undefined : l10n.t('Enter the six digits.')),
  });
  return code?.trim();
}

async function explain(bundles: Bundles, error: unknown, where: Where | undefined): Promise<Advice> {
  if (error instanceof Trouble) {
    return error.advice;
  }
  const cluster = where !== undefined && 'kind' in where ? where : undefined;
  // Credentials for an EKS cluster come from AWS, and fail in AWS's words.
  if (isKubeError(error) || (cluster && !isAwsError(error))) {
    return (await bundles.kube()).explainKubeError(error);
  }
  if (isAwsError(error) || isWireError(error)) {
    const connection = cluster?.kind === 'eks' ? cluster.connection : (where as Connection | undefined);
    return (await bundles.aws()).explainAwsError(error, connection);
  }
  return { code: 'unexpected', what: error instanceof Error ? error.message : String(error) };
}

// The classes of these errors are in other bundles: they are known by their marks.

function isKubeError(error: unknown): boolean {
  return error instanceof Error && error.name === 'KubeError';
}

/** The SDK marks answers of services with `$metadata`. */
function isAwsError(error: unknown): boolean {
  return (
    error instanceof Error &&
    ('$metadata' in error || isCredentialsFailure(error) || error.name === 'AbortError')
  );
}

/** Node's own failures of names, sockets and certificates, and the SDK's of time. */
function isWireError(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'TimeoutError');
}

/** Whether a profile's credentials could not be had, or are no longer taken. */
export function isCredentialsFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'CredentialsFailure';
}
