import { GrafanaClient, paginateListWorkspaces } from '@aws-sdk/client-grafana';
import type { Status } from './amp.ts';
import { optional, sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

/** An Amazon Managed Grafana workspace. */
export interface GrafanaWorkspace {
  id: string;
  name?: string;
  description?: string;
  status: Status;
  version: string;
  /** With `https://`, though AWS gives the bare host name; `undefined` until there is one. */
  url?: string;
  createdAt?: Date;
  modifiedAt?: Date;
  tags: Readonly<Record<string, string>>;
  /** AWS_SSO, SAML. */
  authentication: readonly string[];
}

/** All Grafana workspaces of the session's account and region. */
export async function listGrafanaWorkspaces(
  session: AwsSession,
  call: Call = {},
): Promise<GrafanaWorkspace[]> {
  const client = session.client('grafana', (config) => new GrafanaClient(config));
  const found: GrafanaWorkspace[] = [];
  const pages = paginateListWorkspaces({ client }, {}, sendOptions(call));
  for await (const page of pages) {
    for (const {
      id,
      name,
      description,
      status,
      grafanaVersion,
      endpoint,
      created,
      modified,
      tags,
      authentication,
    } of page.workspaces ?? []) {
      found.push({
        id: id ?? '',
        status: status ?? '',
        version: grafanaVersion ?? '',
        tags: tags ?? {},
        authentication: authentication?.providers ?? [],
        ...optional({
          name: name || undefined,
          description: description || undefined,
          url: endpoint ? endpoint.replace(/^(?!https?:\/\/)/, 'https://') : undefined,
          createdAt: created,
          modifiedAt: modified,
        }),
      });
    }
  }
  return found;
}
