import { parse } from 'yaml';
import type { ApsContext } from './apsContext.ts';
import { changeableWorkspace, regionOf, workspaceOf } from './apsContext.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { Fields, page } from './fields.ts';
import { changing, gone, statusOf } from './phase.ts';
import type { Answer, Call, Operation } from './service.ts';
import type { Definition, Workspace } from './state.ts';
import { living } from './state.ts';

const nameRule = { required: true, min: 1, max: 128, pattern: /[0-9A-Za-z][-.0-9A-Z_a-z]*/ };

/** Rule groups namespaces: files of recording and alerting rules. */
export function ruleOperations(context: ApsContext): Record<string, Operation> {
  const find = (call: Call): Definition => {
    const name = call.path['name'] ?? '';
    const rules = living(workspaceOf(context, call).rules, call.now).get(name);
    if (!rules) {
      throw notFound('AWS::APS::RuleGroupsNamespace', name);
    }
    return rules;
  };
  const arnOf = (call: Call, { id }: Workspace, name: string): string => {
    const { name: region, account } = regionOf(context, call);
    return `arn:aws:aps:${region}:${account}:rulegroupsnamespace/${id}/${name}`;
  };
  const answer = (call: Call, workspace: Workspace, rules: Definition): Answer => ({
    members: {
      name: rules.name,
      arn: arnOf(call, workspace, rules.name),
      status: statusOf(rules.phase, call.now),
      tags: rules.tags,
    },
    status: 202,
  });
  const path = '/workspaces/{workspaceId}/rulegroupsnamespaces';
  return {
    [`GET ${path}`]: {
      name: 'ListRuleGroupsNamespaces',
      run: (call) => {
        const workspace = workspaceOf(context, call);
        const fields = new Fields(Object.fromEntries(call.query));
        // "Use this parameter to filter the rule groups namespaces that are returned by their name, with the name beginning with this value"
        const prefix = fields.string('name', { ...nameRule, required: false }) ?? '';
        const maxResults = fields.integer('maxResults', { min: 1, max: 1000, otherwise: 100 });
        const nextToken = fields.string('nextToken', { max: 1000 });
        fields.check();
        const found = [...living(workspace.rules, call.now).values()].filter(({ name }) =>
          name.startsWith(prefix),
        );
        const { items, ...rest } = page(found, { maxResults, nextToken, scope: prefix });
        const ruleGroupsNamespaces = items.map((rules) =>
          describe(rules, call.now, arnOf(call, workspace, rules.name)),
        );
        return { members: { ruleGroupsNamespaces, ...rest } };
      },
    },
    [`POST ${path}`]: {
      name: 'CreateRuleGroupsNamespace',
      run: (call) => {
        const fields = new Fields(call.body);
        const name = fields.string('name', nameRule) ?? '';
        const tags = fields.tags('tags');
        const data = readDefinition(fields, 'groups');
        const workspace = changeableWorkspace(context, call);
        if (living(workspace.rules, call.now).has(name)) {
          throw conflict(
            'AWS::APS::RuleGroupsNamespace',
            name,
            'A rule groups namespace with this name exists already.',
          );
        }
        const phase = changing('CREATING', call.now + context.timing.createMs, 'ACTIVE');
        const rules = { name, data, phase, createdAt: call.now, modifiedAt: call.now, tags };
        workspace.rules.set(name, rules);
        return answer(call, workspace, rules);
      },
    },
    [`GET ${path}/{name}`]: {
      name: 'DescribeRuleGroupsNamespace',
      run: (call) => {
        const rules = find(call);
        const arn = arnOf(call, workspaceOf(context, call), rules.name);
        return { members: { ruleGroupsNamespace: { ...describe(rules, call.now, arn), data: rules.data } } };
      },
    },
    [`PUT ${path}/{name}`]: {
      name: 'PutRuleGroupsNamespace',
      run: (call) => {
        const data = readDefinition(new Fields(call.body), 'groups');
        const workspace = changeableWorkspace(context, call);
        const rules = find(call);
        replace(rules, data, call.now, context);
        return answer(call, workspace, rules);
      },
    },
    [`DELETE ${path}/{name}`]: {
      name: 'DeleteRuleGroupsNamespace',
      run: (call) => {
        changeableWorkspace(context, call);
        remove(find(call), call.now, context);
        return { members: undefined, status: 202 };
      },
    },
  };
}

/** The one alert manager definition of a workspace. */
export function alertManagerOperations(context: ApsContext): Record<string, Operation> {
  const find = (call: Call): Definition => {
    const workspace = workspaceOf(context, call);
    const { alertManager } = workspace;
    if (!alertManager || statusOf(alertManager.phase, call.now).statusCode === gone) {
      throw notFound('AWS::APS::AlertManagerDefinition', workspace.id);
    }
    return alertManager;
  };
  const path = '/workspaces/{workspaceId}/alertmanager/definition';
  return {
    [`GET ${path}`]: {
      name: 'DescribeAlertManagerDefinition',
      run: (call) => {
        const { data, phase, createdAt, modifiedAt } = find(call);
        const status = statusOf(phase, call.now);
        return {
          members: {
            alertManagerDefinition: {
              status,
              data,
              createdAt: createdAt / 1000,
              modifiedAt: modifiedAt / 1000,
            },
          },
        };
      },
    },
    [`POST ${path}`]: {
      name: 'CreateAlertManagerDefinition',
      run: (call) => {
        const data = readDefinition(new Fields(call.body), 'alertmanager_config');
        const workspace = changeableWorkspace(context, call);
        const { alertManager } = workspace;
        if (alertManager && statusOf(alertManager.phase, call.now).statusCode !== gone) {
          throw conflict(
            'AWS::APS::AlertManagerDefinition',
            workspace.id,
            'The workspace has an alert manager definition already.',
          );
        }
        const phase = changing('CREATING', call.now + context.timing.createMs, 'ACTIVE');
        workspace.alertManager = {
          name: 'definition',
          data,
          phase,
          createdAt: call.now,
          modifiedAt: call.now,
          tags: {},
        };
        return { members: { status: statusOf(phase, call.now) }, status: 202 };
      },
    },
    [`PUT ${path}`]: {
      name: 'PutAlertManagerDefinition',
      run: (call) => {
        const data = readDefinition(new Fields(call.body), 'alertmanager_config');
        changeableWorkspace(context, call);
        const definition = find(call);
        replace(definition, data, call.now, context);
        return { members: { status: statusOf(definition.phase, call.now) }, status: 202 };
      },
    },
    [`DELETE ${path}`]: {
      name: 'DeleteAlertManagerDefinition',
      run: (call) => {
        changeableWorkspace(context, call);
        remove(find(call), call.now, context);
        return { members: undefined, status: 202 };
      },
    },
  };
}

function describe({ name, phase, createdAt, modifiedAt, tags }: Definition, now: number, arn: string) {
  return {
    arn,
    name,
    status: statusOf(phase, now),
    createdAt: createdAt / 1000,
    modifiedAt: modifiedAt / 1000,
    tags,
  };
}

function replace(definition: Definition, data: string, now: number, { timing }: ApsContext): void {
  requireSettled(definition, now);
  Object.assign(definition, {
    data,
    modifiedAt: now,
    phase: changing('UPDATING', now + timing.updateMs, 'ACTIVE'),
  });
}

function remove(definition: Definition, now: number, { timing }: ApsContext): void {
  requireSettled(definition, now);
  definition.phase = changing('DELETING', now + timing.deleteMs, gone);
}

function requireSettled({ name, phase }: Definition, now: number): void {
  const { statusCode } = statusOf(phase, now);
  if (/ING$/.test(statusCode)) {
    throw conflict('definition', name, `The definition is in ${statusCode} state.`);
  }
}

/** The base64 of a YAML file whose top level has `key`. Throws ValidationException with everything that is wrong by now. */
function readDefinition(fields: Fields, key: string): string {
  const data = fields.string('data', { required: true, min: 1 }) ?? '';
  fields.check();
  let content: unknown;
  try {
    content = parse(Buffer.from(data, 'base64').toString());
  } catch (error) {
    throw invalid({ name: 'data', message: `error parsing YAML: ${String(error)}` });
  }
  if (typeof content !== 'object' || content === null || !(key in content)) {
    throw invalid({ name: 'data', message: `the file has no top-level key "${key}"` });
  }
  return data;
}
