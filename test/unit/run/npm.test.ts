import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { explainNpm } from '../../run/npm.js';

describe('explainNpm', () => {
  const cases: [output: string, code: number, expected: RegExp][] = [
    [
      'npm error code ENOTFOUND\nnpm error network request to https://x failed',
      1,
      /^The npm registry cannot be reached \(ENOTFOUND during `npm ci`\)/,
    ],
    ['npm error code ECONNREFUSED', 1, /^The npm registry cannot be reached \(ECONNREFUSED/],
    [
      'npm error code E503\nnpm error 503 Service Unavailable',
      1,
      /^The npm registry cannot be reached \(E503/,
    ],
    [
      'npm error code SELF_SIGNED_CERT_IN_CHAIN',
      1,
      /^The npm registry cannot be reached \(SELF_SIGNED_CERT_IN_CHAIN/,
    ],
    ['\nETIMEDOUT after 900 s', 143, /^The npm registry cannot be reached \(ETIMEDOUT/],
    ['spawn npm ENOENT', 127, /^npm was not found: install Node\.js with npm/],
    ['npm error code ENOSPC', 1, /^The disk is full/],
    [
      'npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install packages when in sync.',
      1,
      /failed with exit code 1 \(`npm ci` can only install packages when in sync\.\)/,
    ],
    ['', 1, /failed with exit code 1 \(it said nothing\)/],
  ];
  for (const [output, code, expected] of cases) {
    it(`makes one sentence of ${JSON.stringify(output.slice(0, 40))}`, () => {
      const sentence = explainNpm('npm ci', code, output);
      assert.match(sentence, expected);
      assert.doesNotMatch(sentence, /\n/);
    });
  }
});
