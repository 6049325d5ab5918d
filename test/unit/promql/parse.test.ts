import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { partsOf } from '../../../src/promql/ast.ts';
import type { Expression } from '../../../src/promql/ast.ts';
import { parseQuery } from '../../../src/promql/parse.ts';
import { mutatedQuery } from './mutatedQuery.ts';
import { goodQueries } from './queries.ts';
import { seededRandom } from '../manifest/yaml/seededRandom.ts';

/** An expression with all that binds in parentheses. */
function grouped(expression: Expression, text: string): string {
  switch (expression.kind) {
    case 'binary':
      return `(${grouped(expression.left, text)} ${expression.operator} ${grouped(expression.right, text)})`;
    case 'unary':
      return `(${expression.operator}${grouped(expression.expression, text)})`;
    case 'parentheses':
      return grouped(expression.expression, text);
    case 'number':
    case 'string':
    case 'selector':
    case 'range':
    case 'subquery':
    case 'call':
    case 'aggregation':
    case 'placeholder':
    case 'missing':
      return text.slice(expression.start, expression.end);
  }
}

function messages(text: string): string[] {
  return parseQuery(text).problems.map(({ message, span }) => `${span.start}-${span.end} ${message}`);
}

describe('parseQuery', () => {
  for (const [text, meant] of [
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 * 2 + 3', '((1 * 2) + 3)'],
    ['a - b - c', '((a - b) - c)'],
    ['2 ^ 3 ^ 2', '(2 ^ (3 ^ 2))'],
    ['-2 ^ 2', '(-(2 ^ 2))'],
    ['-a * b', '((-a) * b)'],
    ['2 ^ -1 * 3', '((2 ^ (-1)) * 3)'],
    ['a or b and c', '(a or (b and c))'],
    ['a unless b and c', '((a unless b) and c)'],
    ['a == b + c', '(a == (b + c))'],
    ['a > b == c', '((a > b) == c)'],
    ['-a[5m] offset 1h', '(-a[5m] offset 1h)'],
    ['a + b offset 5m', '(a + b offset 5m)'],
    ['a atan2 b % c', '((a atan2 b) % c)'],
  ] as const) {
    it(`binds ${text} as ${meant}`, () => {
      assert.equal(grouped(parseQuery(text).expression, text), meant);
    });
  }

  it('tells what selectors say', () => {
    const { expression } = parseQuery(`up{a="b\\n", 'c d' !~ \`e\`} offset -1h30m @ start()`);
    assert.ok(expression.kind === 'selector');
    assert.equal(expression.metric?.text, 'up');
    assert.deepEqual(
      expression.matchers.map(({ label, operator, value }) => [label.text, operator, value?.value]),
      [
        ['a', '=', 'b\n'],
        ['c d', '!~', 'e'],
      ],
    );
    assert.equal(expression.offset?.seconds, -5400);
    assert.equal(expression.at?.at, 'start');
  });

  it('tells what stands between the sides of an operator', () => {
    const { expression } = parseQuery('a == bool on (b, "c.d") group_left (e) f');
    assert.ok(expression.kind === 'binary');
    const { bool, matching } = expression;
    assert.ok(bool);
    assert.deepEqual(
      [matching.match?.kind, matching.match?.labels.map(({ text }) => text)],
      ['on', ['b', 'c.d']],
    );
    assert.deepEqual([matching.group?.side, matching.group?.labels.map(({ text }) => text)], ['left', ['e']]);
  });

  it('tells ranges and steps in seconds, and grouping on either side', () => {
    const { expression } = parseQuery('sum without (a) (max_over_time(b[1h:5m])) ');
    assert.ok(expression.kind === 'aggregation');
    assert.deepEqual(
      [expression.operator, expression.grouping?.kind, expression.grouping?.labels.length],
      ['sum', 'without', 1],
    );
    const [call] = expression.args;
    assert.ok(call?.kind === 'call');
    const [subquery] = call.args;
    assert.ok(subquery?.kind === 'subquery');
    assert.deepEqual([subquery.range.seconds, subquery.step?.seconds], [3600, 300]);
    const behind = parseQuery('SUM(a) By (b)').expression;
    assert.ok(behind.kind === 'aggregation');
    assert.deepEqual([behind.operator, behind.grouping?.kind], ['sum', 'by']);
  });

  for (const [text, value] of [
    ['0x1F', 31],
    ['017', 15],
    ['08', 8],
    ['1_000', 1000],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['Inf', Infinity],
    ['1h30m', 5400],
    ['2y', 63_072_000],
    ['150ms', 0.15],
  ] as const) {
    it(`reads ${text} as ${value}`, () => {
      const { expression, problems } = parseQuery(text);
      assert.deepEqual(problems, []);
      assert.equal(expression.kind === 'number' ? expression.value : undefined, value);
    });
  }

  it('keeps comments apart', () => {
    const text = '# first\nup # last';
    const { comments } = parseQuery(text);
    assert.deepEqual(
      comments.map(({ start, end }) => text.slice(start, end)),
      ['# first', '# last'],
    );
  });

  describe('goes on behind what is wrong', () => {
    for (const [text, expected, kind] of [
      ['sum(rate(a[5m]', ['14-14 The query stops where ) is expected.'], 'aggregation'],
      ['sum by (a (b)', ['10-11 Here stands ( where ) is expected.'], 'aggregation'],
      ['a{b=} + 1', ['4-5 Here stands } where a text in quotes is expected.'], 'binary'],
      ['a{b=c} + 1', ['4-5 Here stands c where a text in quotes is expected.'], 'binary'],
      ['a + ', ['3-3 The query stops where an expression is expected.'], 'binary'],
      ['a[5] + b[', ['9-9 The query stops where a duration such as 5m is expected.'], 'binary'],
      [
        'a[5x]',
        ['2-4 5x is no duration. Units are y, w, d, h, m, s and ms, each once and in this order: 1h30m.'],
        'range',
      ],
      [
        'a ; b',
        [
          '2-3 The character ; means nothing here.',
          '4-5 Here stands b where an operator or the end of the query is expected.',
        ],
        'selector',
      ],
      ['a{b="c', ['4-6 The quote " is not closed.', '6-6 The query stops where } is expected.'], 'selector'],
      ['"\\q"', ['1-3 There is no escape \\q. Write a backslash as two of them.'], 'string'],
      ['rate(a[5m],)', ['10-11 No comma may stand behind the last argument.'], 'call'],
      [
        '(a)[5m]',
        ['3-7 Only a selector has a range. A subquery takes what an expression gives over time: (…)[1h:1m].'],
        'range',
      ],
      ['a offset 1h [5m]', ['12-16 offset and @ stand behind the range: metric[5m] offset 1h.'], 'range'],
      ['', ['0-0 There is no query.'], 'missing'],
    ] as const) {
      it(text === '' ? 'nothing' : text, () => {
        assert.deepEqual(messages(text), expected);
        assert.equal(parseQuery(text).expression.kind, kind);
      });
    }
  });

  describe('takes variables', () => {
    for (const text of [
      '$x',
      '${x}',
      '${x:csv} + 1',
      'rate(up[$__rate_interval])',
      'rate(up[${range}m:$step])',
      'up{job=~"$job", instance="${instance:regex}"}',
      '$metric{a="b"}',
      '${prefix}_total{a="b"}',
      'job:${name}:sum',
      'sum by ($labels) (up)',
      'up offset $shift',
      'up @ ${at}',
      'topk($k, $query)',
      '[[old]] + 1',
      '$a * on ($b) group_left $c',
    ]) {
      it(text, () => {
        assert.deepEqual(messages(text), []);
      });
    }
  });

  it('never throws, whatever stands there, and keeps spans inside each other', () => {
    const random = seededRandom(11);
    const check = (expression: Expression, from: number, to: number): void => {
      assert.ok(from <= expression.start && expression.start <= expression.end && expression.end <= to);
      partsOf(expression).forEach((part) => {
        check(part, expression.start, expression.end);
      });
    };
    for (let round = 0; round < 5000; round += 1) {
      const text = mutatedQuery(random.pick(goodQueries), random);
      try {
        const { expression, problems } = parseQuery(text);
        check(expression, 0, text.length);
        for (const { span } of problems) {
          assert.ok(span.start >= 0 && span.end >= span.start && span.end <= text.length);
        }
      } catch (error) {
        throw new Error(`for ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });

  for (const [what, text] of [
    ['a million parentheses', '('.repeat(1_000_000)],
    ['a million signs', '-'.repeat(1_000_000)],
    ['a million brackets', 'up' + '['.repeat(1_000_000)],
    ['durations in a million parentheses', 'up[' + '('.repeat(1_000_000)],
    ['a million operators', '1+'.repeat(1_000_000)],
    ['a million powers', '1^'.repeat(1_000_000)],
    ['a million modifiers', 'up' + ' offset 5m'.repeat(100_000)],
    ['a quote without end', `"${'a'.repeat(1_000_000)}`],
    ['lone surrogates and NUL', '\ud800\0'.repeat(100_000)],
  ] as const) {
    it(`ends for ${what}`, function () {
      this.timeout(30_000);
      assert.ok(parseQuery(text).problems.length > 0);
    });
  }
});
