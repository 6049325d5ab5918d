import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { queryTokens } from '../../../src/promql/tokens.ts';

const table: readonly (readonly [query: string, ...words: string[]])[] = [
  [
    'sum by (job) (rate(x_total{a=~"b.*", c!="d"}[5m] offset 1h)) > bool 1 # why',
    ...[
      'sum function',
      'by keyword',
      'job label',
      'rate function',
      'x_total metric',
      'a label',
      '"b.*" regex',
    ],
    ...['c label', '"d" string', '5m number', 'offset keyword', '1h number', 'bool keyword', '1 number'],
    '# why comment',
  ],
  ['{"my.metric", "a.b"="c"}', '"my.metric" metric', '"a.b" label', '"c" string'],
  [
    'a * on("x") group_left(y) ${v}',
    'a metric',
    'on keyword',
    '"x" label',
    'group_left keyword',
    'y label',
    '${v} variable',
  ],
  ['SUM(sum) AND rate', 'SUM function', 'sum metric', 'AND keyword', 'rate metric'],
  [
    'label_replace(x, "a", `b\nc`)',
    'label_replace function',
    'x metric',
    '"a" string',
    '`b string',
    'c` string',
  ],
  ['x @ end()', 'x metric', 'end function'],
];

describe('queryTokens', () => {
  for (const [query, ...words] of table) {
    it(`paints ${JSON.stringify(query)}`, () => {
      const tokens = queryTokens(query);
      const painted = tokens.filter(({ type }) => type !== 'operator');
      assert.deepEqual(
        painted.map(({ start, end, type }) => `${query.slice(start, end)} ${type}`),
        words,
      );
      tokens.reduce((before, token) => {
        assert.ok(token.start >= before.end);
        return token;
      });
    });
  }
});
