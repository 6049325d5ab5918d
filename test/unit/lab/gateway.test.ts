import { after, before, describe, it } from 'mocha';
import type { Context } from 'mocha';
import assert from 'node:assert/strict';
import type { Identity } from '../../lab/aws/identities.ts';
import type { Service } from '../../lab/aws/service.ts';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import type { SignableRequest } from '../../lab/aws/sigv4.ts';
import { makeSigner } from '../../lab/aws/sigv4.ts';
import { startGateway } from '../../lab/data/gateway.ts';
import type { Stores } from '../../lab/data/stores.ts';
import { region as home } from '../../lab/names.ts';
import type { TestAws, TestStores } from './local.ts';
import { startStores, useAws } from './local.ts';
import { writeBody } from './remoteWrite.ts';

interface Ask {
  workspace?: string;
  identity?: Identity;
  region?: string;
  method?: string;
  body?: Uint8Array | string;
  type?: string;
}

/** Signs and sends a request to the data plane. */
async function ask(
  gateway: Service,
  aws: TestAws,
  path: string,
  options: Ask = {},
): Promise<{ status: number; text: string }> {
  const { workspace = fedWorkspaceId, identity = aws.part.people.admin, region = home, body } = options;
  const { method = body === undefined ? 'GET' : 'POST', type = 'application/x-www-form-urlencoded' } =
    options;
  const url = new URL(`${gateway.url}/workspaces/${workspace}/api/v1/${path}`);
  const headers = { host: url.host, ...(body === undefined ? {} : { 'content-type': type }) };
  const query = Object.fromEntries(url.searchParams);
  const request: SignableRequest = {
    method,
    protocol: 'http:',
    hostname: url.host,
    path: url.pathname,
    query,
    headers,
    body,
  };
  const signed = await makeSigner(identity, region, 'aps').sign(request);
  const response = await fetch(url, {
    method,
    headers: signed.headers,
    body: body === undefined ? null : Buffer.from(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('lab: the data plane without Prometheus', () => {
  const aws = useAws({ now: Date.now });
  let gateway: Service;
  before(async () => {
    gateway = await startGateway({ state: aws.part.state, stores: undefined, shared: aws.part.shared });
  });
  after(() => gateway.stop());

  for (const [what, path, options, status, body] of [
    ['a good query, which nobody can answer', 'query?query=up', {}, 503, /started without Prometheus/],
    [
      'a workspace that is not there',
      'query?query=up',
      { workspace: 'ws-none' },
      404,
      /^{"Message":"Workspace not found"}$/,
    ],
    [
      'a signature for another region',
      'query?query=up',
      { region: 'eu-west-1' },
      403,
      /^{"message":"Credential should be scoped to a valid region/,
    ],
    ['what AMP does not offer', 'status/buildinfo', {}, 405, /Method Not Allowed/],
    [
      'a verb that an operation does not take',
      'metadata',
      { method: 'POST', body: '' },
      405,
      /Method Not Allowed/,
    ],
    ['what nobody offers', 'nonsense', {}, 404, /Not Found/],
  ] satisfies [string, string, Ask, number, RegExp][]) {
    it(`answers ${status} to ${what}`, async () => {
      const answer = await ask(gateway, aws, path, options);
      assert.equal(answer.status, status);
      assert.match(answer.text, body);
    });
  }

  it('answers 403 to another account, to a collector that reads, and to nobody', async () => {
    const other = await ask(gateway, aws, 'query?query=up', { identity: aws.part.people.other });
    assert.match(
      other.text,
      /^{"Message":"User: arn:aws:iam::444455556666:user\/lab-other is not authorized to perform: aps:QueryMetrics/,
    );
    assert.equal(
      (await ask(gateway, aws, 'query?query=up', { identity: aws.part.people.collector })).status,
      403,
    );
    const nobody = await fetch(`${gateway.url}/workspaces/${fedWorkspaceId}/api/v1/query?query=up`);
    assert.deepEqual(
      [nobody.status, await nobody.text()],
      [403, '{"message":"Missing Authentication Token"}'],
    );
  });
});

describe('lab: the data plane over Prometheus', () => {
  const aws = useAws({ now: Date.now });
  let gateway: Service;
  let stores: Stores;
  let running: TestStores | undefined;
  before(async function (this: Context) {
    running = await startStores(this);
    ({ stores } = running);
    gateway = await startGateway({ state: aws.part.state, stores, shared: aws.part.shared });
  });
  after(async () => {
    await gateway?.stop();
    await running?.stop();
  });

  it('keeps what is written, with its metadata, in its own workspace', async () => {
    const body = writeBody({ __name__: 'hits_total', job: 'x' }, 42, Date.now());
    const identity = aws.part.people.collector;
    const written = await ask(gateway, aws, 'remote_write', {
      body,
      identity,
      type: 'application/x-protobuf',
    });
    assert.equal(written.status, 204, written.text);
    const query = async (more: Ask): Promise<unknown> => {
      const { text } = await ask(gateway, aws, 'query', { body: 'query=hits_total', ...more });
      const { data } = JSON.parse(text) as {
        data: { result: { metric: object; value: [number, string] }[] };
      };
      return data.result.map(({ metric, value }) => [metric, value[1]]);
    };
    assert.deepEqual(await query({}), [[{ __name__: 'hits_total', job: 'x' }, '42']]);
    const [, , , another] = [...aws.part.state.region('111122223333', home).workspaces.keys()];
    assert.deepEqual(await query({ workspace: another ?? '' }), []);
    const metadata = await ask(gateway, aws, 'metadata');
    assert.deepEqual(JSON.parse(metadata.text), {
      status: 'success',
      data: { hits_total: [{ type: 'counter', help: 'help', unit: '' }] },
    });
  });

  it('refuses a damaged write, and passes on what Prometheus says of a bad query', async () => {
    assert.equal((await ask(gateway, aws, 'remote_write', { body: Uint8Array.of(5, 1) })).status, 400);
    const bad = await ask(gateway, aws, 'query?query=up{');
    assert.equal(bad.status, 400);
    assert.match(bad.text, /"errorType":"bad_data"/);
  });

  it('evaluates the rules of the workspace, under the name of their namespace', async () => {
    const { text } = await ask(gateway, aws, 'rules');
    const { data } = JSON.parse(text) as { data: { groups: { file: string; name: string }[] } };
    assert.deepEqual(
      data.groups.map(({ file, name }) => [file, name]),
      [['sample-app', 'sample-app']],
    );
  });
});
