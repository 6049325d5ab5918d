import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { clockIn, timeTicks } from '../../../../src/renderer/wording/clock.ts';

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000;
const labels = (zone: string, from: string, to: string, most = 8): string[] => {
  const clock = clockIn(zone, 'en');
  return clock.label(timeTicks(utc(from), utc(to), most, clock));
};

describe('a time axis', () => {
  for (const [what, from, to, expected] of [
    [
      'an hour',
      '2026-11-26T09:00',
      '2026-11-26T10:00',
      ['09:00\nNov 26', '09:10', '09:20', '09:30', '09:40', '09:50', '10:00'],
    ],
    [
      'a minute',
      '2026-11-26T09:00',
      '2026-11-26T09:01',
      ['09:00:00\nNov 26', '09:00:10', '09:00:20', '09:00:30', '09:00:40', '09:00:50', '09:01:00'],
    ],
    [
      'a second',
      '2026-11-26T09:00:00',
      '2026-11-26T09:00:01',
      [
        '09:00:00.000\nNov 26',
        '09:00:00.200',
        '09:00:00.400',
        '09:00:00.600',
        '09:00:00.800',
        '09:00:01.000',
      ],
    ],
    [
      'midnight',
      '2026-11-25T22:00',
      '2026-11-26T02:00',
      ['22:00\nNov 25', '22:30', '23:00', '23:30', '00:00\nNov 26', '00:30', '01:00', '01:30', '02:00'],
    ],
    [
      'a week',
      '2026-11-20T00:00',
      '2026-11-26T12:00',
      ['Nov 20', 'Nov 21', 'Nov 22', 'Nov 23', 'Nov 24', 'Nov 25', 'Nov 26'],
    ],
    ['a year', '2026-01-01T00:00', '2026-12-31T00:00', ['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']],
    ['ten years', '2016-06-01T00:00', '2026-06-01T00:00', ['2018', '2020', '2022', '2024', '2026']],
  ] as const) {
    it(`marks ${what}`, () =>
      assert.deepEqual(labels('UTC', from, to, what === 'midnight' ? 9 : 8), expected));
  }

  it('marks weeks on Mondays', () => {
    const marked = labels('UTC', '2026-11-01T00:00', '2026-12-01T00:00', 5);
    assert.deepEqual(marked, ['Nov 2', 'Nov 9', 'Nov 16', 'Nov 23', 'Nov 30']);
  });

  it('has its marks on round times of the zone', () => {
    assert.deepEqual(labels('Asia/Kolkata', '2026-11-26T09:00', '2026-11-26T12:00', 4), [
      '15:00\nNov 26',
      '16:00',
      '17:00',
    ]);
    assert.deepEqual(labels('Asia/Tokyo', '2026-11-24T00:00', '2026-11-27T00:00', 4), [
      'Nov 25',
      'Nov 26',
      'Nov 27',
    ]);
  });

  it('marks an hour that comes twice once, where the clocks are put back', () => {
    const clock = clockIn('Europe/Berlin', 'en');
    const { at } = timeTicks(utc('2026-10-24T22:00'), utc('2026-10-25T04:00'), 7, clock);
    assert.deepEqual(
      at.map((time) => clock.format(time, 60).slice(-5)),
      ['00:00', '01:00', '02:00', '03:00', '04:00', '05:00'],
    );
    assert.equal((at[3] ?? 0) - (at[2] ?? 0), 7200);
  });

  it('begins days at midnight on both sides of a change of the clocks', () => {
    const clock = clockIn('America/New_York', 'en');
    const { at } = timeTicks(utc('2026-10-31T00:00'), utc('2026-11-03T12:00'), 5, clock);
    assert.deepEqual(
      at.map((time) => clock.format(time, 60)),
      ['Oct 31, 2026, 00:00', 'Nov 1, 2026, 00:00', 'Nov 2, 2026, 00:00', 'Nov 3, 2026, 00:00'],
    );
  });

  it('never gives more marks than can be read', () => {
    const clock = clockIn('Asia/Tokyo', 'ja');
    for (const length of [0.001, 0.5, 7, 61, 3599, 86_401, 8e5, 3e6, 4e7, 1e9, 1e11]) {
      const { at } = timeTicks(1_795_683_600.123, 1_795_683_600.123 + length, 6, clock);
      assert.ok(at.length <= 8, `${length} s: ${at.length} marks`);
      assert.ok(
        at.every((time, index) => index === 0 || time > (at[index - 1] ?? 0)),
        `${length} s: not ascending`,
      );
      assert.equal(clock.label({ at, step: 1 }).length, at.length);
    }
  });

  it('takes a zone that nobody knows for UTC, and any number for a time', () => {
    assert.equal(clockIn('Mars/Olympus', 'en').format(utc('2026-11-26T09:00'), 60), 'Nov 26, 2026, 09:00');
    assert.equal(clockIn('UTC', 'en').format(1e300, 60), '1e+300');
    assert.deepEqual(timeTicks(NaN, NaN, 5, clockIn('Asia/Tokyo', 'en')).at, []);
  });

  it('speaks the language of the page', () => {
    assert.equal(clockIn('Asia/Tokyo', 'ja').format(utc('2026-11-26T09:00'), 60), '2026年11月26日 18:00');
  });
});
