import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseQuantity, quantityMiB } from '../../../src/manifest/quantity.ts';

describe('parseQuantity', () => {
  for (const [text, value] of [
    ['1', 1],
    ['200m', 0.2],
    ['700m', 0.7],
    ['+1.5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['2k', 2000],
    ['1Ki', 1024],
    ['1E', 1e18],
    ['1e3', 1000],
    ['1E-3', 0.001],
    // What stands behind an exponent is too much: the API server refuses it.
    ['1e3Ki', undefined],
    ['1K', undefined],
    ['1e', undefined],
    ['1.2.3', undefined],
    [' 1', undefined],
    ['', undefined],
    ['${X}', undefined],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.equal(parseQuantity(text), value);
    });
  }
});

describe('quantityMiB', () => {
  for (const [text, value] of [
    ['400Mi', 400],
    ['2Gi', 2048],
    ['1048576', 1],
    ['1.5Gi', 1536],
    ['1048576k', 1000],
    ['400 MB', undefined],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(quantityMiB(text), value);
    });
  }
});
