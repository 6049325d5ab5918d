import * as assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { createHosts, credentialHeaders } from '../../../../../src/features/notebook/source/hosts.ts';
import { mementoOf } from './memento.ts';
import type { Hosts } from '../../../../../src/features/notebook/source/hosts.ts';

describe('hosts of notebooks', () => {
  const kept = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  let hosts: Hosts;

  beforeEach(() => {
    kept.clear();
    secrets.clear();
    hosts = createHosts(mementoOf(kept), {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    });
  });

  it('are allowed one by one, by scheme, host and port', async () => {
    await hosts.allow('https://a:9090');
    assert.equal(hosts.isAllowed('https://a:9090'), true);
    for (const other of ['http://a:9090', 'https://a', 'https://b:9090']) {
      assert.equal(hosts.isAllowed(other), false, other);
    }
    await hosts.forgetAllowed();
    assert.equal(hosts.isAllowed('https://a:9090'), false);
  });

  it('keep what is secret in the store for secrets alone', async () => {
    await hosts.setCredentials('https://a', { basic: { user: 'me', password: 'hush' } });
    await hosts.allow('https://a');
    assert.doesNotMatch(JSON.stringify([...kept]), /hush|"me"/);
    assert.match(JSON.stringify([...secrets]), /hush/);
    assert.deepEqual(await hosts.credentials('https://a'), { basic: { user: 'me', password: 'hush' } });
    assert.equal(await hosts.credentials('http://a'), undefined);
  });

  it('lose their credentials without a trace', async () => {
    await hosts.setCredentials('https://b', { bearer: 'x' });
    await hosts.setCredentials('https://a', { bearer: 'y' });
    assert.deepEqual(hosts.withCredentials(), ['https://a', 'https://b']);
    await hosts.setCredentials('https://a', undefined);
    assert.deepEqual(hosts.withCredentials(), ['https://b']);
    assert.equal(await hosts.credentials('https://a'), undefined);
    assert.equal([...secrets.values()].join().includes('y'), false);
  });

  it('stay allowed with their credentials when one of the two goes', async () => {
    await hosts.allow('https://a');
    await hosts.setCredentials('https://a', { bearer: 'y' });
    await hosts.forgetAllowed();
    assert.deepEqual(await hosts.credentials('https://a'), { bearer: 'y' });
  });

  it('are sent credentials as HTTP says', () => {
    assert.deepEqual(credentialHeaders({ basic: { user: 'Aladdin', password: 'open sesame' } }), {
      authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    });
    assert.deepEqual(credentialHeaders({ bearer: 't', headers: { 'x-scope-orgid': '1' } }), {
      authorization: 'Bearer t',
      'x-scope-orgid': '1',
    });
    assert.deepEqual(credentialHeaders({ headers: { 'x-scope-orgid': '1' } }), { 'x-scope-orgid': '1' });
  });
});
