import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { Faults } from '../../../lab/faults.ts';
import type { Fault } from '../../../lab/faults.ts';
import { Requests } from '../../../lab/requests.ts';
import type { Status } from '../../../lab/kubernetes/status.ts';
import { useLab } from './client.ts';

describe('faults of the Kubernetes API', () => {
  const faults = new Faults();
  const requests = new Requests();
  const api = useLab({ faults, requests });
  const once = (fault: Omit<Fault, 'service'>): Promise<void> =>
    faults.set({ ...fault, service: 'kubernetes', times: fault.times ?? 1 });
  afterEach(() => faults.reset());

  it('throttle: 429 with Retry-After, in plain text', async () => {
    await once({ kind: 'throttle' });
    const { status, headers, text } = await api.get('/api/v1/pods');
    assert.deepEqual([status, headers['retry-after']], [429, '1']);
    assert.equal(text, 'Too many requests, please try again later.\n');
    assert.equal((await api.get('/api/v1/pods')).status, 200);
  });

  const statuses: [fault: Omit<Fault, 'service'>, status: number, reason: string][] = [
    [{ kind: 'quota' }, 429, 'TooManyRequests'],
    [{ kind: 'denied' }, 403, 'Forbidden'],
    [{ kind: 'expired' }, 401, 'Unauthorized'],
    [{ kind: 'error' }, 500, 'InternalError'],
    [{ kind: 'error', status: 503 }, 503, 'ServiceUnavailable'],
  ];
  for (const [fault, status, reason] of statuses) {
    it(`${fault.kind}: ${status} as a Status`, async () => {
      await once(fault);
      const { status: code, json } = await api.get<Status>('/api/v1/pods');
      assert.deepEqual([code, json.code, json.reason], [status, status, reason]);
    });
  }

  it('html: a page where JSON was wanted', async () => {
    await once({ kind: 'html' });
    const { status, text, headers } = await api.get('/api/v1/pods');
    assert.deepEqual([status, headers['content-type']], [200, 'text/html']);
    assert.match(text, /^<!DOCTYPE html>/);
  });

  for (const path of [
    '/api/v1/pods',
    '/api/v1/namespaces/adot-col/configmaps/adot-collector-conf',
    '/api/v1/pods?watch=true',
  ]) {
    it(`cut: ${path} breaks off`, async () => {
      await once({ kind: 'cut' });
      const lines = await api.open(path);
      await assert.rejects(lines.rest(), { code: 'ECONNRESET' });
    });
  }

  it('gone: a list that is continued', async () => {
    const { json } = await api.get<{ metadata: { continue: string } }>('/api/v1/pods?limit=2');
    await once({ kind: 'gone', operation: 'list pods' });
    const path = `/api/v1/pods?limit=2&continue=${encodeURIComponent(json.metadata.continue)}`;
    assert.equal((await api.get(path)).status, 410);
    assert.equal((await api.get(path)).status, 200);
  });

  it('latency: the answer comes later', async () => {
    await once({ kind: 'latency', latencyMs: 40 });
    const start = performance.now();
    assert.equal((await api.get('/version')).status, 200);
    assert.ok(performance.now() - start >= 39);
  });

  it('refused: nobody listens until it is lifted', async () => {
    await faults.set({ kind: 'refused', service: 'kubernetes' });
    await assert.rejects(api.get('/version', { isAlone: true }), { code: 'ECONNREFUSED' });
    await faults.reset();
    assert.equal((await api.get('/version', { isAlone: true })).status, 200);
  });

  it('hit only the operation that they name', async () => {
    await once({ kind: 'error', operation: 'get pods/log' });
    assert.equal((await api.get('/api/v1/pods')).status, 200);
    const [pod] = api.lab.state.list('pods', 'adot-col');
    assert.equal((await api.get(`/api/v1/namespaces/adot-col/pods/${pod?.metadata.name}/log`)).status, 500);
  });

  it('records who asked for what', async () => {
    requests.clear();
    await api.get('/api/v1/namespaces/adot-col/pods');
    await api.get('/version', { token: undefined });
    const watch = await api.open('/apis/apps/v1/deployments?watch=true', { token: api.lab.tokens.exec });
    watch.close();
    assert.deepEqual(
      requests
        .list({ service: 'kubernetes' })
        .map(({ operation, identity, status }) => [operation, identity, status]),
      [
        ['list pods', 'kubernetes-admin', 200],
        ['get /version', 'system:anonymous', 200],
        ['watch deployments', 'exec-admin', 200],
      ],
    );
  });
});
