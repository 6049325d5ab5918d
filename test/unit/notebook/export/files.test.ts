import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createChecker } from '../../../../src/lint/createChecker.ts';
import { readYaml } from '../../../../src/manifest/yaml/yaml.ts';
import { readDirectives } from '../../../../src/notebook/directives/readDirectives.ts';
import { dashboardJson } from '../../../../src/notebook/export/dashboard.ts';
import { markdownReport } from '../../../../src/notebook/export/report.ts';
import { resolveQueries } from '../../../../src/notebook/export/resolveQueries.ts';
import { alertingRules, recordingRule } from '../../../../src/notebook/export/rules.ts';
import type { RuleFile } from '../../../../src/notebook/export/rules.ts';
import { readNotebookText } from '../../../../src/notebook/file/readNotebook.ts';
import type { CellOutcome } from '../../../../src/notebook/run/outcome.ts';
import { shippedSchemas } from '../../lint/schemas.ts';
import { answerOf, hostileLabels, instantOf } from '../results.ts';

const cell = (text: string, query = text.replaceAll(/^#.*\n/gm, '')) => ({
  query,
  directives: readDirectives(text),
});

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  for?: string;
}

/** The rules of a file that AMP takes. */
function rulesIn(file: RuleFile): Rule[] {
  assert.ok('yaml' in file, 'why' in file ? file.why : '');
  const checker = createChecker({ ...shippedSchemas(), today: '2026-11-26' });
  const problems = checker.check([{ path: 'rules.yaml', text: file.yaml }]).get('rules.yaml') ?? [];
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
    file.yaml,
  );
  return (readYaml(file.yaml) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);
}

const alerts: readonly [text: string, rules: readonly Rule[]][] = [
  [
    '# @name error_rate\n# @expect < 0.1 within 10m\nsum(rate(a[5m]))',
    [
      {
        alert: 'ErrorRateUnexpected',
        expr: '(\n  sum(rate(a[5m]))\n) >= 0.1\nor\nabsent(\n  sum(rate(a[5m]))\n)',
        for: '10m',
      },
    ],
  ],
  [
    '# @expect present\n# @expect == 4 series\n# @expect absent\nup{a="b # c"}\n  > 0',
    [
      { alert: 'NotebookUnexpected1', expr: 'absent(\n  up{a="b # c"}\n    > 0\n)' },
      { alert: 'NotebookUnexpected2', expr: '(count(\n  up{a="b # c"}\n    > 0\n) or vector(0)) != 4' },
      { alert: 'NotebookUnexpected3', expr: 'up{a="b # c"}\n  > 0' },
    ],
  ],
  [
    '# @expect > 1\n1 + 1',
    [{ alert: 'NotebookUnexpected', expr: '(\n  vector(1 + 1)\n) <= 1\nor\nabsent(\n  vector(1 + 1)\n)' }],
  ],
];

describe('a rule file', () => {
  for (const [text, rules] of alerts) {
    it(`alerts where something does not hold: ${JSON.stringify(text)}`, () => {
      const found = rulesIn(alertingRules(cell(text)));
      assert.deepEqual(
        found.map(({ alert, expr, for: during }) => ({
          alert,
          expr,
          ...(during !== undefined && { for: during }),
        })),
        rules,
      );
    });
  }

  for (const query of ['up', 'up\n  + up', 'up{a="\\"\\t\u2028: # "}', '\tup', 'a:b{x="\u0085"}']) {
    it(`records a query as it is: ${JSON.stringify(query)}`, () => {
      const [rule] = rulesIn(recordingRule(cell('# @step 30s', query), 'job:up:sum'));
      assert.deepEqual([rule?.record, rule?.expr], ['job:up:sum', query]);
    });
  }

  it('is not made of what is no rule', () => {
    assert.ok('why' in recordingRule(cell('up[5m]'), 'a'));
    assert.ok('why' in alertingRules(cell('# @expect > 0\n"x"')));
    assert.ok('why' in alertingRules(cell('up')));
  });
});

describe('queries outside of their notebook', () => {
  it('have the texts of others, and values where there are some', async () => {
    const texts = [
      '# @name a\nup # c',
      'sum(${a}) / ${b.value}',
      '# @name b\n# @instant\ncount(up)',
      'rate(x[$__rate_interval])',
    ];
    const outcome = {
      id: '2',
      state: 'done',
      answer: answerOf(instantOf([{}, 5])),
      directives: readDirectives(''),
    };
    const [first, second, , fourth] = await resolveQueries(texts, [
      undefined,
      undefined,
      outcome as unknown as CellOutcome,
    ]);
    assert.deepEqual([first, second], [{ query: 'up' }, { query: 'sum((up)) / 5' }]);
    assert.deepEqual(fourth, { query: 'rate(x[$__rate_interval])' });
    const [, unknown] = await resolveQueries(texts);
    assert.ok(unknown !== undefined && 'failure' in unknown);
    assert.match(unknown.failure.message, /needs b/);
  });
});

describe('a dashboard', () => {
  const dashboard = JSON.parse(
    dashboardJson(
      'Title "x"',
      [
        cell('# @name a\n# @step 30s\n# @range 90m\nup'),
        cell('# @chart stacked\nup'),
        cell('# @instant\nup{a="</script>"}'),
        cell('# @chart heatmap\nsum by (le) (x_bucket)'),
        cell('# @chart value\nup'),
      ],
      { range: 21_600, timezone: 'local' },
    ),
  ) as {
    title: string;
    time: unknown;
    timezone: string;
    panels: {
      id: number;
      type: string;
      title: string;
      interval?: string;
      timeFrom?: string;
      gridPos: { x: number; y: number };
      targets: { expr: string; instant: boolean; format: string }[];
    }[];
    __requires: { type: string; id: string }[];
  };

  it('has a panel for each query, by its kind', () => {
    assert.deepEqual(
      dashboard.panels.map(({ type, title, targets }) => [
        type,
        title,
        targets[0]?.expr,
        targets[0]?.instant,
      ]),
      [
        ['timeseries', 'a', 'up', false],
        ['timeseries', '2', 'up', false],
        ['table', '3', 'up{a="</script>"}', true],
        ['heatmap', '4', 'sum by (le) (x_bucket)', false],
        ['stat', '5', 'up', false],
      ],
    );
    assert.deepEqual([dashboard.panels[0]?.interval, dashboard.panels[0]?.timeFrom], ['30s', '90m']);
  });
  it('has its title, its times and what it needs', () => {
    assert.deepEqual(
      [dashboard.title, dashboard.time, dashboard.timezone],
      ['Title "x"', { from: 'now-6h', to: 'now' }, 'browser'],
    );
    assert.deepEqual(
      dashboard.__requires.filter(({ type }) => type === 'panel').map(({ id }) => id),
      ['timeseries', 'table', 'heatmap', 'stat'],
    );
  });
  it('is one whose queries are checked, and has no problem', () => {
    const checker = createChecker({ ...shippedSchemas(), today: '2026-11-26' });
    const text = (query: string): string => dashboardJson('x', [cell(query)]);
    const files = [text('sum(up)'), text('sum(up')].map((one, at) => ({ path: `${at}.json`, text: one }));
    const found = checker.check(files);
    assert.deepEqual(found.get('0.json'), []);
    assert.deepEqual(
      found.get('1.json')?.map(({ code }) => code),
      ['promql/syntax'],
    );
  });
  it('has no two panels at one place', () => {
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    assert.equal(new Set(places).size, places.length);
    assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, places.length);
  });
});

describe('a report', () => {
  const directives = readDirectives('# @expect > 0');
  const [expectation] = directives.expects;
  assert.ok(expectation);
  const about = { id: '0', directives, tookMs: 1, asked: 1 };
  const done: CellOutcome = {
    ...{ ...about, state: 'done', plan: { kind: 'instant', query: 'up', time: 0 } },
    answer: answerOf(instantOf([{ a: '```\n# h' }, 1])),
    expectations: [{ expectation, judgement: { holds: true } }],
  };

  it('has prose, queries, pictures and answers', () => {
    const report = markdownReport([
      { kind: 'markdown', text: '# Title' },
      { kind: 'query', text: '# @expect > 0\nup{a="[x]"}', outcome: done, picture: 'a b/<1>.png' },
      { kind: 'query', text: 'down' },
    ]);
    assert.equal(
      report,
      [
        ...['# Title', '', '```promql', '# @expect > 0', 'up{a="[x]"}', '```', ''],
        ...['![up{a="\\[x\\]"}](<a%20b/%3C1%3E.png>)', '', '````text', '✓ > 0'],
        ...['1 series at 2026-01-01 00:00:00 UTC, {a="```\\u000a# h"}', '', 'value', '    1', '````', ''],
        ...['```promql', 'down', '```', ''],
      ].join('\n'),
    );
  });

  it('reads as the same queries, whatever labels and pictures hold', () => {
    const hostile: CellOutcome = {
      ...done,
      answer: answerOf(instantOf([{ ...hostileLabels, md: '```promql\nx\n```' }, 1])),
    };
    const report = markdownReport([
      { kind: 'query', text: 'up', outcome: hostile, picture: ')\n```promql\n<' },
      {
        kind: 'query',
        text: 'down',
        outcome: { ...about, state: 'failed', failure: { code: 'x', message: '\n```promql\n' } },
      },
    ]);
    assert.deepEqual(
      readNotebookText(report)
        .cells.filter(({ kind }) => kind === 'query')
        .map(({ text }) => text),
      ['up', 'down'],
    );
  });
});
