import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { createChecker } from '../../../../src/lint/createChecker.ts';
import { shippedSchemas } from '../schemas.ts';

const fence = '```';

/** A dashboard with these targets in a panel of this data source. */
function dashboard(targets: readonly object[], datasource?: unknown): string {
  const inner = { type: 'timeseries', datasource, targets };
  return JSON.stringify({ schemaVersion: 39, panels: [{ type: 'row', panels: [inner] }] }, undefined, 2);
}

describe('queries in files', () => {
  const checker = createChecker({ ...shippedSchemas(), today: '2026-11-25' });
  const problems = (path: string, text: string) => checker.check([{ path, text }]).get(path) ?? [];
  const found = (path: string, text: string): string[] =>
    problems(path, text).map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);

  for (const [path, text, ...expected] of [
    ['a.promql', 'up\n---\nup up\n---\nrate(up)\n', 'promql/syntax up', 'promql/wrong-type up'],
    ['a.promql', '# nothing yet\n---\n\n'],
    ['a.promql', ''],
    ['a.promql', '# adot-ignore promql/wrong-type\nrate(up)\n'],
    ['a.md', `# x\n\n${fence}promql\nrate(up)\n${fence}\n`, 'promql/wrong-type up'],
    ['a.md', `> no fence of a notebook\n\n    ${fence}promql\n    rate(up)\n    ${fence}\n`],
    ['a.md', `${fence}sh\nrate(up\n${fence}\n`],
    ['a.md', `  ${fence}promql\r\n  sum(\r\n  up up)\r\n  ${fence}\r\n`, 'promql/syntax up'],
    ['a.promql.md', `${fence}promql\n# @rnage 6h\nup\n${fence}\n`, 'notebook/unknown-directive rnage'],
    ['a.json', dashboard([{ expr: 'rate(x{a="é\\\\d"})' }]), 'promql/wrong-type x{a=\\"é\\\\\\\\d\\"}'],
    ['a.json', dashboard([{ expr: 'rate(x)' }], { type: 'prometheus', uid: 'a' }), 'promql/wrong-type x'],
    ['a.json', dashboard([{ expr: 'rate(x)' }], '${DS}'), 'promql/wrong-type x'],
    ['a.json', dashboard([{ expr: '{a="b"} |= "c"' }], { type: 'loki', uid: 'a' })],
    ['a.json', dashboard([{ expr: '{a} |= "c"', datasource: { type: 'loki' } }], { type: 'prometheus' })],
    ['a.json', dashboard([{ expr: '' }, { expr: 'rate(up[$__rate_interval])' }, { query: 'x y' }])],
    ['a.json', '{"panels": [{"targets": [{"expr": "rate(x)"}]}]}'],
  ] as const) {
    it(`${path} ${JSON.stringify(text.slice(0, 60))}: ${expected.length}`, () => {
      assert.deepEqual(found(path, text), expected);
    });
  }

  for (const [path, text, mended] of [
    ['a.promql', 'up\n---\nup{a=~"b"}\n', 'up\n---\nup{a="b"}\n'],
    [
      'a.md',
      ` ${fence}promql\n up{\n   a=~"b"}\n ${fence}\n`,
      ` ${fence}promql\n up{\n   a="b"}\n ${fence}\n`,
    ],
    ['a.json', dashboard([{ expr: 'up{a=~"b"}' }]), dashboard([{ expr: 'up{a="b"}' }])],
    [
      'rules.yaml',
      'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: \'up{a=~"b"}\'\n',
      'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: \'up{a="b"}\'\n',
    ],
    [
      'rules.yaml',
      'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: |\n          up{\n            a=~"b"}\n',
      'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: |\n          up{\n            a="b"}\n',
    ],
  ] as const) {
    it(`mends ${path} where the query stands: ${JSON.stringify(text.slice(0, 40))}`, () => {
      const [problem] = problems(path, text);
      assert.equal(applyEdits(text, problem?.fixes?.[0]?.edits ?? []), mended);
    });
  }
});
