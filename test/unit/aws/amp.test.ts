import * as assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  createWorkspace,
  deleteWorkspace,
  describeWorkspace,
  listWorkspaces,
  renameWorkspace,
  tagWorkspace,
  untagWorkspace,
  waitUntilActive,
} from '../../../src/aws/amp.ts';
import {
  describeAlertManager,
  describeWorkspaceConfiguration,
  listRuleNamespaces,
  listScrapers,
} from '../../../src/aws/ampParts.ts';
import { describeCluster, listClusters, listFargateProfiles } from '../../../src/aws/eks.ts';
import { listGrafanaWorkspaces } from '../../../src/aws/grafana.ts';
import type { AwsSession } from '../../../src/aws/session.ts';
import { Trouble } from '../../../src/trouble.ts';
import { json, keys, makeHome, serve } from './local.ts';
import type { Answer, Home } from './local.ts';

const active = { statusCode: 'ACTIVE' };
const arn = 'arn:aws:aps:eu-west-1:1:workspace/ws-1';

describe('AWS calls', () => {
  let home: Home;
  let local: Awaited<ReturnType<typeof serve>>;
  let answer: Answer;
  let session: AwsSession;

  beforeEach(async () => {
    local = await serve((...args) => answer(...args));
    home = makeHome(`[profile p]\nmax_attempts = 1\nendpoint_url = ${local.url}\n${keys}`);
    session = await home.aws().session({ profile: 'p', region: 'eu-west-1' });
  });
  afterEach(async () => {
    home.close();
    await local.close();
  });
  const asked = (): string[] => local.seen.map(({ method, url }) => `${method} ${url}`);
  const bodies = (): unknown[] => local.seen.map(({ body }) => JSON.parse(body || 'null') as unknown);
  const statuses =
    (codes: readonly string[]): Answer =>
    (_request, response, count) =>
      json(response, {
        workspace: {
          workspaceId: 'ws-1',
          arn,
          status: { statusCode: codes[count - 1] },
          ...(codes[count - 1] === 'ACTIVE' && { prometheusEndpoint: 'https://e/workspaces/ws-1/' }),
        },
      });

  it('lists workspaces in pages of 1,000', async () => {
    answer = (_request, response) =>
      json(response, {
        nextToken: 'n',
        workspaces: [
          { workspaceId: 'ws-1', alias: 'a', arn, status: active, createdAt: 1.7e9, tags: { t: '1' } },
          { workspaceId: 'ws-2', alias: '', arn, status: active },
        ],
      });
    const page = await listWorkspaces(session);
    assert.deepEqual(page, {
      nextToken: 'n',
      workspaces: [
        { id: 'ws-1', alias: 'a', arn, status: 'ACTIVE', createdAt: new Date(1.7e12), tags: { t: '1' } },
        { id: 'ws-2', arn, status: 'ACTIVE', tags: {} },
      ],
    });
    await listWorkspaces(session, { limit: 5, nextToken: 'n' });
    assert.deepEqual(asked(), [
      'GET /workspaces?maxResults=1000',
      'GET /workspaces?maxResults=5&nextToken=n',
    ]);
  });

  it('ends with the last page', async () => {
    answer = (_request, response) => json(response, { workspaces: [] });
    assert.deepEqual(await listWorkspaces(session), { workspaces: [] });
  });

  it('describes a workspace with its endpoint', async () => {
    answer = statuses(['ACTIVE']);
    assert.equal((await describeWorkspace(session, 'ws-1')).endpoint, 'https://e/workspaces/ws-1/');
  });

  it('creates a workspace with or without alias and tags', async () => {
    answer = (_request, response) =>
      json(response, { workspaceId: 'ws-9', arn, status: { statusCode: 'CREATING' } }, { status: 202 });
    assert.deepEqual(await createWorkspace(session, { alias: 'a', tags: { t: '1' } }), {
      id: 'ws-9',
      arn,
      status: 'CREATING',
    });
    await createWorkspace(session, { tags: {} });
    const [first, second] = bodies() as Record<string, unknown>[];
    assert.deepEqual(
      [first?.alias, first?.tags, Object.keys(second ?? {})],
      ['a', { t: '1' }, ['clientToken']],
    );
  });

  it('renames, tags, untags and deletes', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    await renameWorkspace(session, 'ws-1', { alias: 'b' });
    await tagWorkspace(session, arn, { tags: { k: 'v' } });
    await untagWorkspace(session, arn, { keys: ['k'] });
    await deleteWorkspace(session, 'ws-1');
    assert.deepEqual(
      asked().map((line) => line.replace(/clientToken=[\w-]+/, 'clientToken=T')),
      [
        'POST /workspaces/ws-1/alias',
        `POST /tags/${encodeURIComponent(arn)}`,
        `DELETE /tags/${encodeURIComponent(arn)}?tagKeys=k`,
        'DELETE /workspaces/ws-1?clientToken=T',
      ],
    );
    assert.deepEqual((bodies()[1] as { tags: unknown }).tags, { k: 'v' });
  });

  describe('waitUntilActive', () => {
    const wait = async (signal?: AbortSignal): Promise<{ waits: number[]; endpoint?: string }> => {
      const waits: number[] = [];
      const { endpoint } = await waitUntilActive(session, 'ws-1', {
        sleep: (ms) => Promise.resolve(waits.push(ms)),
        ...(signal && { signal }),
      });
      return { waits, ...(endpoint !== undefined && { endpoint }) };
    };

    it('asks less and less often, and gives the endpoint', async () => {
      answer = statuses([...Array<string>(8).fill('CREATING'), 'ACTIVE']);
      const { waits, endpoint } = await wait();
      assert.deepEqual(waits.map(Math.round), [1000, 1500, 2250, 3375, 5063, 7594, 10000, 10000]);
      assert.equal(endpoint, 'https://e/workspaces/ws-1/');
    });

    for (const code of ['CREATION_FAILED', 'DELETING']) {
      it(`ends on ${code}`, async () => {
        answer = statuses(['CREATING', code]);
        await assert.rejects(wait(), (error) => error instanceof Trouble && error.advice.what.includes(code));
      });
    }

    it('ends when the workspace is gone, or may not be read', async () => {
      for (const [status, error] of [
        [404, 'ResourceNotFoundException'],
        [403, 'AccessDeniedException'],
      ] as const) {
        answer = (_request, response) =>
          json(response, { message: 'x', resourceId: 'ws-1', resourceType: 'workspace' }, { status, error });
        await assert.rejects(wait(), { name: error });
      }
    });

    it('ends when it is aborted', async () => {
      answer = statuses(['CREATING']);
      await assert.rejects(wait(AbortSignal.abort()), { name: 'AbortError' });
    });
  });

  it('lists the scrapers of a workspace over all pages', async () => {
    const scraper = {
      scraperId: 's-1',
      arn: 'arn:s',
      status: active,
      source: { eksConfiguration: { clusterArn: 'arn:c' } },
      destination: { ampConfiguration: { workspaceArn: arn } },
    };
    answer = (_request, response, count) =>
      json(response, { scrapers: [scraper], ...(count === 1 && { nextToken: 'n' }) });
    const found = await listScrapers(session, arn);
    assert.deepEqual(
      found,
      Array(2).fill({
        id: 's-1',
        arn: 'arn:s',
        status: 'ACTIVE',
        sourceClusterArn: 'arn:c',
        workspaceArn: arn,
      }),
    );
    assert.equal(asked()[0], `GET /scrapers?destinationArn=${encodeURIComponent(arn)}&maxResults=1000`);
  });

  it('lists rule namespaces', async () => {
    answer = (_request, response) =>
      json(response, {
        ruleGroupsNamespaces: [
          { name: 'r', arn: 'arn:r', status: { statusCode: 'CREATION_FAILED', statusReason: 'bad yaml' } },
        ],
      });
    assert.deepEqual(await listRuleNamespaces(session, 'ws-1'), [
      { name: 'r', arn: 'arn:r', status: 'CREATION_FAILED', statusReason: 'bad yaml' },
    ]);
  });

  it('reads the alert manager definition', async () => {
    answer = (_request, response) =>
      json(response, {
        alertManagerDefinition: {
          status: active,
          data: Buffer.from('alertmanager_config: |\n  é').toString('base64'),
        },
      });
    assert.deepEqual(await describeAlertManager(session, 'ws-1'), {
      status: 'ACTIVE',
      definition: 'alertmanager_config: |\n  é',
    });
  });

  const absent =
    (resourceType: string): Answer =>
    (_request, response) =>
      json(
        response,
        { message: 'x', resourceId: 'ws-1', resourceType },
        { status: 404, error: 'ResourceNotFoundException' },
      );

  it('has no alert manager where there is none, and says so when the workspace is gone', async () => {
    answer = absent('AWS::APS::AlertManagerDefinition');
    assert.equal(await describeAlertManager(session, 'ws-1'), undefined);
    assert.equal(await describeWorkspaceConfiguration(session, 'ws-1'), undefined);
    for (const type of ['AWS::APS::Workspace', 'workspace']) {
      answer = absent(type);
      await assert.rejects(describeAlertManager(session, 'ws-1'), { name: 'ResourceNotFoundException' });
    }
  });

  it('reads retention and limits', async () => {
    answer = (_request, response) =>
      json(response, {
        workspaceConfiguration: {
          status: active,
          retentionPeriodInDays: 150,
          limitsPerLabelSet: [{ labelSet: { team: 'a' }, limits: { maxSeries: 1000 } }],
        },
      });
    assert.deepEqual(await describeWorkspaceConfiguration(session, 'ws-1'), {
      status: 'ACTIVE',
      retentionDays: 150,
      seriesLimits: [{ labels: { team: 'a' }, maxSeries: 1000 }],
    });
  });

  it('lists Grafana workspaces with a whole URL', async () => {
    answer = (_request, response, count) =>
      json(response, {
        workspaces: [
          {
            id: 'g-1',
            name: 'n',
            status: 'ACTIVE',
            grafanaVersion: '12.4',
            endpoint: count === 1 ? 'g-1.grafana-workspace.eu-west-1.amazonaws.com' : 'https://x',
            authentication: { providers: ['AWS_SSO'] },
          },
        ],
        ...(count === 1 && { nextToken: 'n' }),
      });
    const found = await listGrafanaWorkspaces(session);
    assert.deepEqual(
      found.map(({ url }) => url),
      ['https://g-1.grafana-workspace.eu-west-1.amazonaws.com', 'https://x'],
    );
    assert.deepEqual([found[0]?.version, found[0]?.authentication], ['12.4', ['AWS_SSO']]);
  });

  describe('EKS', () => {
    const clusters: Answer = ({ url }, response) => {
      const name = /^\/clusters\/([\w-]+)$/.exec(url)?.[1];
      if (name === 'hidden') {
        return json(response, { message: 'no' }, { status: 403, error: 'AccessDeniedException' });
      }
      if (name !== undefined) {
        return json(response, {
          cluster: {
            name,
            status: 'ACTIVE',
            version: '1.34',
            endpoint: `https://${name}.eks`,
            certificateAuthority: { data: 'Q0E=' },
            resourcesVpcConfig: { endpointPublicAccess: true },
          },
        });
      }
      return json(
        response,
        url.includes('nextToken') ? { clusters: ['c'] } : { clusters: ['a', 'hidden'], nextToken: 'n' },
      );
    };

    it('lists and describes all clusters; one that is hidden keeps its name', async () => {
      answer = clusters;
      const found = await listClusters(session);
      assert.deepEqual(
        found.map(({ name, status, version }) => [name, status, version]),
        [
          ['a', 'ACTIVE', '1.34'],
          ['hidden', '', undefined],
          ['c', 'ACTIVE', '1.34'],
        ],
      );
      assert.equal((found[1]?.error as Error).name, 'AccessDeniedException');
    });

    it('describes a cluster so that it can be opened', async () => {
      answer = clusters;
      assert.deepEqual(await describeCluster(session, 'a'), {
        name: 'a',
        status: 'ACTIVE',
        version: '1.34',
        server: 'https://a.eks',
        caData: 'Q0E=',
        isPublic: true,
        tags: {},
      });
    });

    it('lists Fargate profiles with their selectors', async () => {
      answer = ({ url }, response) =>
        url.startsWith('/clusters/a/fargate-profiles/')
          ? json(response, {
              fargateProfile: {
                fargateProfileName: 'f',
                status: 'ACTIVE',
                selectors: [{ namespace: 'prometheus', labels: { a: 'b' } }, { namespace: 'x' }],
                health: { issues: [{ code: 'AccessDenied', message: 'role' }] },
              },
            })
          : json(response, { fargateProfileNames: ['f'] });
      assert.deepEqual(await listFargateProfiles(session, 'a'), [
        {
          name: 'f',
          status: 'ACTIVE',
          selectors: [
            { namespace: 'prometheus', labels: { a: 'b' } },
            { namespace: 'x', labels: {} },
          ],
          issues: ['role'],
        },
      ]);
    });
  });
});
