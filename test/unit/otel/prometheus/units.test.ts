import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  formatPrometheusDuration,
  parsePrometheusDuration,
  parseSize,
} from '../../../../src/otel/prometheus/units.ts';

describe('parsePrometheusDuration', () => {
  for (const [text, ms] of [
    ['0', 0],
    ['0s', 0],
    ['15s', 15_000],
    ['1m30s', 90_000],
    ['1d12h', 129_600_000],
    ['1y2w3d4h5m6s7ms', 365 * 86_400_000 + 17 * 86_400_000 + 4 * 3_600_000 + 306_007],
    ['', undefined],
    ['15', undefined],
    ['s', undefined],
    ['1.5s', undefined],
    ['-1s', undefined],
    ['1s1m', undefined],
    ['1m1m', undefined],
    ['1us', undefined],
    ['1 m', undefined],
    ['300y', undefined],
    ['292y', 292 * 365 * 86_400_000],
    ['1sms', undefined],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${ms}`, () => {
      assert.equal(parsePrometheusDuration(text), ms);
    });
  }
});

describe('parseSize', () => {
  for (const [text, bytes] of [
    ['0', 0],
    ['10MB', 10 * 2 ** 20],
    ['10MiB', 10 * 2 ** 20],
    ['1.5KB', 1536],
    ['1GB512MB', 1.5 * 2 ** 30],
    ['-1KB', -1024],
    ['+7B', 7],
    ['.5KB', 512],
    ['', undefined],
    ['10', undefined],
    ['10M', undefined],
    ['10mb', undefined],
    ['10kB', undefined],
    ['1KB1MiB', undefined],
    ['1KiB1B', 1025],
    ['9EB', undefined],
    ['KB', undefined],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${bytes}`, () => {
      assert.equal(parseSize(text), bytes);
    });
  }
});

describe('formatPrometheusDuration', () => {
  for (const [ms, text] of [
    [0, '0s'],
    [90_000, '1m30s'],
    [14 * 86_400_000, '2w'],
    [15 * 86_400_000, '15d'],
    [365 * 86_400_000, '1y'],
    [366 * 86_400_000, '366d'],
    [1500, '1s500ms'],
  ] as const) {
    it(`writes ${ms} ms as ${text}`, () => {
      assert.equal(formatPrometheusDuration(ms), text);
    });
  }
});
