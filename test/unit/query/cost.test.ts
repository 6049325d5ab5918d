import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { costWords, dollarsOf, dollarWords, monthlyDollars, shortNumber } from '../../../src/query/cost.ts';

describe('what a query costs', () => {
  it('is the price of its samples', () => {
    assert.equal(dollarsOf(5e9), 0.5);
    assert.equal(dollarsOf(5e9, 0.2), 1);
    assert.equal(monthlyDollars(0.001, 30), 86.4);
  });

  it('is told as nobody would tell it in more digits', () => {
    assert.deepEqual([0, 0.001, 0.01, 1.005, 1234.5].map(dollarWords), [
      '$0.00',
      'less than $0.01',
      '$0.01',
      '$1.01',
      '$1,234.50',
    ]);
    assert.deepEqual([0, 999, 1000, 12_500, 999_600, 5e6, 1.234e9].map(shortNumber), [
      '0',
      '999',
      '1k',
      '12.5k',
      '1M',
      '5M',
      '1.23G',
    ]);
    assert.equal(costWords(1e6), '1M samples, less than $0.01 (refreshed every 30 s: $8.64 a month)');
    assert.equal(costWords(1), '1 sample, less than $0.01 (refreshed every 30 s: less than $0.01 a month)');
  });
});
