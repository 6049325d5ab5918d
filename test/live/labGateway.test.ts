import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { join } from 'node:path';
import { startAws } from '../lab/aws/aws.ts';
import type { AwsPart } from '../lab/aws/aws.ts';
import type { Service } from '../lab/aws/service.ts';
import type { SignableRequest } from '../lab/aws/sigv4.ts';
import { makeSigner, parseQuery } from '../lab/aws/sigv4.ts';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import { startGateway } from '../lab/data/gateway.ts';
import { Stores } from '../lab/data/stores.ts';
import { region } from '../lab/names.ts';
import { writeBody } from '../unit/lab/remoteWrite.ts';
import { alike, at, samples } from './calls/queries.ts';
import type { Question } from './calls/queries.ts';
import { describeWith, makePlace } from './given.ts';

interface Reply {
  status: number;
  type: string | null;
  /** JSON where it is JSON. */
  body: unknown;
}

for (const part of ['debianPrometheus', 'prometheus'] as const) {
  describeWith(`the gateway and the bare ${part} behind it`, [part], (folders) => {
    const program = part === 'prometheus' ? join(folders[part], 'prometheus') : folders[part];
    const place = makePlace(`labGateway-${part}`);
    let aws: AwsPart;
    let stores: Stores;
    let gateway: Service;
    let workspaceId: string;
    let bare: string;

    before(async () => {
      aws = await startAws();
      stores = new Stores(program, place.dir, () => undefined);
      gateway = await startGateway({ state: aws.state, stores, shared: aws.shared });
      // One without rules: those are evaluated at times of their own.
      const workspaces = [...aws.state.region('111122223333', region).workspaces.values()];
      workspaceId = workspaces.find(({ alias }) => alias === 'team-metrics')?.id ?? '';
      bare = await stores.open(workspaceId, []);
      for (const [minutes, labels] of samples) {
        const body = writeBody(labels, minutes + 100, (at + minutes * 60) * 1000);
        assert.equal((await askBare(['POST remote_write', body])).status, 204);
      }
    });
    after(async () => {
      await gateway?.stop();
      await stores?.stop();
      await aws?.stop();
      place.remove();
    });

    /** Signed, to the gateway; to a workspace of one's own unless another is named. */
    async function askGateway([line, body]: Question, id = workspaceId): Promise<Reply> {
      const [method = '', target = ''] = line.split(' ');
      const url = new URL(`${gateway.url}/workspaces/${id}/api/v1/${target}`);
      const signed = await makeSigner(aws.people.admin, region, 'aps').sign({
        method,
        protocol: 'http:',
        hostname: url.host,
        path: url.pathname,
        query: parseQuery(url.search.slice(1)),
        headers: { host: url.host, ...headersOf(body) },
        body,
      } as SignableRequest);
      return read(await fetch(url, { method, headers: signed.headers, ...sent(body) }));
    }

    /** The same to Prometheus itself, which calls a remote write `write`. */
    async function askBare([line, body]: Question, url = bare): Promise<Reply> {
      const [method = '', target = ''] = line.replace('remote_write', 'write').split(' ');
      return read(
        await fetch(`${url}/api/v1/${target}`, { method, headers: headersOf(body), ...sent(body) }),
      );
    }

    it('answer alike: queries, series, labels, and what is wrong with them', async () => {
      const statuses = new Set<number>();
      for (const question of alike) {
        const reply = await askGateway(question);
        assert.deepEqual(reply, await askBare(question), question.join(' '));
        statuses.add(reply.status);
      }
      assert.deepEqual(statuses, new Set([200, 400, 422]));
    });

    it('answer alike to writes: new samples, old ones and the same ones', async () => {
      const labels = { __name__: 'written_total', job: 'x' };
      const write = (value: number, second: number): Question => [
        'POST remote_write',
        writeBody(labels, value, (at + second) * 1000),
      ];
      const query: Question = [`GET query?query=written_total[10m]&time=${at + 60}`];
      assert.equal((await askGateway(write(1, 10))).status, 204);
      assert.equal((await askBare(write(2, 20))).status, 204);
      // Both reach the same series.
      const { body } = await askGateway(query);
      assert.match(JSON.stringify(body), /"values":\[\[1790000010,"1"\],\[1790000020,"2"\]\]/);
      for (const again of [write(3, 20), write(3, 5)]) {
        const refused = await askGateway(again);
        assert.equal(refused.status, 400);
        assert.deepEqual(refused, await askBare(again));
      }
      // In words of its own: it reads the metadata out of what is written.
      const damaged: Question = ['POST remote_write', Uint8Array.of(5, 1)];
      assert.deepEqual([(await askGateway(damaged)).status, (await askBare(damaged)).status], [400, 400]);
    });

    // https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-Prometheus-Compatible-Apis.html has all that AMP
    // offers, and https://github.com/grafana/grafana-amazonprometheus-datasource/blob/main/CHANGELOG.md its 405 for build information.
    it('differ by name: AMP does not offer all that Prometheus has', async () => {
      for (const target of ['status/buildinfo', 'status/config', 'targets', 'format_query?query=up']) {
        const question: Question = [`GET ${target}`];
        assert.deepEqual([(await askGateway(question)).status, (await askBare(question)).status], [405, 200]);
      }
      for (const verb of [
        'POST metadata',
        'POST rules',
        'PUT query',
        'POST label/job/values',
        'GET remote_write',
      ]) {
        const question: Question = [verb];
        assert.deepEqual(
          [(await askGateway(question)).status, (await askBare(question)).status],
          [405, 405],
          verb,
        );
      }
      const nonsense: Question = ['GET nonsense'];
      assert.deepEqual([(await askGateway(nonsense)).status, (await askBare(nonsense)).status], [404, 404]);
    });

    // https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-GetMetricMetadata.html: AMP scrapes nothing, so its
    // metadata is what came with remote writes, of which Prometheus keeps none.
    it('differ by name: AMP knows the metadata of what was written', async () => {
      const labels = { __name__: 'described_total', job: 'x' };
      assert.equal((await askGateway(['POST remote_write', writeBody(labels, 1, at * 1000)])).status, 204);
      const metadata = { described_total: [{ type: 'counter', help: 'help', unit: '' }] };
      const question: Question = ['GET metadata?metric=described_total'];
      const reply = (data: unknown): Reply => ({
        ...{ status: 200, type: 'application/json', body: { status: 'success', data } },
      });
      assert.deepEqual(await askGateway(question), reply(metadata));
      assert.deepEqual(await askBare(question), reply({}));
    });

    // https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-ListRules.html: `file` is the namespace.
    it('differ by name: AMP gives a namespace for the file of rules', async () => {
      await askGateway(['GET rules'], fedWorkspaceId);
      const ruler = await stores.open(fedWorkspaceId, rulesOf(aws));
      const [ours, theirs] = [
        await askGateway(['GET rules'], fedWorkspaceId),
        await askBare(['GET rules'], ruler),
      ];
      const files = new Set<string>();
      const withoutFiles = ({ body, ...rest }: Reply): unknown => ({
        ...rest,
        body: JSON.parse(
          JSON.stringify(body, (key, value: unknown) => {
            if (key === 'file') {
              files.add(String(value));
            }
            // When and how it went is another matter at each look.
            return /^(file|lastEvaluation|evaluationTime|health|state|alerts|lastError)$/.test(key)
              ? undefined
              : value;
          }),
        ) as unknown,
      });
      assert.deepEqual(withoutFiles(ours), withoutFiles(theirs));
      assert.match(JSON.stringify(ours.body), /"name":"SampleAppSilent"/);
      assert.deepEqual(
        files,
        new Set(['sample-app', join(place.dir, fedWorkspaceId, 'rules', 'sample-app.yml')]),
      );
    });

    // https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-Prometheus-Compatible-Apis.html: requests are signed.
    it('differ by name: AMP answers nobody who does not sign', async () => {
      const target = 'api/v1/query?query=1';
      const reply = await read(await fetch(`${gateway.url}/workspaces/${workspaceId}/${target}`));
      assert.deepEqual([reply.status, reply.body], [403, { message: 'Missing Authentication Token' }]);
    });
  });
}

function headersOf(body: Question[1]): Record<string, string> {
  if (body === undefined) {
    return {};
  }
  return typeof body === 'string'
    ? { 'content-type': 'application/x-www-form-urlencoded' }
    : { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' };
}

function sent(body: Question[1]): { body?: string | Uint8Array<ArrayBuffer> } {
  return body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) };
}

/** The rules of the workspace that the sample app writes to, as its Prometheus has them. */
function rulesOf({ state }: AwsPart): { name: string; yaml: string }[] {
  const rules = state.findWorkspace(fedWorkspaceId, Date.now())?.workspace.rules.get('sample-app');
  return [{ name: 'sample-app', yaml: Buffer.from(rules?.data ?? '', 'base64').toString() }];
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const type = response.headers.get('content-type');
  const body: unknown = type?.startsWith('application/json') ? JSON.parse(text) : text;
  return { status: response.status, type, body };
}
