import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { effectDetail, effectText, endDetail, endText } from '../../../../src/features/relabelLens/words.ts';

type Effect = Parameters<typeof effectText>[0];
type End = Parameters<typeof endText>[0];

const effect = (other: Partial<Effect>): Effect => ({ kept: 41, of: 41, changes: [], ...other });
const namespace = { name: 'namespace', set: 41, deleted: 0 };

describe('The words of the relabel lens', () => {
  const effects: readonly [Effect, Parameters<typeof effectText>[1], string][] = [
    [effect({ kept: 12 }), 'keep', '12 of 41 kept'],
    [effect({}), 'drop', '41 of 41 kept'],
    [effect({ kept: 0 }), 'labelmap', '0 of 41 kept'],
    [effect({}), 'replace', 'no effect'],
    [effect({ changes: [namespace] }), 'replace', 'sets namespace on 41'],
    [effect({ changes: [{ name: 'x', set: 0, deleted: 3 }] }), 'labeldrop', 'deletes x on 3'],
    [effect({ changes: [{ name: 'x', set: 2, deleted: 3 }] }), 'replace', 'changes x on 5'],
    [effect({ changes: [namespace, { name: 'x', set: 1, deleted: 0 }] }), 'labelmap', 'changes 2 labels'],
    [effect({ kept: undefined, of: 0 }), undefined, 'not known here'],
    [effect({ kept: 0, of: 0 }), 'keep', 'no target left'],
  ];
  for (const [one, action, text] of effects) {
    it(`say of a rule "${text}"`, () => assert.equal(effectText(one, action), text));
  }

  it('list what a rule changes, not without end', () => {
    const changes = Array.from({ length: 20 }, (_, at) => ({ name: `l${at}`, set: 1, deleted: 0 }));
    const lines = effectDetail(effect({ changes })).split('\n');
    assert.equal(lines[0], 'Of 41 targets that reach this rule, it keeps 41.');
    assert.equal(lines[1], 'sets l0 on 1');
    assert.equal(lines.at(-1), 'and 8 more labels');
    assert.equal(lines.length, 14);
    assert.match(effectDetail(effect({ kept: undefined })), /cannot be told here/);
  });

  const ends: readonly [Partial<End>, string, RegExp][] = [
    [{}, '7 targets scraped', /^$/],
    [{ scraped: 1 }, '1 target scraped', /^$/],
    [{ same: 2 }, '7 targets scraped · 2 the same', /^Targets with the same labels are scraped once\.$/],
    [
      {
        colliding: [
          [0, 1],
          [2, 3, 4],
        ],
      },
      '7 targets scraped · 5 write the same series',
      /^Targets that differ only/,
    ],
    [
      {
        failed: [
          { target: 0, why: 'bad-address' },
          { target: 1, why: 'bad-address' },
        ],
      },
      '7 targets scraped · 2 cannot be scraped',
      /^An __address__ with a path[^\n]*$/,
    ],
  ];
  for (const [some, text, detail] of ends) {
    it(`say of what is left "${text}"`, () => {
      const end: End = { scraped: 7, same: 0, colliding: [], failed: [], ...some };
      assert.equal(endText(end), text);
      assert.match(endDetail(end), detail);
    });
  }
});
