import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { queriesOf } from '../../../../src/lint/queries/queriesOf.ts';
import type { QueryLanguage } from '../../../../src/lint/queries/queriesOf.ts';

const rules = `groups:
  - name: a
    rules:
      - record: a:b
        expr: sum(up)
      - alert: Down
        expr: |
          up{job="x"}
            == 0
`;
const dashboard = JSON.stringify(
  {
    templating: { list: [{ name: 'job' }] },
    panels: [
      { targets: [{ expr: 'rate(x{a="b"}[$__rate_interval])' }, { query: 'none' }] },
      { type: 'row', panels: [{ targets: [{ expr: 'up' }] }] },
    ],
  },
  undefined,
  2,
);

const table: readonly (readonly [language: QueryLanguage, text: string, ...queries: string[]])[] = [
  ['promql', 'a\n---\nb\n', 'a\n', 'b\n'],
  ['cell', 'a\n---\nb', 'a\n---\nb'],
  [
    'markdown',
    '# x\n```promql\nup\n+ 1\n```\n```sh\nls\n```\n~~~promql title\na\n~~~\n```promql\n```\n',
    'up\n+ 1',
    'a',
  ],
  ['markdown', 'x\r\n```promql\r\nup\r\n+ 1\r\n```\r\n', 'up\r\n+ 1'],
  ['yaml', rules, 'sum(up)', 'up{job="x"}\n  == 0\n'],
  [
    'yaml',
    `kind: PrometheusRule\nspec:\n  ${rules.replaceAll('\n', '\n  ')}`,
    'sum(up)',
    'up{job="x"}\n  == 0\n',
  ],
  ['yaml', 'expr: up\nx: {groups: }'],
  ['json', dashboard, 'rate(x{a="b"}[$__rate_interval])', 'up'],
  ['json', '{"expr": "up"}'],
  ['json', '{"targets": [{"expr": "up"'.padEnd(100, '['), 'up'],
];

describe('queriesOf', () => {
  for (const [language, text, ...expected] of table) {
    it(`${language} ${JSON.stringify(text.slice(0, 40))} holds ${expected.length}`, () => {
      const { queries } = queriesOf(text, language);
      assert.deepEqual(
        queries.map((query) => query.text),
        expected,
      );
      for (const { text: query, place } of queries) {
        const at = place.toFile(query.length - query.trimStart().length);
        assert.equal(text.charAt(at), query.trimStart().charAt(0));
        assert.equal(place.toText(at), query.length - query.trimStart().length);
      }
    });
  }

  it('knows the variables of a dashboard', () => {
    const names = queriesOf(dashboard, 'json').variables.map(({ text }) => text);
    assert.ok(names.includes('$__rate_interval') && names.includes('$job'));
  });
});
