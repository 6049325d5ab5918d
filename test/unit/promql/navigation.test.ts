import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extractVariable } from '../../../src/promql/extract.ts';
import { outlineOfQueries } from '../../../src/promql/outline.ts';
import { queriesIn } from '../../../src/promql/queriesIn.ts';
import { foldingsOfQueries, selectionsAt } from '../../../src/promql/ranges.ts';
import { labelOccurrences, renamableLabel, renameLabel } from '../../../src/promql/renameLabel.ts';
import { signatureAt } from '../../../src/promql/signatureAt.ts';

function cursor(marked: string): { text: string; offset: number } {
  return { text: marked.replace('¦', ''), offset: marked.indexOf('¦') };
}

describe('renameLabel', () => {
  for (const [query, name, expected] of [
    ['up{j¦ob="a", job!="b"}', 'service', 'up{service="a", service!="b"}'],
    ['sum by (job) (up{job¦="a"})', 'k8s.job', 'sum by ("k8s.job") (up{"k8s.job"="a"})'],
    ['up{"k8s.pod¦"="a"} + on("k8s.pod") x', 'pod', 'up{"pod"="a"} + on("pod") x'],
    ['a * on(job¦) group_left(job, x) b{job="x"}', 'j', 'a * on(j) group_left(j, x) b{j="x"}'],
    [
      'sum by (dst) (label_replace(up, "dst¦", "$1", "dst", "(.*)"))',
      'to',
      'sum by (to) (label_replace(up, "to", "$1", "to", "(.*)"))',
    ],
    ['count_values("v¦", up) by (v)', 'w', 'count_values("w", up) by (w)'],
    ['job{job¦="job"}', 'x', 'job{x="job"}'],
  ] as const) {
    it(`${query} -> ${expected}`, () => {
      const { text, offset } = cursor(query);
      const renamed = renameLabel(text, offset, name);
      assert.ok('edits' in renamed);
      const result = renamed.edits.reduceRight(
        (all, { start, end, text: now }) => all.slice(0, start) + now + all.slice(end),
        text,
      );
      assert.equal(result, expected);
    });
  }

  for (const query of [
    'u¦p{job="a"}',
    'up{job="a¦"}',
    'ra¦te(up[5m])',
    '{__na¦me__="x"}',
    '{"my.me¦tric"}',
    'up{${x¦}="a"}',
    '¦',
  ]) {
    it(`there is no label to rename in ${query}`, () => {
      const { text, offset } = cursor(query);
      assert.equal(renamableLabel(text, offset), undefined);
    });
  }

  for (const name of ['', '  ', '__name__', 'a\nb', '\u0000']) {
    it(`refuses the name ${JSON.stringify(name)}`, () => {
      assert.ok('reason' in renameLabel('up{a="b"}', 3, name));
    });
  }

  it('says where a label stands', () => {
    const { text, offset } = cursor('sum by (job) (up{jo¦b="job"})');
    assert.deepEqual(
      labelOccurrences(text, offset).map(({ start, end }) => `${start} ${text.slice(start, end)}`),
      ['8 job', '17 job'],
    );
  });
});

describe('signatureAt', () => {
  for (const [query, name, active] of [
    ['rate(¦', 'rate', 0],
    ['round(up, ¦)', 'round', 1],
    ['histogram_quantile(0.9, sum by (le) (¦', 'sum', 0],
    ['histogram_quantile(0.9, sum by (le) (x)¦', 'histogram_quantile', 1],
    ['label_join(up, "a", ",", "b", "c¦")', 'label_join', 3],
    ['topk(5, (up{a="b", c="¦"}))', 'topk', 1],
    ['sum by (¦) (up)', undefined, 0],
    ['foo(¦)', undefined, 0],
    ['(¦)', undefined, 0],
    ['rate(up[5m])¦', undefined, 0],
    ['rate( # in a ¦comment', undefined, 0],
  ] as const) {
    it(`${query}: ${name ?? 'none'}`, () => {
      const { text, offset } = cursor(query);
      const found = signatureAt(text, offset);
      assert.equal(found?.signature.name, name);
      assert.equal(found?.active ?? 0, active);
    });
  }

  it('marks each parameter in its line', () => {
    const { label = '', parameters = [] } = signatureAt('label_replace(', 14)?.signature ?? {};
    assert.deepEqual(
      parameters.map(([start, end]) => label.slice(start, end)),
      ['v instant-vector', 'dst string', 'replacement string', 'src string', 'regex string'],
    );
  });
});

describe('queries of a file', () => {
  for (const [text, expected] of [
    ['up', ['up']],
    ['a\n---\nb', ['a\n', 'b']],
    ['a\r\n---  \r\nb\r\n', ['a\r\n', 'b\r\n']],
    ['---\na\n---', ['', 'a\n', '']],
    ['a ---\n --- b\n----\n', ['a ---\n --- b\n----\n']],
    ['', ['']],
  ] as const) {
    it(`${JSON.stringify(text)} holds ${expected.length}`, () => {
      const parts = queriesIn(text);
      assert.deepEqual(
        parts.map((part) => part.text),
        expected,
      );
      parts.forEach((part) => assert.equal(text.slice(part.start, part.end), part.text));
    });
  }

  it('are shown with their names, their comments or as they are written, and their selectors', () => {
    const text =
      '# How many fail.\n# @name errors\nsum(rate(e{code="5"}[5m]))\n---\n# Share\nrate(a[1m]) / b\n---\n# nothing\n---\n{x="y"}';
    const shown = outlineOfQueries(queriesIn(text)).map(({ name, detail, children, selection }) => [
      ...[name, detail, text.slice(selection.start, selection.end)],
      ...children.map(
        (child) => `${child.name} ${child.detail} ${text.slice(child.span.start, child.span.end)}`,
      ),
    ]);
    assert.deepEqual(shown, [
      ['errors', 'sum(rate(e{code="5"}[5m]))', 'sum(rate(e{code="5"}[5m]))', 'e {code="5"} e{code="5"}'],
      ['Share', 'rate(a[1m]) / b', 'rate(a[1m]) / b', 'a  a', 'b  b'],
      ['{x="y"}', '', '{x="y"}', '{x="y"}  {x="y"}'],
    ]);
  });

  it('fold, with the expressions in them that take more than a line', () => {
    const text = 'sum(\n  rate(\n    x[5m]\n  )\n)\n---\n(a\n)';
    const folded = foldingsOfQueries(queriesIn(text)).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(folded.sort(), [
      '(a\n)',
      '(a\n)',
      'rate(\n    x[5m]\n  )',
      'sum(\n  rate(\n    x[5m]\n  )\n)',
      'sum(\n  rate(\n    x[5m]\n  )\n)',
    ]);
  });

  it('are selected bit by bit', () => {
    const { text, offset } = cursor('a + sum(rate(x{jo¦b="y"}[5m]))');
    assert.deepEqual(
      selectionsAt(text, offset).map(({ start, end }) => text.slice(start, end)),
      [
        'job',
        'job="y"',
        'x{job="y"}',
        'x{job="y"}[5m]',
        'rate(x{job="y"}[5m])',
        'sum(rate(x{job="y"}[5m]))',
        text,
      ],
    );
  });
});

describe('selectionsAt', () => {
  it('takes nothing twice', () => {
    assert.deepEqual(selectionsAt('up', 1), [{ start: 0, end: 2 }]);
  });
});

describe('extractVariable', () => {
  const query = 'sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))';
  const select = (part: string): { start: number; end: number } => ({
    start: query.indexOf(part),
    end: query.indexOf(part) + part.length,
  });
  for (const [part, name, now] of [
    ['sum(rate(errors_total[5m]))', 'sum', '${sum} / sum(rate(requests_total[5m]))'],
    ['  sum(rate(requests_total[5m]))'.trim(), 'sum', 'sum(rate(errors_total[5m])) / ${sum}'],
    ['rate(errors_total[5m])', 'rate', 'sum(${rate}) / sum(rate(requests_total[5m]))'],
  ] as const) {
    it(`of ${part}`, () => {
      const found = extractVariable(query, select(part), []);
      assert.ok(found);
      assert.equal(found.name, name);
      assert.equal(found.cell, `# @name ${name}\n${part}`);
      assert.equal(query.slice(0, found.edit.start) + found.edit.text + query.slice(found.edit.end), now);
    });
  }

  it('takes another name where that is taken', () => {
    assert.equal(extractVariable(query, select('rate(errors_total[5m])'), ['rate', 'rate2'])?.name, 'rate3');
  });

  for (const part of ['errors_total[5m]', query, '5m', 'sum(rate(errors_total[5m])) /', 'rate(errors']) {
    it(`makes nothing of ${part}`, () => {
      assert.equal(extractVariable(query, select(part), []), undefined);
    });
  }

  it('makes nothing of a query that cannot be read', () => {
    assert.equal(extractVariable('sum(rate(', { start: 4, end: 9 }, []), undefined);
  });
});
