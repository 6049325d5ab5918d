import {
  CreateAlertManagerDefinitionCommand,
  CreateRuleGroupsNamespaceCommand,
  CreateScraperCommand,
  CreateWorkspaceCommand,
  DeleteAlertManagerDefinitionCommand,
  DeleteRuleGroupsNamespaceCommand,
  DeleteScraperCommand,
  DeleteWorkspaceCommand,
  DescribeAlertManagerDefinitionCommand,
  DescribeRuleGroupsNamespaceCommand,
  DescribeScraperCommand,
  DescribeWorkspaceCommand,
  DescribeWorkspaceConfigurationCommand,
  ListRuleGroupsNamespacesCommand,
  ListScrapersCommand,
  ListTagsForResourceCommand,
  ListWorkspacesCommand,
  PutRuleGroupsNamespaceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateWorkspaceAliasCommand,
  UpdateWorkspaceConfigurationCommand,
  paginateListWorkspaces,
} from '@aws-sdk/client-amp';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import { refusal, useAws } from './local.ts';

const yaml = (text: string): Uint8Array => Buffer.from(text);

describe('lab: AMP workspaces', () => {
  const aws = useAws();
  const describeWorkspace = async (workspaceId: string) =>
    (await aws.amp.send(new DescribeWorkspaceCommand({ workspaceId }))).workspace;

  it('finds aliases by prefix, blanks stripped, and gives no endpoint in a list', async () => {
    const { workspaces = [] } = await aws.amp.send(
      new ListWorkspacesCommand({ alias: ' prometheus-sample-app ' }),
    );
    assert.deepEqual(
      workspaces.map(({ alias }) => alias),
      ['prometheus-sample-app', 'prometheus-sample-app-staging'],
    );
    assert.ok(workspaces.every((workspace) => !('prometheusEndpoint' in workspace)));
    assert.ok(workspaces[0]?.createdAt instanceof Date);
  });

  it('has two workspaces with one alias, and one in each status that needs care', async () => {
    const { workspaces = [] } = await aws.amp.send(new ListWorkspacesCommand({}));
    assert.equal(workspaces.filter(({ alias }) => alias === 'team-metrics').length, 2);
    const codes = new Set(workspaces.map(({ status }) => status?.statusCode));
    assert.deepEqual([...codes].sort(), ['ACTIVE', 'CREATING', 'CREATION_FAILED']);
  });

  it('makes a workspace in its own time, and gives its endpoint when it is ACTIVE', async () => {
    const made = await aws.amp.send(new CreateWorkspaceCommand({ alias: 'new', tags: { a: 'b' } }));
    assert.equal(made.status?.statusCode, 'CREATING');
    const workspaceId = made.workspaceId ?? '';
    assert.equal((await describeWorkspace(workspaceId))?.prometheusEndpoint, undefined);
    aws.pass(100);
    const workspace = await describeWorkspace(workspaceId);
    assert.equal(workspace?.status?.statusCode, 'ACTIVE');
    assert.match(
      workspace?.prometheusEndpoint ?? '',
      new RegExp(`^http://127.0.0.1:\\d+/workspaces/${workspaceId}/$`),
    );
    assert.deepEqual(workspace?.tags, { a: 'b' });
  });

  it('makes one workspace of two calls with one client token', async () => {
    const command = { alias: 'once', clientToken: 'one-token' };
    const [first, second] = [
      await aws.amp.send(new CreateWorkspaceCommand(command)),
      await aws.amp.send(new CreateWorkspaceCommand(command)),
    ];
    assert.equal(first.workspaceId, second.workspaceId);
  });

  it('refuses changes while a workspace is not ACTIVE', async () => {
    const { workspaceId = '' } = await aws.amp.send(new CreateWorkspaceCommand({}));
    for (const command of [
      new DeleteWorkspaceCommand({ workspaceId }),
      new UpdateWorkspaceAliasCommand({ workspaceId, alias: 'x' }),
    ]) {
      const error = await refusal(aws.amp.send(command));
      assert.equal(error.name, 'ConflictException');
      assert.equal(error['resourceId'], workspaceId);
    }
  });

  it('renames, and deletes in its own time', async () => {
    const { workspaceId = '' } = await aws.amp.send(new CreateWorkspaceCommand({ alias: 'old' }));
    aws.pass(100);
    await aws.amp.send(new UpdateWorkspaceAliasCommand({ workspaceId, alias: 'young' }));
    assert.equal((await describeWorkspace(workspaceId))?.alias, 'young');
    await aws.amp.send(new DeleteWorkspaceCommand({ workspaceId }));
    assert.equal((await describeWorkspace(workspaceId))?.status?.statusCode, 'DELETING');
    aws.pass(100);
    const error = await refusal(describeWorkspace(workspaceId));
    assert.deepEqual(
      [error.name, error['resourceType']],
      ['ResourceNotFoundException', 'AWS::APS::Workspace'],
    );
  });

  it('says which field is wrong', async () => {
    const error = await refusal(
      aws.amp.send(new CreateWorkspaceCommand({ alias: 'a'.repeat(101), tags: { 'aws:x': '' } })),
    );
    assert.equal(error.name, 'ValidationException');
    assert.equal(error['reason'], 'FIELD_VALIDATION_FAILED');
    assert.deepEqual(
      (error['fieldList'] as { name: string }[]).map(({ name }) => name),
      ['alias', 'tags'],
    );
  });

  it('refuses a page that is too long, and a token that it did not give', async () => {
    for (const input of [{ maxResults: 1001 }, { maxResults: 0 }, { nextToken: 'made up' }]) {
      assert.equal(
        (await refusal(aws.amp.send(new ListWorkspacesCommand(input)))).name,
        'ValidationException',
      );
    }
  });

  it('refuses a token with another filter than the one it was given for', async () => {
    const { nextToken = '' } = await aws.amp.send(new ListWorkspacesCommand({ maxResults: 1 }));
    const other = new ListWorkspacesCommand({ maxResults: 1, nextToken, alias: 'team' });
    assert.equal((await refusal(aws.amp.send(other))).name, 'ValidationException');
  });

  it('shows each account and region its own workspaces', async () => {
    const aliases = async (client: typeof aws.amp): Promise<(string | undefined)[]> =>
      ((await client.send(new ListWorkspacesCommand({}))).workspaces ?? []).map(({ alias }) => alias);
    assert.deepEqual(await aliases(aws.as(aws.part.people.other)), ['payments', 'payments-canary']);
    assert.deepEqual(await aliases(aws.as(aws.part.people.admin, { region: 'ap-northeast-1' })), [
      'tokyo-prod',
    ]);
    assert.deepEqual(await aliases(aws.as(aws.part.people.admin, { region: 'eu-west-1' })), []);
  });

  it('lets a reader read and no more, and who is denied nothing', async () => {
    const reader = aws.as(aws.part.people.reader);
    await reader.send(new ListWorkspacesCommand({}));
    const error = await refusal(reader.send(new CreateWorkspaceCommand({})));
    assert.equal(error.name, 'AccessDeniedException');
    assert.match(
      error.message,
      /^User: arn:aws:iam::111122223333:user\/lab-readonly is not authorized to perform: aps:CreateWorkspace on resource: /,
    );
    assert.equal(
      (await refusal(aws.as(aws.part.people.denied).send(new ListWorkspacesCommand({})))).name,
      'AccessDeniedException',
    );
  });

  it('keeps tags', async () => {
    const resourceArn = (await describeWorkspace(fedWorkspaceId))?.arn ?? '';
    await aws.amp.send(new TagResourceCommand({ resourceArn, tags: { 環境: '本番', x: '1' } }));
    await aws.amp.send(new UntagResourceCommand({ resourceArn, tagKeys: ['recipe', 'x'] }));
    const { tags } = await aws.amp.send(new ListTagsForResourceCommand({ resourceArn }));
    assert.deepEqual(tags, { owner: 'observability', 環境: '本番' });
  });

  it('keeps limits and retention, one update after the other', async () => {
    const workspaceId = fedWorkspaceId;
    await aws.amp.send(new UpdateWorkspaceConfigurationCommand({ workspaceId, retentionPeriodInDays: 30 }));
    const again = new UpdateWorkspaceConfigurationCommand({ workspaceId, retentionPeriodInDays: 31 });
    assert.equal((await refusal(aws.amp.send(again))).name, 'ConflictException');
    aws.pass(100);
    const { workspaceConfiguration } = await aws.amp.send(
      new DescribeWorkspaceConfigurationCommand({ workspaceId }),
    );
    assert.equal(workspaceConfiguration?.status?.statusCode, 'ACTIVE');
    assert.equal(workspaceConfiguration?.retentionPeriodInDays, 30);
    assert.equal(workspaceConfiguration?.limitsPerLabelSet?.[0]?.limits?.maxSeries, 500_000);
    const nothing = new UpdateWorkspaceConfigurationCommand({ workspaceId });
    assert.equal((await refusal(aws.amp.send(nothing))).name, 'ValidationException');
  });
});

describe('lab: what belongs to a workspace', () => {
  const aws = useAws();
  const workspaceId = fedWorkspaceId;

  it('makes, lists, replaces and deletes rules', async () => {
    const name = 'mine';
    await aws.amp.send(new CreateRuleGroupsNamespaceCommand({ workspaceId, name, data: yaml('groups: []') }));
    const again = new CreateRuleGroupsNamespaceCommand({ workspaceId, name, data: yaml('groups: []') });
    assert.equal((await refusal(aws.amp.send(again))).name, 'ConflictException');
    aws.pass(100);
    await aws.amp.send(
      new PutRuleGroupsNamespaceCommand({ workspaceId, name, data: yaml('groups: [] # new') }),
    );
    const found = await aws.amp.send(new DescribeRuleGroupsNamespaceCommand({ workspaceId, name }));
    assert.equal(found.ruleGroupsNamespace?.status?.statusCode, 'UPDATING');
    assert.equal(Buffer.from(found.ruleGroupsNamespace?.data ?? []).toString(), 'groups: [] # new');
    aws.pass(100);
    await aws.amp.send(new DeleteRuleGroupsNamespaceCommand({ workspaceId, name }));
    aws.pass(100);
    const { ruleGroupsNamespaces = [] } = await aws.amp.send(
      new ListRuleGroupsNamespacesCommand({ workspaceId }),
    );
    assert.deepEqual(
      ruleGroupsNamespaces.map((rules) => [rules.name, rules.status?.statusCode]),
      [
        ['sample-app', 'ACTIVE'],
        ['too-big', 'CREATION_FAILED'],
      ],
    );
    assert.match(ruleGroupsNamespaces[1]?.status?.statusReason ?? '', /exists in another namespace/);
    assert.ok(!('data' in (ruleGroupsNamespaces[0] ?? {})));
  });

  for (const [what, data] of [
    ['no YAML', 'groups: ['],
    ['no groups', 'rules: []'],
  ] as const) {
    it(`refuses rules with ${what}`, async () => {
      const command = new CreateRuleGroupsNamespaceCommand({ workspaceId, name: 'bad', data: yaml(data) });
      assert.equal((await refusal(aws.amp.send(command))).name, 'ValidationException');
    });
  }

  it('has an alert manager or has none', async () => {
    const found = await aws.amp.send(new DescribeAlertManagerDefinitionCommand({ workspaceId }));
    assert.match(
      Buffer.from(found.alertManagerDefinition?.data ?? []).toString(),
      /^alertmanager_config: \|/,
    );
    await aws.amp.send(new DeleteAlertManagerDefinitionCommand({ workspaceId }));
    aws.pass(100);
    const none = await refusal(aws.amp.send(new DescribeAlertManagerDefinitionCommand({ workspaceId })));
    assert.equal(none.name, 'ResourceNotFoundException');
    const data = yaml('alertmanager_config: |\n  route: {}\n');
    const { status } = await aws.amp.send(new CreateAlertManagerDefinitionCommand({ workspaceId, data }));
    assert.equal(status?.statusCode, 'CREATING');
  });

  it('filters scrapers: values of a key are ORed, keys are ANDed', async () => {
    const count = async (filters: Record<string, string[]>): Promise<number | undefined> =>
      (await aws.amp.send(new ListScrapersCommand({ filters }))).scrapers?.length;
    const destinationArn = [`arn:aws:aps:us-east-1:111122223333:workspace/${workspaceId}`];
    assert.equal(await count({ destinationArn, status: ['CREATING', 'ACTIVE'] }), 1);
    assert.equal(await count({ destinationArn, status: ['CREATING'] }), 0);
    assert.equal(await count({ destinationArn: ['arn:other'] }), 0);
    assert.equal((await refusal(count({ colour: ['red'] }))).name, 'ValidationException');
  });

  it('makes and deletes scrapers', async () => {
    const { scraperId = '' } = await aws.amp.send(
      new CreateScraperCommand({
        scrapeConfiguration: { configurationBlob: yaml('scrape_configs: []') },
        source: {
          eksConfiguration: {
            clusterArn: 'arn:aws:eks:us-east-1:111122223333:cluster/x',
            subnetIds: ['subnet-1'],
          },
        },
        destination: {
          ampConfiguration: { workspaceArn: `arn:aws:aps:us-east-1:111122223333:workspace/${workspaceId}` },
        },
      }),
    );
    assert.equal(
      (await refusal(aws.amp.send(new DeleteScraperCommand({ scraperId })))).name,
      'ConflictException',
    );
    aws.pass(100);
    const { scraper } = await aws.amp.send(new DescribeScraperCommand({ scraperId }));
    assert.equal(scraper?.status?.statusCode, 'ACTIVE');
    await aws.amp.send(new DeleteScraperCommand({ scraperId }));
    aws.pass(100);
    assert.equal(
      (await refusal(aws.amp.send(new DescribeScraperCommand({ scraperId })))).name,
      'ResourceNotFoundException',
    );
  });
});

describe('lab: the huge set', () => {
  const aws = useAws({ size: 'huge' });

  it('gives 1,000 workspaces in ten pages of the default length', async () => {
    const ids = new Set<string | undefined>();
    let pages = 0;
    for await (const { workspaces = [] } of paginateListWorkspaces({ client: aws.amp }, {})) {
      workspaces.forEach(({ workspaceId }) => ids.add(workspaceId));
      pages++;
    }
    assert.deepEqual([ids.size, pages], [1000, 10]);
  });

  it('gives them in one page when asked to', async () => {
    const { workspaces, nextToken } = await aws.amp.send(new ListWorkspacesCommand({ maxResults: 1000 }));
    assert.deepEqual([workspaces?.length, nextToken], [1000, undefined]);
  });
});
