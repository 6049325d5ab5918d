import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { consoleUrl, parseArn, queryUrl, remoteWriteUrl, workspaceUrl } from '../../../src/aws/links.ts';

const base = 'https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1';

describe('links', () => {
  for (const end of [
    '',
    '/',
    '//',
    '/api',
    '/api/v1',
    '/api/v1/',
    '/api/v1/remote_write',
    '/api/v1/remote_write/',
    '/api/v1/query',
    '/api/v1/query_range',
    '/?x=1',
    '#top',
  ]) {
    it(`takes an endpoint that ends in "${end}"`, () => {
      assert.equal(workspaceUrl(base + end), base);
      assert.equal(remoteWriteUrl(base + end), `${base}/api/v1/remote_write`);
      assert.equal(queryUrl(base + end), `${base}/api/v1/query`);
    });
  }

  it('adds a scheme that is missing, and keeps http', () => {
    assert.equal(workspaceUrl('host/workspaces/ws-1/'), 'https://host/workspaces/ws-1');
    assert.equal(
      remoteWriteUrl('http://127.0.0.1:9/workspaces/ws-1'),
      'http://127.0.0.1:9/workspaces/ws-1/api/v1/remote_write',
    );
  });

  it('does nothing twice', () => {
    assert.equal(remoteWriteUrl(remoteWriteUrl(base)), remoteWriteUrl(base));
    assert.equal(queryUrl(remoteWriteUrl(base)), queryUrl(base));
  });

  const arns: readonly [text: string, parsed: ReturnType<typeof parseArn>][] = [
    [
      'arn:aws:aps:us-east-1:111122223333:workspace/ws-1',
      {
        partition: 'aws',
        service: 'aps',
        region: 'us-east-1',
        account: '111122223333',
        resource: 'workspace/ws-1',
      },
    ],
    [
      'arn:aws-cn:eks:cn-north-1:1:cluster/a:b',
      { partition: 'aws-cn', service: 'eks', region: 'cn-north-1', account: '1', resource: 'cluster/a:b' },
    ],
    [
      'arn:aws:iam::1:role/x',
      { partition: 'aws', service: 'iam', region: '', account: '1', resource: 'role/x' },
    ],
    ['ws-1', undefined],
    ['arn:aws:aps', undefined],
    ['', undefined],
  ];
  for (const [text, parsed] of arns) {
    it(`reads the ARN "${text}"`, () => assert.deepEqual(parseArn(text), parsed));
  }

  const consoles: readonly [arn: string, host: string | undefined][] = [
    ['arn:aws:aps:us-east-1:1:workspace/ws-1', 'console.aws.amazon.com'],
    ['arn:aws-cn:aps:cn-north-1:1:workspace/ws-1', 'console.amazonaws.cn'],
    ['arn:aws-us-gov:aps:us-gov-west-1:1:workspace/ws-1', 'console.amazonaws-us-gov.com'],
    ['arn:aws-mars:aps:mars-1:1:workspace/ws-1', undefined],
    ['nothing', undefined],
  ];
  for (const [arn, host] of consoles) {
    it(`knows the console of ${arn}`, () =>
      assert.equal(consoleUrl({ arn }), host && `https://${host}/go/view?arn=${encodeURIComponent(arn)}`));
  }
});
