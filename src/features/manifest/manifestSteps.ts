import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Trouble } from '../../trouble.ts';
import type { FargateSelector } from '../../recipe/fargateSelectors.ts';
import { back } from '../steps.ts';
import type { Step } from '../steps.ts';
import type { Deps } from '../deps.ts';
import { createExplorerSource } from '../explorer/explorerSource.ts';
import { clusterItems } from './manifestClusters.ts';
import type { ClusterPlace } from './manifestClusters.ts';
import { listItems } from '../workspaces/workspacePick.ts';
import type { Located } from '../workspaces/workspacePick.ts';

const hintTimeoutMs = 10_000;

/** What was chosen so far for a collector manifest. */
export interface ScaffoldState {
  place?: Located;
  /** `undefined`: none. */
  cluster?: ClusterPlace | undefined;
  namespace: string;
  version?: string;
}

export function workspaceStep(deps: Deps): Step<ScaffoldState> {
  return async (state, where) => {
    const picked = await deps.ask.pickStep({
      ...where,
      placeholder: l10n.t('Workspace to write to'),
      load: () => listItems(deps),
      isActive: ({ located }) => located.workspace.id === state.place?.workspace.id,
    });
    return picked === undefined || picked === back ? picked : { ...state, place: picked.located };
  };
}

export function clusterStep(deps: Deps): Step<ScaffoldState> {
  return async (state, where) => {
    const picked = await deps.ask.pickStep({
      ...where,
      placeholder: l10n.t('EKS cluster the collector will run in'),
      load: (signal) => clusterItems(deps, state.place?.connection, signal),
      isActive: ({ cluster }) => cluster !== undefined && cluster.name === state.cluster?.name,
    });
    if (picked === undefined || picked === back) {
      return picked;
    }
    return { ...state, cluster: picked.cluster };
  };
}

export function namespaceStep(deps: Deps): Step<ScaffoldState> {
  return async (state, where) => {
    const { isNamespace, selectsCollector } = await deps.bundles.language();
    const { cluster } = state;
    let selectors: FargateSelector[] | undefined;
    const validate = (text: string): string | vscode.InputBoxValidationMessage | undefined => {
      if (!isNamespace(text)) {
        return l10n.t('Lower-case letters, digits and hyphens, 63 at most, with no hyphen at either end.');
      }
      return !cluster || selectors === undefined || selectsCollector(selectors, text)
        ? undefined
        : {
            message: l10n.t(
              'No Fargate profile of {0} selects this namespace: pods in it would stay Pending.',
              cluster.name,
            ),
            severity: vscode.InputBoxValidationSeverity.Warning,
          };
    };
    const namespace = await deps.ask.inputStep({
      ...where,
      prompt: l10n.t('Kubernetes namespace for the collector; the manifest creates it'),
      value: state.namespace,
      validate,
      whenKnowsMore: fargateSelectors(deps, cluster).then((found) => (selectors = found)),
    });
    return namespace === undefined || namespace === back ? namespace : { ...state, namespace };
  };
}

export function versionStep(deps: Deps): Step<ScaffoldState> {
  return async (state, where) => {
    const { adotVersions } = await deps.bundles.language();
    const picked = await deps.ask.pickStep({
      ...where,
      placeholder: l10n.t('ADOT version, pinned in the image tag'),
      load: () =>
        adotVersions.map(({ version, upstream, date }, at) => ({
          label: `v${version}`,
          description:
            l10n.t('collector {0} · {1}', upstream, date) + (at === 0 ? ` · ${l10n.t('newest')}` : ''),
          version,
        })),
      isActive: ({ version }) => version === state.version,
    });
    return picked === undefined || picked === back ? picked : { ...state, version: picked.version };
  };
}

/** Selectors of all Fargate profiles; `undefined` when there are none or nobody may read them: a hint, no condition. */
async function fargateSelectors(
  deps: Deps,
  cluster: ClusterPlace | undefined,
): Promise<FargateSelector[] | undefined> {
  if (!cluster) {
    return undefined;
  }
  try {
    const source = createExplorerSource(deps);
    const signal = AbortSignal.timeout(hintTimeoutMs);
    const profiles = await source.listFargateProfiles(cluster.connection, cluster.name, signal);
    return profiles.length === 0 ? undefined : profiles.flatMap((profile) => profile.selectors);
  } catch (error) {
    deps.log.debug(`Fargate profiles of ${cluster.name}: ${String(error)}`);
    return undefined;
  }
}

/** The workspace's own endpoint, which only an active workspace has. */
export async function readEndpoint(deps: Deps, { connection, workspace }: Located): Promise<string> {
  const { describeWorkspace } = await deps.bundles.aws();
  try {
    const session = await deps.services.session(connection);
    const { endpoint, status } = await describeWorkspace(session, workspace.id);
    if (endpoint !== undefined) {
      return endpoint;
    }
    throw new Trouble({
      code: 'notActive',
      what: l10n.t('{0} has no endpoint: it is {1}.', workspace.alias ?? workspace.id, status),
      todo: l10n.t('Wait until it is ACTIVE, or choose another one.'),
    });
  } catch (error) {
    // Words for this connection, which need not be the active one.
    throw error instanceof Trouble
      ? error
      : new Trouble(await deps.services.explain(error, connection), { cause: error });
  }
}

/** The IAM role of the collector's service account where the cluster has it already. A nicety: failures are logged. */
export async function findRole(
  deps: Deps,
  { connection, name }: ClusterPlace,
  namespace: string,
): Promise<string | undefined> {
  const { isRoleArn } = await deps.bundles.language();
  try {
    const cluster = await deps.services.cluster({ kind: 'eks', connection, name });
    const account = await cluster.getJson<{ metadata?: { annotations?: Record<string, string> } }>(
      `/api/v1/namespaces/${namespace}/serviceaccounts/adot-collector`,
      { signal: AbortSignal.timeout(hintTimeoutMs) },
    );
    const role = account.metadata?.annotations?.['eks.amazonaws.com/role-arn'];
    return role !== undefined && isRoleArn(role) ? role : undefined;
  } catch (error) {
    deps.log.debug(`Service account adot-collector in ${name}: ${String(error)}`);
    return undefined;
  }
}
