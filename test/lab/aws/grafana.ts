import { notFound } from './errors.ts';
import { Fields, page } from './fields.ts';
import { restJson, routeByPath } from './protocols.ts';
import type { Call, Service, Shared } from './service.ts';
import { startService } from './service.ts';
import type { GrafanaWorkspace, State } from './state.ts';

/** Amazon Managed Grafana, control plane. Verbs, paths and members: @aws-sdk/client-grafana; limits: botocore's model of it. */
export function startGrafana(state: State, shared: Shared): Promise<Service> {
  const workspacesOf = ({ identity, region }: Call): Map<string, GrafanaWorkspace> =>
    state.region(identity?.account ?? '', region ?? '').grafana;
  return startService({
    name: 'grafana',
    signingName: 'grafana',
    protocol: restJson,
    route: routeByPath({
      'GET /workspaces': {
        name: 'ListWorkspaces',
        run: (call) => {
          const fields = new Fields(Object.fromEntries(call.query));
          const maxResults = fields.integer('maxResults', { min: 1, max: 100, otherwise: 100 });
          const nextToken = fields.string('nextToken');
          fields.check();
          const all = [...workspacesOf(call).values()];
          const { items, ...rest } = page(all, { maxResults, nextToken, scope: 'workspaces' });
          return { members: { workspaces: items.map((workspace) => summarise(workspace, call)), ...rest } };
        },
      },
      'GET /workspaces/{workspaceId}': {
        name: 'DescribeWorkspace',
        run: (call) => {
          const id = call.path['workspaceId'] ?? '';
          const workspace = workspacesOf(call).get(id);
          if (!workspace) {
            throw notFound('workspace', id);
          }
          return {
            members: {
              workspace: {
                ...summarise(workspace, call),
                accountAccessType: 'CURRENT_ACCOUNT',
                dataSources: ['PROMETHEUS'],
                permissionType: 'CUSTOMER_MANAGED',
                workspaceRoleArn: `arn:aws:iam::${call.identity?.account}:role/grafana-${workspace.name}`,
              },
            },
          };
        },
      },
    }),
    shared,
  });
}

function summarise(
  { id, name, description, grafanaVersion, status, createdAt, tags }: GrafanaWorkspace,
  call: Call,
) {
  return {
    id,
    name,
    description,
    grafanaVersion,
    status,
    created: createdAt / 1000,
    modified: createdAt / 1000,
    tags,
    // The model calls it a URL, the service answers a host name:
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/grafana_workspace adds https:// itself.
    endpoint: `${id}.grafana-workspace.${call.region}.amazonaws.com`,
    authentication: { providers: ['AWS_SSO'] },
    notificationDestinations: ['SNS'],
  };
}
