import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { clockIn } from '../../../../src/renderer/wording/clock.ts';
import { formatIn } from '../../../../src/renderer/wording/format.ts';
import type { Unit, UnitKind } from '../../../../src/renderer/wording/unit.ts';
import { wordsIn } from '../../../../src/renderer/wording/words.ts';

function format(unit: UnitKind | Unit, language = 'en'): (value: number, step?: number) => string {
  const whole = typeof unit === 'string' ? { kind: unit, isPerSecond: false } : unit;
  return formatIn(whole, { language, clock: clockIn('UTC', language), say: wordsIn(language) });
}

describe('a value with its unit', () => {
  for (const [unit, value, text] of [
    ['plain', 0, '0'],
    ['plain', 1234.4, '1,234'],
    ['plain', 12_345, '12.35 k'],
    ['plain', -2_500_000, '-2.5 M'],
    ['plain', 0.1 + 0.2, '0.3'],
    ['plain', 0.000012345, '1.234e-5'],
    ['plain', 1e21, '1e+21'],
    ['plain', NaN, 'NaN'],
    ['plain', Infinity, '+Inf'],
    ['seconds', 0, '0 s'],
    ['seconds', 0.0125, '12.5 ms'],
    ['seconds', 0.001, '1 ms'],
    ['seconds', 2.5e-7, '250 ns'],
    ['seconds', 90, '90 s'],
    ['seconds', 5400, '90 min'],
    ['seconds', 86_400 * 3, '3 d'],
    ['seconds', -Infinity, '-Inf'],
    ['bytes', 0, '0 B'],
    ['bytes', 512, '512 B'],
    ['bytes', 1536, '1.5 KiB'],
    ['bytes', 3 * 1024 ** 3, '3 GiB'],
    ['bits', 1_500_000, '1.5 Mbit'],
    ['ratio', 0.034, '3.4 %'],
    ['percent', 3.4, '3.4 %'],
    ['date', 1_795_683_600, 'Nov 26, 2026, 09:00:00'],
  ] as const) {
    it(`${value} as ${unit} is ${text}`, () => assert.equal(format(unit)(value), text));
  }

  it('says per second in the language of the page', () => {
    const unit = { kind: 'bytes', isPerSecond: true } as const;
    assert.equal(format(unit)(2048), '2 KiB/s');
    assert.equal(format(unit, 'ja')(2048), '2 KiB/秒');
  });

  it('is as precise as the marks of an axis are far apart', () => {
    assert.equal(format('plain')(0.5, 0.25), '0.5');
    assert.equal(format('plain')(0.25, 0.25), '0.25');
    assert.equal(format('plain')(0.30000000000000004, 0.1), '0.3');
    assert.equal(format('seconds')(0.2, 0.05), '200 ms');
    assert.equal(format('ratio')(0.125, 0.025), '12.5 %');
  });

  it('survives a language that nobody knows', () =>
    assert.equal(format('plain', 'no such language')(1.5), '1.5'));
});
