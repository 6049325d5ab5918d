import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ignoreAbove } from '../../../../src/lint/ignoring.ts';
import { checkQueries } from '../../../../src/lint/queries/checkQueries.ts';
import type { QueriesDocument } from '../../../../src/lint/queries/checkQueries.ts';
import { createMetricIndex } from '../../../../src/promql/metricIndex.ts';

function codes(document: QueriesDocument, levels = {}): string[] {
  const metrics = createMetricIndex([{ name: 'test_counter1_total', type: 'counter' }]);
  return checkQueries(document, { knowledge: { metrics }, levels }).map(
    ({ code, span }) => `${code} ${document.text.slice(span.start, span.end)}`,
  );
}

describe('checkQueries', () => {
  const table: readonly (readonly [what: string, document: QueriesDocument, ...found: string[]])[] = [
    [
      'a file',
      { language: 'promql', text: 'sum(\n---\nother{a=~"b"}' },
      'promql/syntax ',
      'promql/unknown-metric other',
      'promql/plain-regex a=~"b"',
    ],
    ['comments alone', { language: 'promql', text: '# nothing yet\n' }],
    [
      'directives',
      { language: 'promql', text: '# @range soon\nrate(test_counter1_total[5m])' },
      'notebook/bad-directive soon',
    ],
    ['silence here', { language: 'promql', text: '# adot-ignore promql/unknown-metric\nother' }],
    [
      'silence in the file',
      { language: 'promql', text: '# adot-ignore-file promql/unknown-metric\nother\n---\nother' },
    ],
    [
      'silence that is not needed',
      { language: 'promql', text: '# adot-ignore promql/plain-regex\nother' },
      'yaml/unused-suppression promql/plain-regex',
      'promql/unknown-metric other',
    ],
    [
      'a name of a metric that is near',
      { language: 'markdown', text: '# x\n```promql\nrate(test_counter1[5m])\n```\n' },
      'promql/unknown-metric test_counter1',
    ],
    [
      'a cell that speaks of one that there is not',
      {
        language: 'cell',
        text: '${errors} / ${all}',
        cells: { texts: ['# @name all\nvector(1)', '${errors} / ${all}'], at: 1 },
      },
      'notebook/unknown-variable ${errors}',
    ],
    ['a dashboard', { language: 'json', text: '{"targets":[{"expr":"sum("}]}' }, 'promql/syntax '],
  ];
  for (const [what, document, ...found] of table) {
    it(`finds in ${what}: ${found.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(codes(document).sort(), found.sort());
    });
  }

  it('takes the levels that a person wants', () => {
    const document: QueriesDocument = { language: 'promql', text: 'other' };
    assert.deepEqual(codes(document, { 'promql/unknown-metric': 'off' }), []);
    const [problem] = checkQueries(document, {
      knowledge: { metrics: createMetricIndex([{ name: 'x' }]) },
      levels: { 'promql/unknown-metric': 'hint' },
    });
    assert.equal(problem?.severity, 'hint');
  });
});

describe('ignoreAbove', () => {
  it('makes the problem go', () => {
    const text = 'sum(\n  other\n)';
    const [problem] = checkQueries(
      { language: 'promql', text },
      { knowledge: { metrics: createMetricIndex([{ name: 'x' }]) }, levels: {} },
    );
    assert.ok(problem);
    const { start, end, text: written } = ignoreAbove(text, problem);
    const changed = text.slice(0, start) + written + text.slice(end);
    assert.equal(changed, 'sum(\n  # adot-ignore promql/unknown-metric\n  other\n)');
    assert.deepEqual(codes({ language: 'promql', text: changed }), []);
  });
});
