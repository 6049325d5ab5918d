import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkExpression } from '../../../src/lint/expressions.ts';
import { badQueries, goodQueries } from './queries.ts';
import { misusedQueries, usedQueries } from './usedQueries.ts';

function found(text: string): string[] {
  return checkExpression(text).map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe('checking queries', () => {
  for (const text of [...goodQueries, ...usedQueries]) {
    it(`takes ${JSON.stringify(text)}`, () => {
      assert.deepEqual(checkExpression(text), []);
    });
  }

  for (const text of [...badQueries, ...misusedQueries]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const problems = checkExpression(text);
      assert.ok(problems.length > 0);
      assert.ok(problems.every(({ severity, message }) => severity === 'error' && message !== ''));
    });
  }

  for (const [text, ...expected] of [
    ['rate(up)', 'promql/wrong-type up'],
    ['rate(sum(up[5m]))', 'promql/wrong-type sum(up[5m])', 'promql/wrong-type up[5m]'],
    ['sum(1)', 'promql/wrong-type 1'],
    ['topk("a", up)', 'promql/wrong-type "a"'],
    ['topk(up)', 'promql/wrong-arguments topk'],
    ['clamp(up, 1)', 'promql/wrong-arguments (up, 1)'],
    ['round(up, 1, 2)', 'promql/wrong-arguments 2'],
    ['rat(up[5m])', 'promql/unknown-function rat'],
    ['Rate(up[5m])', 'promql/unknown-function Rate'],
    ['mad_over_time(up[5m])', 'promql/experimental-function mad_over_time'],
    ['limitk(1, up)', 'promql/experimental-function limitk'],
    ['up + bool 1', 'promql/wrong-operator bool'],
    ['1 == 1', 'promql/wrong-operator =='],
    ['up and 1', 'promql/wrong-operator and'],
    ['up + on (a) 1', 'promql/wrong-operator on (a)'],
    ['up and on (a) group_left up', 'promql/wrong-operator group_left'],
    ['up + on (a) group_left (a) up', 'promql/wrong-operator a'],
    ['up{a=~"("}', 'promql/bad-regex "("'],
    ['up{"down"}', 'promql/metric-twice "down"'],
    ['sum({a=~".*"})', 'promql/empty-selector {a=~".*"}'],
    ['up[5m] + 1', 'promql/wrong-type up[5m]'],
    ['-up[5m]', 'promql/wrong-type up[5m]'],
    ['up[5m][10m:1m]', 'promql/wrong-type up[5m]'],
  ] as const) {
    it(`says where ${text} is wrong`, () => {
      assert.deepEqual(found(text).sort(), [...expected].sort());
    });
  }

  it('names the function that was meant', () => {
    assert.match(checkExpression('ratee(up[5m])')[0]?.message ?? '', /Did you mean rate\?/);
  });

  for (const text of ['$x == $y', 'rate($x)', 'topk($k, up)', '{job=~"$job"}', 'sum($q) and $r', '$f(up)']) {
    it(`does not judge what a variable decides: ${text}`, () => {
      assert.deepEqual(checkExpression(text), []);
    });
  }

  for (const [what, text] of [
    ['a hundred thousand operators', '1' + '+1'.repeat(100_000)],
    ['subqueries of subqueries of each', '('.repeat(180) + 'up' + `)${'[5m:1m]'.repeat(150)}`.repeat(180)],
    ['powers of durations', `up[${'2^'.repeat(100_000)}2]`],
  ] as const) {
    it(`comes to an end for ${what}`, () => {
      const problems = checkExpression(text);
      assert.ok(problems.some(({ message }) => /nested too deeply/.test(message)));
    });
  }
});
