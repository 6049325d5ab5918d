import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { ClusterConfig, ClusterServiceAccount } from '../../manifest/objects/clusterConfigs.ts';
import { mayShareNamespace } from '../../manifest/objects/kubeObjects.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';
import { ampEndpoints } from './ampEndpoints.ts';
import { signs } from './identity.ts';

/**
 * The policies that eksctl attaches to a collector's role: remote write to its workspace is all that it needs.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-IAM.html
 */
export function checkPolicies(project: Project): PlacedProblem[] {
  return project.clusters.flatMap((cluster) =>
    cluster.serviceAccounts.flatMap((account) => {
      const policy = valueAt(account.node, 'attachPolicy');
      const running = project.collectors.filter((one) => signs(one) && runsAs(one, account));
      return policy === undefined ? [] : checkPolicy(cluster, account, policy, running);
    }),
  );
}

function runsAs({ workload }: RunningCollector, { name, namespace }: ClusterServiceAccount): boolean {
  return (
    workload !== undefined &&
    workload.serviceAccount.name === name.text &&
    mayShareNamespace(workload.object.namespace, namespace)
  );
}

interface Statement {
  actions: readonly string[];
  resources: readonly YamlNode[];
  node: YamlNode;
}

function checkPolicy(
  { object }: ClusterConfig,
  account: ClusterServiceAccount,
  policy: YamlNode,
  running: readonly RunningCollector[],
): PlacedProblem[] {
  const statements = statementsOf(policy);
  const writing = statements.filter(({ actions }) =>
    actions.some((action) => covers(action, 'aps:RemoteWrite')),
  );
  const at = entryOf(account.node, 'attachPolicy')?.key ?? policy;
  if (writing.length === 0) {
    const hasOthers = ['attachPolicyARNs', 'attachRoleARN', 'wellKnownPolicies'].some(
      (key) => valueAt(account.node, key) !== undefined,
    );
    return running.length === 0 || hasOthers
      ? []
      : [
          placed('recipe/policy-without-remote-write', object, at, {
            message: l10n.t(
              'The collector runs as {0}, but this policy does not allow aps:RemoteWrite: AMP refuses every sample with 403.',
              account.name.text,
            ),
          }),
        ];
  }
  return [
    ...tooWide(object, at, statements, running),
    ...running.flatMap((one) => otherWorkspace(object, writing, one)),
  ];
}

/** A policy that allows remote write is for a collector; what it allows besides is asked for by nothing. */
function tooWide(
  object: ClusterConfig['object'],
  at: YamlNode,
  statements: readonly Statement[],
  running: readonly RunningCollector[],
): PlacedProblem[] {
  const actions = statements.flatMap((one) => one.actions);
  // Exporters to X-Ray, CloudWatch and so on need rights of their own.
  const writesElsewhere = running.some(({ model }) =>
    model.components.some(
      ({ kind, type }) => kind === 'exporters' && /^(?:awsxray|awsemf|awscloudwatchlogs|kafka)$/.test(type),
    ),
  );
  const extra = writesElsewhere ? [] : actions.filter((action) => action.toLowerCase() !== 'aps:remotewrite');
  const isAny = statements.some(({ resources }) => resources.some((one) => textOf(one) === '*'));
  if (extra.length === 0 && !isAny) {
    return [];
  }
  return [
    placed('eksctl/policy-too-wide', object, at, {
      message:
        extra.length > 0
          ? l10n.t(
              'Remote write needs aps:RemoteWrite on the ARN of one workspace; this policy allows {0} more actions.',
              String(extra.length),
            )
          : l10n.t(
              'Remote write needs aps:RemoteWrite on the ARN of one workspace; this policy allows it on all.',
            ),
    }),
  ];
}

function otherWorkspace(
  object: ClusterConfig['object'],
  writing: readonly Statement[],
  running: RunningCollector,
): PlacedProblem[] {
  const arns = writing.flatMap(({ resources }) => resources);
  const ids = arns.map(
    (arn) => /^arn:[^:]*:aps:[^:]*:[^:]*:workspace\/(ws-[\w-]+)$/.exec(textOf(arn) ?? '')?.[1],
  );
  const [first] = arns;
  if (first === undefined || ids.includes(undefined)) {
    return [];
  }
  return ampEndpoints(running)
    .filter(({ workspace }) => workspace !== undefined && !ids.includes(workspace))
    .slice(0, 1)
    .map((endpoint) =>
      placed('recipe/policy-workspace', object, first, {
        message: l10n.t(
          'The collector writes to the workspace {0}, but its policy allows {1}: AMP refuses every sample with 403.',
          endpoint.workspace ?? '',
          ids.join(', '),
        ),
        related: [
          {
            message: l10n.t('The endpoint of the collector'),
            span: running.toFile(endpoint.node),
            file: running.file,
          },
        ],
      }),
    );
}

function statementsOf(policy: YamlNode): Statement[] {
  const statement = valueAt(policy, 'Statement');
  const all = statement?.kind === 'sequence' ? itemsOf(statement) : statement ? [statement] : [];
  return all
    .filter((node) => textOf(valueAt(node, 'Effect')) !== 'Deny')
    .map((node) => ({
      actions: list(valueAt(node, 'Action')).flatMap((one) => textOf(one) ?? []),
      resources: list(valueAt(node, 'Resource')),
      node,
    }));
}

function list(node: YamlNode | undefined): readonly YamlNode[] {
  const one = resolved(node);
  return one?.kind === 'sequence' ? one.items : one ? [one] : [];
}

/** Actions match without regard to case, `*` stands for any characters. */
function covers(pattern: string, action: string): boolean {
  const [start = '', ...rest] = pattern.toLowerCase().split('*');
  const text = action.toLowerCase();
  return rest.length === 0 ? text === start : text.startsWith(start) && text.endsWith(rest.at(-1) ?? '');
}
