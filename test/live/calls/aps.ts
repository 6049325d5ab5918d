import type { AwsCall, Known } from './call.ts';

/** A call of AMP by its title, operation and request line. */
function aps(
  title: string,
  operation: string,
  line: string,
  more: Pick<AwsCall, 'body' | 'keep'> = {},
): AwsCall {
  const [method = '', template = ''] = line.split(' ');
  // {name} stands for what an earlier answer gave.
  const target = (known: Known): string =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? `no ${name}`));
  return { title, service: 'aps', operation, method, target, ...more };
}

const gone = 'ws-00000000-0000-0000-0000-000000000000';
const goneArn = encodeURIComponent(`arn:aws:aps:eu-west-1:123456789012:workspace/${gone}`);
const yaml = (text: string): string => Buffer.from(text).toString('base64');
const rules = yaml('groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: up\n');

const workspaces: readonly AwsCall[] = [
  aps('create a workspace', 'CreateWorkspace', 'POST /workspaces', {
    body: { alias: 'one', tags: { team: 'a', 環境: '本番' }, clientToken: 'token-1' },
    keep: { id: ['workspaceId'], arn: ['arn'] },
  }),
  aps('create a workspace without a name', 'CreateWorkspace', 'POST /workspaces', {
    body: {},
    keep: { nameless: ['workspaceId'] },
  }),
  aps('create another', 'CreateWorkspace', 'POST /workspaces', { body: { alias: 'one more' } }),
  aps('describe a workspace', 'DescribeWorkspace', 'GET /workspaces/{id}'),
  aps('describe one without a name', 'DescribeWorkspace', 'GET /workspaces/{nameless}'),
  aps('describe one that is gone', 'DescribeWorkspace', `GET /workspaces/${gone}`),
  aps('list all', 'ListWorkspaces', 'GET /workspaces'),
  aps('list those whose name begins so', 'ListWorkspaces', 'GET /workspaces?alias=one'),
  aps('list those of a name that none has', 'ListWorkspaces', 'GET /workspaces?alias=nobody'),
  aps('list a first page', 'ListWorkspaces', 'GET /workspaces?maxResults=2', {
    keep: { next: ['nextToken'] },
  }),
  aps('list the next page', 'ListWorkspaces', 'GET /workspaces?maxResults=2&nextToken={next}'),
  aps('list too small a page', 'ListWorkspaces', 'GET /workspaces?maxResults=0'),
  aps('list too big a page', 'ListWorkspaces', 'GET /workspaces?maxResults=1001'),
  aps('list by a token that nobody gave', 'ListWorkspaces', 'GET /workspaces?nextToken=nonsense'),
  aps('create one with too long a name', 'CreateWorkspace', 'POST /workspaces', {
    body: { alias: 'a'.repeat(101) },
  }),
  aps('create one with a reserved tag', 'CreateWorkspace', 'POST /workspaces', {
    body: { tags: { 'aws:team': 'a' } },
  }),
  aps('create one by a body that is no JSON', 'CreateWorkspace', 'POST /workspaces', { body: '{"alias":' }),
  aps('create it again with the same token', 'CreateWorkspace', 'POST /workspaces', {
    body: { alias: 'one', tags: { team: 'a', 環境: '本番' }, clientToken: 'token-1' },
  }),
  aps('rename', 'UpdateWorkspaceAlias', 'POST /workspaces/{id}/alias', { body: { alias: 'two' } }),
  aps('rename to too long a name', 'UpdateWorkspaceAlias', 'POST /workspaces/{id}/alias', {
    body: { alias: 'a'.repeat(101) },
  }),
  aps('rename one that is gone', 'UpdateWorkspaceAlias', `POST /workspaces/${gone}/alias`, {
    body: { alias: 'two' },
  }),
];

const tags: readonly AwsCall[] = [
  aps('list tags', 'ListTagsForResource', 'GET /tags/{arn}'),
  aps('list tags of what is gone', 'ListTagsForResource', `GET /tags/${goneArn}`),
  aps('list tags of what is no ARN', 'ListTagsForResource', 'GET /tags/nonsense'),
  aps('tag', 'TagResource', 'POST /tags/{arn}', { body: { tags: { stage: 'prod' } } }),
  aps('tag with a reserved key', 'TagResource', 'POST /tags/{arn}', { body: { tags: { 'aws:x': '' } } }),
  aps('tag what is gone', 'TagResource', `POST /tags/${goneArn}`, { body: { tags: { stage: 'prod' } } }),
  aps('untag', 'UntagResource', 'DELETE /tags/{arn}?tagKeys=stage&tagKeys=nobody'),
  aps('untag what is gone', 'UntagResource', `DELETE /tags/${goneArn}?tagKeys=stage`),
];

const path = '/workspaces/{id}/rulegroupsnamespaces';
const gonePath = `/workspaces/${gone}/rulegroupsnamespaces`;

const ruleGroups: readonly AwsCall[] = [
  aps('create rules', 'CreateRuleGroupsNamespace', `POST ${path}`, {
    body: { name: 'one', data: rules, tags: { team: 'a' } },
  }),
  aps('create more rules', 'CreateRuleGroupsNamespace', `POST ${path}`, {
    body: { name: 'other', data: rules },
  }),
  aps('create rules that are there', 'CreateRuleGroupsNamespace', `POST ${path}`, {
    body: { name: 'one', data: rules },
  }),
  aps('create rules in what is gone', 'CreateRuleGroupsNamespace', `POST ${gonePath}`, {
    body: { name: 'one', data: rules },
  }),
  aps('describe rules', 'DescribeRuleGroupsNamespace', `GET ${path}/one`),
  aps('describe rules that are gone', 'DescribeRuleGroupsNamespace', `GET ${path}/nobody`),
  aps('describe rules in what is gone', 'DescribeRuleGroupsNamespace', `GET ${gonePath}/one`),
  aps('list rules', 'ListRuleGroupsNamespaces', `GET ${path}`),
  aps('list rules whose name begins so', 'ListRuleGroupsNamespaces', `GET ${path}?name=on`),
  aps('list a first page of rules', 'ListRuleGroupsNamespaces', `GET ${path}?maxResults=1`, {
    keep: { nextRules: ['nextToken'] },
  }),
  aps(
    'list the next page of rules',
    'ListRuleGroupsNamespaces',
    `GET ${path}?maxResults=1&nextToken={nextRules}`,
  ),
  aps('list rules in what is gone', 'ListRuleGroupsNamespaces', `GET ${gonePath}`),
  aps('replace rules', 'PutRuleGroupsNamespace', `PUT ${path}/one`, { body: { data: rules } }),
  aps('replace rules that are gone', 'PutRuleGroupsNamespace', `PUT ${path}/nobody`, {
    body: { data: rules },
  }),
  aps('create rules that are no YAML', 'CreateRuleGroupsNamespace', `POST ${path}`, {
    body: { name: 'bad', data: yaml('{') },
  }),
  aps('create rules without a name', 'CreateRuleGroupsNamespace', `POST ${path}`, { body: { data: rules } }),
  aps('delete rules', 'DeleteRuleGroupsNamespace', `DELETE ${path}/one`),
  aps('delete rules that are gone', 'DeleteRuleGroupsNamespace', `DELETE ${path}/nobody`),
];

/** Every operation of AMP that the lab and moto both know, asked well and badly. */
export const apsCalls: readonly AwsCall[] = [
  ...workspaces,
  ...tags,
  ...ruleGroups,
  aps('delete a workspace', 'DeleteWorkspace', 'DELETE /workspaces/{id}'),
  aps('delete one that is gone', 'DeleteWorkspace', `DELETE /workspaces/${gone}`),
  aps('describe one that was deleted', 'DescribeWorkspace', 'GET /workspaces/{id}'),
];

const definition = yaml('alertmanager_config: |\n  route:\n    receiver: default\n');
const alerts = '/workspaces/{own}/alertmanager/definition';
const clusterArn = 'arn:aws:eks:eu-west-1:111122223333:cluster/a';

/** Those that the lab alone knows, and what its workspaces go through. */
export const labApsCalls: readonly AwsCall[] = [
  aps('create a workspace', 'CreateWorkspace', 'POST /workspaces', {
    body: { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0123-abc' },
    keep: { own: ['workspaceId'], ownArn: ['arn'] },
  }),
  aps('describe it', 'DescribeWorkspace', 'GET /workspaces/{own}'),
  aps('describe the definition there is not', 'DescribeAlertManagerDefinition', `GET ${alerts}`),
  aps('create a definition', 'CreateAlertManagerDefinition', `POST ${alerts}`, {
    body: { data: definition },
  }),
  aps('create it again', 'CreateAlertManagerDefinition', `POST ${alerts}`, { body: { data: definition } }),
  aps('describe the definition', 'DescribeAlertManagerDefinition', `GET ${alerts}`),
  aps('replace the definition', 'PutAlertManagerDefinition', `PUT ${alerts}`, { body: { data: definition } }),
  aps('replace it by nonsense', 'PutAlertManagerDefinition', `PUT ${alerts}`, {
    body: { data: yaml('a: b') },
  }),
  aps('delete the definition', 'DeleteAlertManagerDefinition', `DELETE ${alerts}`),
  aps('describe limits', 'DescribeWorkspaceConfiguration', 'GET /workspaces/{own}/configuration'),
  aps('change limits', 'UpdateWorkspaceConfiguration', 'PATCH /workspaces/{own}/configuration', {
    body: {
      retentionPeriodInDays: 30,
      limitsPerLabelSet: [{ labelSet: { a: 'b' }, limits: { maxSeries: 5 } }],
    },
  }),
  aps('describe changed limits', 'DescribeWorkspaceConfiguration', 'GET /workspaces/{own}/configuration'),
  aps('change limits wrongly', 'UpdateWorkspaceConfiguration', 'PATCH /workspaces/{own}/configuration', {
    body: { retentionPeriodInDays: 0 },
  }),
  aps('create a scraper', 'CreateScraper', 'POST /scrapers', {
    body: ({ ownArn }) => ({
      alias: 'scraper',
      scrapeConfiguration: { configurationBlob: yaml('scrape_configs: []\n') },
      source: { eksConfiguration: { clusterArn, subnetIds: ['subnet-1', 'subnet-2'] } },
      destination: { ampConfiguration: { workspaceArn: ownArn } },
    }),
    keep: { scraper: ['scraperId'] },
  }),
  aps('create a scraper of nothing', 'CreateScraper', 'POST /scrapers', { body: {} }),
  aps('list scrapers', 'ListScrapers', 'GET /scrapers?destinationArn={ownArn}'),
  aps('describe a scraper', 'DescribeScraper', 'GET /scrapers/{scraper}'),
  aps('describe one that is gone', 'DescribeScraper', 'GET /scrapers/s-nobody'),
  aps('delete a scraper', 'DeleteScraper', 'DELETE /scrapers/{scraper}'),
  aps('delete a workspace', 'DeleteWorkspace', 'DELETE /workspaces/{own}'),
  aps('rename what is going', 'UpdateWorkspaceAlias', 'POST /workspaces/{own}/alias', {
    body: { alias: 'x' },
  }),
];

/** What a workspace that is being created is asked, which moto's never is. */
export const changingCalls: readonly AwsCall[] = [
  aps('create a workspace', 'CreateWorkspace', 'POST /workspaces', {
    body: {},
    keep: { own: ['workspaceId'] },
  }),
  aps('describe it', 'DescribeWorkspace', 'GET /workspaces/{own}'),
  aps('rename it', 'UpdateWorkspaceAlias', 'POST /workspaces/{own}/alias', { body: { alias: 'x' } }),
  aps('delete it', 'DeleteWorkspace', 'DELETE /workspaces/{own}'),
  aps('give it rules', 'CreateRuleGroupsNamespace', 'POST /workspaces/{own}/rulegroupsnamespaces', {
    body: { name: 'one', data: rules },
  }),
  aps('give it a definition', 'CreateAlertManagerDefinition', `POST ${alerts}`, {
    body: { data: definition },
  }),
];
