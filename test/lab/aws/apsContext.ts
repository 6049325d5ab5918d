import { conflict, notFound } from './errors.ts';
import { statusOf } from './phase.ts';
import type { Call } from './service.ts';
import type { Region, State, Timing, Workspace } from './state.ts';
import { living } from './state.ts';

/** What the operations of AMP's control plane work on. */
export interface ApsContext {
  state: State;
  timing: Timing;
  /** Where the data plane listens: `http://127.0.0.1:PORT`. */
  gatewayUrl(): string;
}

export function regionOf({ state }: ApsContext, { identity, region }: Call): Region {
  return state.region(identity?.account ?? '', region ?? '');
}

/** The workspace that the path names. Throws ResourceNotFoundException. */
export function workspaceOf(context: ApsContext, call: Call): Workspace {
  const id = call.path['workspaceId'] ?? '';
  const workspace = living(regionOf(context, call).workspaces, call.now).get(id);
  if (!workspace) {
    throw notFound('AWS::APS::Workspace', id);
  }
  return workspace;
}

/** The same, when a change is wanted: only ACTIVE workspaces take one. */
export function changeableWorkspace(context: ApsContext, call: Call): Workspace {
  const workspace = workspaceOf(context, call);
  const { statusCode } = statusOf(workspace.phase, call.now);
  if (statusCode !== 'ACTIVE') {
    throw conflict(
      'AWS::APS::Workspace',
      workspace.id,
      `Workspace is in ${statusCode} state. Requests are accepted in ACTIVE state only.`,
    );
  }
  return workspace;
}
