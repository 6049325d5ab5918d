import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { redact, redacted } from '../../src/log.ts';
import type { Log } from '../../src/log.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Lines as libraries really write them; none may keep its secret. */
const leaks: readonly [title: string, line: string, secret: string][] = [
  [
    'a signed header',
    `authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x, Signature=abc123def`,
    'abc123def',
  ],
  ['a signed header in JSON', '{"Authorization":"AWS4-HMAC-SHA256 Signature=abc123def"}', 'abc123def'],
  ['a presigned URL', 'GET https://h/?Action=X&X-Amz-Signature=abc123def&X-Amz-Expires=60', 'abc123def'],
  ['a session token in a URL', 'https://h/?X-Amz-Security-Token=IQoJb3JpZ2lu%2BAA', 'IQoJb3JpZ2lu'],
  ['a session token header', "'x-amz-security-token': 'IQoJb3JpZ2lu+AA=='", 'IQoJb3JpZ2lu'],
  ['a bearer token', 'Bearer eyJhbGciOi.JSUzI1.NiIs-_', 'eyJhbGciOi'],
  ['an EKS token', 'token k8s-aws-v1.aHR0cHM6Ly9zdHMu', 'aHR0cHM6Ly9zdHMu'],
  ['credentials of the SDK', `{"secretAccessKey":"${secret}","sessionToken":"FwoGZXIvYXdzEJr"}`, secret],
  ['credentials of a file', `aws_secret_access_key = ${secret}`, secret],
  ['an environment', `AWS_SESSION_TOKEN=FwoGZXIvYXdzEJr`, 'FwoGZXIvYXdzEJr'],
  ['an access key id', 'as AKIAIOSFODNN7EXAMPLE', 'IOSFODNN7'],
  ['a temporary access key id', 'as ASIAIOSFODNN7EXAMPLE', 'IOSFODNN7'],
];

const harmless = [
  'GET aps.eu-west-1.amazonaws.com/workspaces 200 in 120 ms',
  'arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d',
  'authorization failed',
];

describe('log', () => {
  for (const [title, line, hidden] of leaks) {
    it(`hides ${title}`, () => assert.ok(!redact(line).includes(hidden), redact(line)));
  }

  for (const line of harmless) {
    it(`leaves alone: ${line}`, () => assert.equal(redact(line), line));
  }

  it('hides at every level', () => {
    const lines: string[] = [];
    const write = (message: string): void => void lines.push(message);
    const log: Log = redacted({ trace: write, debug: write, info: write, warn: write, error: write });
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) {
      log[level](`${level} Bearer abcdefgh`);
    }
    assert.deepEqual(
      lines,
      ['trace', 'debug', 'info', 'warn', 'error'].map((level) => `${level} Bearer ***`),
    );
  });
});
