import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fixAllSafe } from '../../../src/lint/fixAll.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import type { Fix, Problem, TextEdit } from '../../../src/problem.ts';

/** A rule that wants one word in place of another. */
type Wish = readonly [from: string, to: string, how?: Partial<Fix>];

function checkerFor(...wishes: Wish[]): (text: string) => Problem[] {
  return (text) =>
    wishes.flatMap(([from, to, how]) =>
      [...text.matchAll(new RegExp(from, 'g'))].map(({ 0: word, index }): Problem => {
        const span = { start: index, end: index + word.length };
        const fix: Fix = { title: to, edits: [{ ...span, text: to }], safe: true, ...how };
        return { code: 'a/b', severity: 'warning', message: from, span, fixes: [fix] };
      }),
    );
}

const cases: readonly [name: string, text: string, wishes: readonly Wish[], expected: string][] = [
  ['mends every place', 'old and old', [['old', 'new']], 'new and new'],
  [
    'mends what mending uncovers',
    'a',
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    'c',
  ],
  ['leaves what wants a look', 'old', [['old', 'new', { safe: false }]], 'old'],
  ['leaves what is for another file', 'old', [['old', 'new', { file: 'other.yaml' }]], 'old'],
  ['leaves a fix without edits', 'old', [['old', 'new', { edits: [] }]], 'old'],
  [
    'makes the first of two that overlap, then looks again',
    'abc',
    [
      ['ab', 'X'],
      ['bc', 'Y'],
    ],
    'Xc',
  ],
  [
    'ends where fixes go in a circle, as soon as it closes',
    'a',
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ],
    'a',
  ],
  ['ends where a fix never ends', 'a', [['a$', 'aa']], 'a'.repeat(11)],
  [
    'keeps what lies between',
    'x old y old z',
    [
      ['old', 'new'],
      ['new y', 'newest y'],
    ],
    'x newest y new z',
  ],
];

describe('fixAllSafe', () => {
  for (const [name, text, wishes, expected] of cases) {
    it(name, () => {
      const edits = fixAllSafe(text, checkerFor(...wishes));
      assert.equal(applyEdits(text, edits), expected);
    });
  }

  it('touches only what it mends', () => {
    const edits = fixAllSafe('x old y old z', checkerFor(['old', 'new'], ['y new(?= )', 'y newer']));
    assert.deepEqual(edits, [
      { start: 2, end: 5, text: 'new' },
      { start: 6, end: 11, text: 'y newer' },
    ]);
  });

  it('makes equal edits of several fixes once, and all edits of a fix or none', () => {
    const rename: TextEdit[] = [
      { start: 0, end: 1, text: 'c' },
      { start: 2, end: 3, text: 'c' },
    ];
    const problem = (span: { start: number; end: number }, edits: readonly TextEdit[]): Problem => ({
      ...{ code: 'a/b', severity: 'warning', message: '', span },
      fixes: [{ title: '', edits, safe: true }],
    });
    const check = (text: string): Problem[] =>
      text === 'a a z'
        ? [
            problem({ start: 0, end: 1 }, rename),
            problem({ start: 2, end: 3 }, rename),
            problem({ start: 2, end: 5 }, [
              { start: 2, end: 3, text: 'other' },
              { start: 4, end: 5, text: 'other' },
            ]),
          ]
        : [];
    assert.equal(applyEdits('a a z', fixAllSafe('a a z', check)), 'c c z');
  });

  it('inserts and deletes', () => {
    const check = (text: string): Problem[] =>
      text === 'ab'
        ? [
            {
              ...{ code: 'a/b', severity: 'hint', message: '', span: { start: 0, end: 0 } },
              fixes: [
                {
                  title: '',
                  safe: true,
                  edits: [
                    { start: 0, end: 0, text: '>' },
                    { start: 1, end: 2, text: '' },
                  ],
                },
              ],
            },
          ]
        : [];
    assert.equal(applyEdits('ab', fixAllSafe('ab', check)), '>a');
  });
});
