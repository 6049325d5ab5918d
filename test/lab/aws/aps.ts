import { randomUUID } from 'node:crypto';
import type { ApsContext } from './apsContext.ts';
import { changeableWorkspace, regionOf, workspaceOf } from './apsContext.ts';
import { alertManagerOperations, ruleOperations } from './apsDefinitions.ts';
import { scraperOperations } from './apsScrapers.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { Fields, page } from './fields.ts';
import { changing, statusOf } from './phase.ts';
import { restJson, routeByPath } from './protocols.ts';
import type { Answer, Call, Operation, Service, Shared } from './service.ts';
import { startService } from './service.ts';
import type { Workspace } from './state.ts';
import { living, makeWorkspace } from './state.ts';

/** Amazon Managed Service for Prometheus, control plane. Verbs, paths and members: @aws-sdk/client-amp; limits: botocore's model of it. */
export function startAps(context: ApsContext, shared: Shared): Promise<Service> {
  return startService({
    name: 'aps',
    signingName: 'aps',
    protocol: restJson,
    route: routeByPath({
      ...workspaceOperations(context),
      ...configurationOperations(context),
      ...ruleOperations(context),
      ...alertManagerOperations(context),
      ...scraperOperations(context),
      ...tagOperations(context),
    }),
    shared,
  });
}

const aliasRule = { min: 1, max: 100 };

function workspaceOperations(context: ApsContext): Record<string, Operation> {
  const byToken = new Map<string, string>();
  const resource = (call: Call): string =>
    `arn:aws:aps:${call.region}:${call.identity?.account}:workspace/${call.path['workspaceId'] ?? '*'}`;
  return {
    'POST /workspaces': {
      name: 'CreateWorkspace',
      resource,
      run: (call) => {
        const fields = new Fields(call.body);
        const alias = fields.string('alias', aliasRule)?.trim();
        const tags = fields.tags('tags');
        const kmsKeyArn = fields.string('kmsKeyArn', { min: 20, max: 2048, pattern: /^arn:aws[-a-z]*:kms:/ });
        const clientToken =
          fields.string('clientToken', { min: 1, max: 64, pattern: /^[!-~]+$/ }) ?? randomUUID();
        fields.check();
        const region = regionOf(context, call);
        // The same clientToken makes no second workspace: that is what it is for.
        const known = region.workspaces.get(byToken.get(clientToken) ?? '');
        const workspace =
          known ??
          makeWorkspace(region, `ws-${randomUUID()}`, {
            alias: alias || undefined,
            tags,
            kmsKeyArn,
            createdAt: call.now,
            phase: changing('CREATING', call.now + context.timing.createMs, 'ACTIVE'),
          });
        byToken.set(clientToken, workspace.id);
        const { id, arn, phase } = workspace;
        return {
          members: { workspaceId: id, arn, status: statusOf(phase, call.now), tags, kmsKeyArn },
          status: 202,
        };
      },
    },
    'GET /workspaces': {
      name: 'ListWorkspaces',
      resource,
      run: (call) => {
        const fields = new Fields(Object.fromEntries(call.query));
        // "names that start with the value that you specify here", blanks at both ends stripped (ListWorkspacesRequest.alias).
        const prefix = fields.string('alias', aliasRule)?.trim() ?? '';
        const maxResults = fields.integer('maxResults', { min: 1, max: 1000, otherwise: 100 });
        const nextToken = fields.string('nextToken', { max: 1000 });
        fields.check();
        const found = [...living(regionOf(context, call).workspaces, call.now).values()].filter(
          ({ alias }) => prefix === '' || alias?.startsWith(prefix),
        );
        const { items, ...rest } = page(found, { maxResults, nextToken, scope: prefix });
        return { members: { workspaces: items.map((workspace) => summarise(workspace, call.now)), ...rest } };
      },
    },
    'GET /workspaces/{workspaceId}': {
      name: 'DescribeWorkspace',
      resource,
      run: (call) => {
        const workspace = workspaceOf(context, call);
        const summary = summarise(workspace, call.now);
        // The endpoint is an optional member: it is there once the workspace has been ACTIVE.
        const ready = !['CREATING', 'CREATION_FAILED'].includes(summary.status.statusCode);
        const prometheusEndpoint = ready ? `${context.gatewayUrl()}/workspaces/${workspace.id}/` : undefined;
        return { members: { workspace: { ...summary, prometheusEndpoint } } };
      },
    },
    'POST /workspaces/{workspaceId}/alias': {
      name: 'UpdateWorkspaceAlias',
      resource,
      run: (call) => {
        const fields = new Fields(call.body);
        const alias = fields.string('alias', aliasRule)?.trim();
        fields.check();
        changeableWorkspace(context, call).alias = alias || undefined;
        return noContent;
      },
    },
    'DELETE /workspaces/{workspaceId}': {
      name: 'DeleteWorkspace',
      resource,
      run: (call) => {
        changeableWorkspace(context, call).phase = changing(
          'DELETING',
          call.now + context.timing.deleteMs,
          'GONE',
        );
        return { members: undefined, status: 202 };
      },
    },
  };
}

const noContent: Answer = { raw: '', status: 204, headers: {} };

function summarise({ id, arn, alias, phase, createdAt, tags, kmsKeyArn }: Workspace, now: number) {
  const { statusCode } = statusOf(phase, now);
  return {
    workspaceId: id,
    arn,
    alias,
    status: { statusCode },
    createdAt: createdAt / 1000,
    tags,
    kmsKeyArn,
  };
}

function configurationOperations(context: ApsContext): Record<string, Operation> {
  return {
    'GET /workspaces/{workspaceId}/configuration': {
      name: 'DescribeWorkspaceConfiguration',
      run: (call) => {
        const { phase, limitsPerLabelSet, retentionPeriodInDays } = workspaceOf(context, call).configuration;
        const status = statusOf(phase, call.now);
        return { members: { workspaceConfiguration: { status, limitsPerLabelSet, retentionPeriodInDays } } };
      },
    },
    'PATCH /workspaces/{workspaceId}/configuration': {
      name: 'UpdateWorkspaceConfiguration',
      run: (call) => {
        const fields = new Fields(call.body);
        // Up to three years: https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-workspace-configuration.html
        const days = fields.integer('retentionPeriodInDays', { min: 1, max: 1095, otherwise: 0 });
        const limits = call.body['limitsPerLabelSet'];
        if (days === 0 && limits === undefined) {
          fields.add(
            'retentionPeriodInDays',
            'At least one of retentionPeriodInDays and limitsPerLabelSet is needed',
          );
        }
        fields.check();
        const { configuration, id } = changeableWorkspace(context, call);
        if (statusOf(configuration.phase, call.now).statusCode === 'UPDATING') {
          throw conflict('AWS::APS::Workspace', id, 'The workspace configuration is updating.');
        }
        configuration.retentionPeriodInDays = days || configuration.retentionPeriodInDays;
        if (Array.isArray(limits)) {
          configuration.limitsPerLabelSet = limits as typeof configuration.limitsPerLabelSet;
        }
        configuration.phase = changing('UPDATING', call.now + context.timing.updateMs, 'ACTIVE');
        return { members: { status: statusOf(configuration.phase, call.now) }, status: 202 };
      },
    },
  };
}

function tagOperations(context: ApsContext): Record<string, Operation> {
  const find = (call: Call): { tags: Record<string, string> } => {
    const arn = call.path['resourceArn'] ?? '';
    const region = regionOf(context, call);
    const workspaces = [...living(region.workspaces, call.now).values()];
    const tagged = [...workspaces, ...living(region.scrapers, call.now).values()].find(
      (thing) => thing.arn === arn,
    );
    const [, id, name] = /:rulegroupsnamespace\/([^/]+)\/(.+)$/.exec(arn) ?? [];
    const found = tagged ?? region.workspaces.get(id ?? '')?.rules.get(name ?? '');
    if (!found) {
      throw /^arn:aws[-a-z]*:aps:/.test(arn)
        ? notFound('resource', arn)
        : invalid({ name: 'resourceArn', message: 'Member must be an ARN of this service' });
    }
    return found;
  };
  return {
    'GET /tags/{resourceArn}': {
      name: 'ListTagsForResource',
      run: (call) => ({ members: { tags: find(call).tags } }),
    },
    'POST /tags/{resourceArn}': {
      name: 'TagResource',
      run: (call) => {
        const fields = new Fields(call.body);
        const tags = fields.tags('tags');
        const thing = find(call);
        const all = { ...thing.tags, ...tags };
        if (Object.keys(all).length > 50) {
          fields.add('tags', 'A resource has at most 50 tags');
        }
        fields.check();
        thing.tags = all;
        return { members: {} };
      },
    },
    'DELETE /tags/{resourceArn}': {
      name: 'UntagResource',
      run: (call) => {
        const thing = find(call);
        const keys = call.query.getAll('tagKeys');
        thing.tags = Object.fromEntries(Object.entries(thing.tags).filter(([key]) => !keys.includes(key)));
        return { members: {} };
      },
    },
  };
}
