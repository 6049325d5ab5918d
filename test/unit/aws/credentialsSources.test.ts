import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createBundleReader } from '../../../src/aws/credentialsSources.ts';

const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;

describe('the bundles of authorities', () => {
  let dir: string;
  let path: string;
  const network = { noProxy: [], strictSsl: true, caPem: [pem('system')] };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'adot-bundles-'));
    path = join(dir, 'company.pem');
    writeFileSync(path, pem('company'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('add to those of the system', async () => {
    const read = createBundleReader();
    assert.deepEqual(await read(network, { section: {}, env: {} }), network);
    const { caPem } = await read(network, { section: { ca_bundle: path }, env: {} });
    assert.deepEqual(caPem, [pem('system'), pem('company')]);
  });

  it('of the environment win', async () => {
    const other = join(dir, 'other.pem');
    writeFileSync(other, pem('other'));
    const env = { AWS_CA_BUNDLE: other };
    const { caPem } = await createBundleReader()(network, { section: { ca_bundle: path }, env });
    assert.deepEqual(caPem, [pem('system'), pem('other')]);
  });

  it('come as the same list until the file or the system changes', async () => {
    const read = createBundleReader();
    const options = { section: { ca_bundle: path }, env: {} };
    const first = await read(network, options);
    assert.equal((await read({ ...network }, options)).caPem, first.caPem);

    writeFileSync(path, pem('company, renewed'));
    const renewed = await read(network, options);
    assert.deepEqual(renewed.caPem, [pem('system'), pem('company, renewed')]);

    const grown = { ...network, caPem: [pem('system'), pem('new')] };
    assert.deepEqual((await read(grown, options)).caPem, [...grown.caPem, pem('company, renewed')]);
  });
});
