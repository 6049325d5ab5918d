import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Report } from '../../host/report.ts';
import type { Counts } from '../../host/suite.ts';

async function reportOf(...parts: Counts[]): Promise<Report> {
  const report = new Report();
  const { log } = console;
  console.log = () => undefined;
  try {
    for (const counts of parts) {
      await report.run('a part', () => Promise.resolve(counts));
    }
  } finally {
    console.log = log;
  }
  return report;
}

describe('Report', () => {
  const cases: [parts: Counts[], last: string, failed: boolean][] = [
    [[{ passed: 2, failed: 0, skipped: 0 }], '2 passed, 0 failed', false],
    [
      [
        { passed: 2, failed: 0, skipped: 0 },
        { passed: 1, failed: 1, skipped: 0 },
      ],
      '3 passed, 1 failed',
      true,
    ],
    [[{ passed: 5, failed: 0, skipped: 1 }], '5 passed, 0 failed, 1 skipped', false],
    [[{ passed: 0, failed: 0, skipped: 0 }], '0 passed, 0 failed', true],
    [[], '0 passed, 0 failed', true],
  ];
  for (const [parts, last, failed] of cases) {
    it(`ends with '${last}'${failed ? ' and has failed' : ''}`, async () => {
      const report = await reportOf(...parts);
      assert.equal(String(report).split('\n').at(-1), last);
      assert.equal(report.failed, failed);
    });
  }

  it('names what failed right before its last line', async () => {
    const lines = String(
      await reportOf(
        { passed: 2, failed: 1, skipped: 0, failures: ['tree loads: timed out'] },
        { passed: 0, failed: 1, skipped: 0 },
      ),
    ).split('\n');
    assert.deepEqual(lines.slice(-3), [
      'FAILED: a part: tree loads: timed out',
      'FAILED: a part',
      '2 passed, 2 failed',
    ]);
  });
});
