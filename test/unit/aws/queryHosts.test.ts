import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { awsQueryHost } from '../../../src/aws/queryHosts.ts';

describe('hosts of AWS that take queries', () => {
  for (const [url, service, region] of [
    ['https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1', 'aps', 'eu-west-1'],
    ['https://APS-workspaces.us-gov-east-1.amazonaws.com', 'aps', 'us-gov-east-1'],
    ['https://aps-workspaces-fips.us-east-1.amazonaws.com:443/x', 'aps', 'us-east-1'],
    ['https://aps-workspaces.cn-north-1.amazonaws.com.cn', 'aps', 'cn-north-1'],
    ['https://aps-workspaces.eu-west-1.api.aws', 'aps', 'eu-west-1'],
    ['https://vpce-0a1-b2.aps-workspaces.eu-west-1.vpce.amazonaws.com', 'aps', 'eu-west-1'],
    ['https://monitoring.us-east-1.amazonaws.com', 'monitoring', 'us-east-1'],
  ] as const) {
    it(`${url} takes signatures for ${service} in ${region}`, () => {
      assert.deepEqual(awsQueryHost(new URL(url)), { service, region });
    });
  }

  for (const url of [
    'http://aps-workspaces.eu-west-1.amazonaws.com',
    'https://aps-workspaces.eu-west-1.amazonaws.com:8443',
    'https://aps-workspaces.eu-west-1.amazonaws.com.example.com',
    'https://aps-workspaces.eu-west-1.amazonaws.com.cn.example.com',
    'https://example.com/aps-workspaces.eu-west-1.amazonaws.com',
    'https://aps-workspaces.eu-west-1.amazonaws.com@example.com',
    'https://x.aps-workspaces.eu-west-1.amazonaws.com',
    'https://aps-workspaces.example.amazonaws.com',
    'https://my-bucket.s3.eu-west-1.amazonaws.com',
    'https://my-aps-workspaces.eu-west-1.amazonaws.com',
    'https://vpce-0a1.execute-api.eu-west-1.vpce.amazonaws.com',
    'https://aps-workspaces.eu-west-1.amazonaws.org',
    'https://127.0.0.1',
  ]) {
    it(`${url} takes none`, () => assert.equal(awsQueryHost(new URL(url)), undefined));
  }
});
