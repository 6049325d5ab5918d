import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fits } from '../../../src/recipe/fieldRules.ts';
import type { FieldKind } from '../../../src/recipe/templates.ts';

const table: readonly [FieldKind, readonly string[], readonly string[]][] = [
  [
    'region',
    ['us-east-1', 'us-gov-west-1', 'ap-southeast-12'],
    ['', 'us-east', 'US-EAST-1', 'us-east-1a', 'a b'],
  ],
  [
    'remoteWriteUrl',
    [
      'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write',
      'http://127.0.0.1:9009/workspaces/ws-1-a/api/v1/remote_write',
    ],
    [
      'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1',
      'https://h/workspaces/ws-1/api/v1/remote_write/api/v1/remote_write',
      'https://None/api/v1/remote_write',
      'ftp://h/workspaces/ws-1/api/v1/remote_write',
      'https://h/workspaces/ws-1/api/v1/remote_write\n',
    ],
  ],
  [
    'workspaceArn',
    [
      'arn:aws:aps:eu-west-1:012345678901:workspace/ws-1',
      'arn:aws-us-gov:aps:us-gov-west-1:012345678901:workspace/ws-1',
    ],
    ['ws-1', 'arn:aws:aps:eu-west-1:1:workspace/ws-1', 'arn:aws:aps:eu-west-1:012345678901:workspace/*'],
  ],
  [
    'roleArn',
    ['arn:aws:iam::012345678901:role/a/b+c=d'],
    ['role', 'arn:aws:iam::012345678901:user/a', 'arn:aws:iam::012345678901:role/a b'],
  ],
  [
    'namespace',
    ['a', 'adot-col', '0-9', 'a'.repeat(63)],
    ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'a'.repeat(64), 'a\n'],
  ],
  ['cluster', ['a', 'Shop_1-x'], ['', '-a', 'a b', 'a'.repeat(101)]],
  ['kubernetesVersion', ['1.35'], ['1', '1.5', '1.35.1', 'v1.35']],
  ['adotVersion', ['0.49.0'], ['v0.49.0', '0.49', 'latest']],
  ['component', ['prometheusremotewrite', 'prometheus_remote_write/amp'], ['', 'A', 'a/', 'a b']],
  [
    'image',
    [
      '012345678901.dkr.ecr.eu-west-1.amazonaws.com/app:v1',
      'localhost:5000/a/b',
      `public.ecr.aws/a/b@sha256:${'0'.repeat(64)}`,
    ],
    ['app', 'a/b:', 'a/b c', 'A/b', 'a/b@sha256:12'],
  ],
  ['duration', ['15s', '1m30s', '500ms'], ['', '15', '1 m', 's']],
  ['flag', ['true', 'false'], ['yes', '']],
  ['text', ['', 'Any "text" é'], ['a\nb', 'a\tb', '\u2028']],
];

describe('fits', () => {
  for (const [kind, good, bad] of table) {
    for (const value of good) {
      it(`${kind}: ${JSON.stringify(value)}`, () => assert.ok(fits(kind, value)));
    }
    for (const value of bad) {
      it(`${kind}: not ${JSON.stringify(value)}`, () => assert.ok(!fits(kind, value)));
    }
  }
});
