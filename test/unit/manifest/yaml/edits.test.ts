import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';

describe('applyEdits', () => {
  it('takes edits in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'E' },
      { start: 0, end: 1, text: 'AA' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'AAbcdEf');
  });

  it('keeps the text when there is nothing to do', () => {
    assert.equal(applyEdits('a\r\nb', []), 'a\r\nb');
  });

  for (const [why, edits] of [
    [
      'overlap',
      [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ],
    ],
    ['lie beyond the end', [{ start: 5, end: 9, text: '' }]],
    ['end before they start', [{ start: 3, end: 2, text: '' }]],
  ] as const) {
    it(`refuses edits that ${why}`, () => {
      assert.throws(() => applyEdits('abcdef', edits), RangeError);
    });
  }
});
