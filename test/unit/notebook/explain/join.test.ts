import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { explainJoin } from '../../../../src/notebook/explain/join.ts';
import type { ExplainedJoin } from '../../../../src/notebook/explain/node.ts';
import { parseQuery } from '../../../../src/promql/parse.ts';
import type { Labels } from '../../../../src/query/result.ts';

function join(operator: string, left: readonly Labels[], right: readonly Labels[]): ExplainedJoin {
  const { expression, problems } = parseQuery(`a ${operator} b`);
  assert.deepEqual(problems, []);
  assert.ok(expression.kind === 'binary');
  return explainJoin(expression, left, right);
}

const a = { __name__: 'x', job: 'a' };
const b = { __name__: 'x', job: 'b' };

describe('why series find no partner', () => {
  it('says nothing where all have one', () => {
    const { matched, left, right, suggestion } = join(
      '/',
      [a, b],
      [b, a].map((labels) => ({ ...labels, __name__: 'y' })),
    );
    assert.deepEqual([matched, left.unmatched, right.unmatched, suggestion], [2, 0, 0, undefined]);
    assert.deepEqual([left.duplicates.groups, right.duplicates.groups], [0, 0]);
  });

  const reasons: [what: string, operator: string, left: Labels[], right: Labels[], reason: object][] = [
    ['there is nothing on the other side', '/', [a], [], { kind: 'empty' }],
    ['a label is on this side alone', '/', [{ ...a, pod: '1' }], [a], { kind: 'onlyHere', labels: ['pod'] }],
    [
      'a label is on the other side alone',
      '/',
      [a],
      [{ ...a, pod: '1' }],
      { kind: 'onlyThere', labels: ['pod'] },
    ],
    [
      'values differ',
      '/',
      [{ ...a, env: 'prod' }],
      [
        { ...b, env: 'dev' },
        { ...a, env: 'dev' },
      ],
      { kind: 'values', differing: [{ label: 'env', here: 'prod', there: 'dev' }] },
    ],
    [
      'what is matched on is not there',
      '* on (pod)',
      [a],
      [{ ...a, pod: '1' }],
      { kind: 'onlyThere', labels: ['pod'] },
    ],
    [
      'ignoring leaves too much',
      '* ignoring (pod)',
      [{ ...a, pod: '1', node: 'n' }],
      [{ ...a, pod: '2' }],
      { kind: 'onlyHere', labels: ['node'] },
    ],
  ];
  for (const [what, operator, left, right, reason] of reasons) {
    it(`tells when ${what}`, () => {
      assert.deepEqual(join(operator, left, right).left.examples[0]?.reason, reason);
    });
  }

  it('finds several series where one is needed', () => {
    const many = ['1', '2', '3'].map((pod) => ({ ...a, pod }));
    const { left, right } = join('* on (job)', many, [a]);
    assert.deepEqual(left.duplicates, {
      groups: 1,
      examples: [{ labels: { job: 'a' }, series: 3, differing: ['pod'] }],
    });
    assert.equal(right.duplicates.groups, 0);
    for (const operator of ['* on (job) group_left ()', 'and on (job)', 'unless on (job)']) {
      assert.equal(join(operator, many, [a]).left.duplicates.groups, 0, operator);
    }
    assert.equal(join('* on (job) group_right ()', many, [a]).left.duplicates.groups, 1);
  });

  const suggestions: [left: Labels[], operator: string, right: Labels[], suggestion: string | undefined][] = [
    [
      [
        { ...a, pod: '1' },
        { ...b, pod: '2' },
      ],
      '/',
      [a, b],
      'on (job)',
    ],
    [
      [
        { ...a, pod: '1' },
        { ...a, pod: '2' },
      ],
      '/',
      [a],
      'on (job) group_left ()',
    ],
    [
      [a],
      '/',
      [
        { ...a, pod: '1' },
        { ...a, pod: '2' },
      ],
      'on (job) group_right ()',
    ],
    [
      [
        { ...a, pod: '1' },
        { ...a, pod: '2' },
      ],
      'and',
      [a],
      'on (job)',
    ],
    [[{ 'a.b': '1', x: '2' }], '/', [{ 'a.b': '1' }], 'on ("a.b")'],
    // Nothing in common, or too much of it.
    [[a], '/', [b], undefined],
    [
      [
        { ...a, pod: '1' },
        { ...a, pod: '2' },
      ],
      '/',
      [
        { ...a, node: '1' },
        { ...a, node: '2' },
      ],
      undefined,
    ],
    [[a], '/', [a], undefined],
  ];
  for (const [left, operator, right, suggestion] of suggestions) {
    it(`suggests ${suggestion ?? 'nothing'} for ${JSON.stringify(left)} ${operator} ${JSON.stringify(right)}`, () => {
      assert.equal(join(operator, left, right).suggestion, suggestion);
    });
  }

  it('shows some of many', () => {
    const left = Array.from({ length: 5000 }, (_, index) => ({ job: `l${index}` }));
    const right = Array.from({ length: 5000 }, (_, index) => ({ job: `r${index}` }));
    const explained = join('/', left, right);
    assert.deepEqual([explained.left.unmatched, explained.left.examples.length], [5000, 10]);
  });
});
