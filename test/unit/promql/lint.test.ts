import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkExpression, checkQueryText } from '../../../src/lint/expressions.ts';
import { createMetricIndex } from '../../../src/promql/metricIndex.ts';
import type { QueryKnowledge } from '../../../src/promql/lint/knowledge.ts';
import { seededRandom } from '../manifest/yaml/seededRandom.ts';
import { mutatedQuery } from './mutatedQuery.ts';
import { goodQueries } from './queries.ts';
import { usedQueries } from './usedQueries.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';

/** What is found, as `severity code: stretch`, and the text after the first fix of each where it has one. */
function found(text: string, knowledge: QueryKnowledge = {}): string[] {
  return checkQueryText(text, knowledge).map(({ code, severity, span, fixes }) => {
    const [fix] = fixes ?? [];
    const said = `${severity} ${code.replace('promql/', '')}: ${text.slice(span.start, span.end)}`;
    return fix ? `${said} -> ${applyEdits(text, fix.edits)}` : said;
  });
}

const cases: Readonly<Record<string, readonly (readonly [query: string, ...findings: string[]])[]>> = {
  'regular expressions': [
    ['up{a=~"b"}', 'hint plain-regex: a=~"b" -> up{a="b"}'],
    ["up{a !~ 'b\\\\.c'}", `hint plain-regex: a !~ 'b\\\\.c' -> up{a!="b.c"}`],
    ['up{a=~`b\\.c`}', 'hint plain-regex: a=~`b\\.c` -> up{a="b.c"}'],
    ['up{a=~"b|c", d=~"e.", f=~"(g)", h=~"\\\\d"}'],
    ['up{a=~"$b", c=~"${d:regex}"}'],
    ['up{a=~".*"}', 'information idle-matcher: a=~".*" -> up'],
    ['up{a=~".*", b="c"}', 'information idle-matcher: a=~".*" -> up{b="c"}'],
    ['up{b="c", a=~".*"}', 'information idle-matcher: a=~".*" -> up{b="c"}'],
    ['up{a!~".*"}'],
    ['up{a=~".+"}'],
    ['up{a=~".*b.*"}', 'hint costly-regex: ".*b.*"'],
    ['up{a=~"b.*c.*"}'],
    ['up{a=~"b{200}"}', 'warning costly-regex: "b{200}"'],
    ['up{a=~"b{2,3}"}'],
  ],
  'counters and gauges': [
    ['rate(free_bytes[5m])', 'warning rate-on-gauge: rate -> deriv(free_bytes[5m])'],
    ['sum(increase(free_bytes[5m]))', 'warning rate-on-gauge: increase -> sum(delta(free_bytes[5m]))'],
    ['rate({"free_bytes"}[5m])', 'warning rate-on-gauge: rate -> deriv({"free_bytes"}[5m])'],
    ['rate(other_bytes[5m])'],
    ['delta(free_bytes[5m])'],
    ['delta(x_total[5m])', 'warning delta-on-counter: delta -> increase(x_total[5m])'],
    ['deriv(requests[5m])', 'warning delta-on-counter: deriv -> rate(requests[5m])'],
    ['idelta(cpu_count[5m])', 'information delta-on-counter: idelta -> irate(cpu_count[5m])'],
    ['delta(gauge_total[5m])'],
    ['delta(latency_count[5m])', 'warning delta-on-counter: delta -> increase(latency_count[5m])'],
    ['predict_linear(x_total[1h], 60)'],
    [
      'x_total{a="b"} offset 5m',
      'hint counter-without-rate: x_total{a="b"} offset 5m -> rate(x_total{a="b"}[5m] offset 5m)',
    ],
    [
      'sum by (a) ((x_total))',
      'information counter-without-rate: x_total -> sum by (a) ((rate(x_total[5m])))',
    ],
    ['requests > 5', 'information counter-without-rate: requests -> rate(requests[5m]) > 5'],
    ['x_total > 0'],
    ['count(x_total)'],
    ['count(sum by (a) (x_total))'],
    ['min(process_uptime_seconds_total)'],
    ['x_total - x_total offset 1d'],
    ['x_sum / x_count'],
    ['absent(x_total)'],
    ['rate(sum(x_total)[5m:])', 'warning rate-after-sum: rate -> sum(rate(x_total[5m]))'],
    ['increase(sum by (a) (x)[1h:1m])', 'warning rate-after-sum: increase -> sum by (a) (increase(x[1h]))'],
    ['rate((max(x) without (a))[5m:])', 'warning rate-after-sum: rate -> max(rate(x[5m])) without (a)'],
    ['rate(sum(a + b)[5m:])', 'warning rate-after-sum: rate'],
    ['max_over_time(sum(rate(x[5m]))[1h:])'],
  ],
  labels: [
    ['max by (a) (sum by (b) (up))', 'warning label-lost: a -> max by (a) (sum by (b, a) (up))'],
    ['max by (a) (sum(up))', 'warning label-lost: a -> max by (a) (sum by (a) (up))'],
    ['max by (a) (sum by () (up) * 2)', 'warning label-lost: a -> max by (a) (sum by (a) (up) * 2)'],
    ['max by (a) (sum without (a) (up))', 'warning label-lost: a'],
    ['max by (a) (sum without (b) (up))'],
    ['max by (a) (count_values("a", up))'],
    ['max by (a) (label_replace(sum by (b) (up), "a", "$1", "b", "(.*)"))'],
    ['max by (a) (topk by (b) (1, up))'],
    ['max by (le) (histogram_quantile(0.9, rate(x_bucket[5m])))', 'warning label-lost: le'],
    ['max by (le) (rate(x_bucket[5m]))'],
    ['max by (a) (sum by ($by) (up))'],
    ['up * on (a) sum by (b) (up)', 'warning label-lost: a -> up * on (a) sum by (b, a) (up)'],
    [
      'up * on (b) group_left (c) sum by (b) (up)',
      'warning label-lost: c -> up * on (b) group_left (c) sum by (b, c) (up)',
    ],
    ['max by (a) (up or sum by (b) (up))'],
    ['max by (a) (up and on () sum(up))'],
    ['max by (a) (sum by (a, b) (up) * on (b) group_left () up)'],
    ['max by (a) (sum by (b) (up) * on (b) up)', 'warning label-lost: a'],
    ['max by (c) (sum by (a) (up) * on (a) group_left (c) up)'],
    [
      'histogram_quantile(0.9, sum by (a) (rate(x_bucket[5m])))',
      'warning quantile-without-le: histogram_quantile -> histogram_quantile(0.9, sum by (a, le) (rate(x_bucket[5m])))',
    ],
    ['histogram_quantile(0.9, sum(rate(x[5m])))'],
    ['histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))'],
    ['quantile(0.9, rate(x_bucket[5m]))', 'warning quantile-of-buckets: quantile'],
    ['quantile(0.9, rate(x[5m]))'],
  ],
  matching: [
    ['sum by (a) (up) / sum(up)', 'warning no-match: / -> sum by (a) (up) / on () group_left () sum(up)'],
    [
      'sum(up) > bool sum by (a) (up)',
      'warning no-match: > -> sum(up) > bool on () group_right () sum by (a) (up)',
    ],
    [
      'sum by (a, b) (up) and sum by (a) (up)',
      'warning no-match: and -> sum by (a, b) (up) and on (a) sum by (a) (up)',
    ],
    ['sum by (a) (up) / sum by (b) (up)', 'warning no-match: /'],
    ['sum by (a) (up) or sum(up)'],
    ['sum by (a, b) (up) / sum by (b, a) (up)'],
    ['sum by (a) (up) / up'],
    ['sum by (a) (up) / 2'],
    ['sum by (a, b) (up) / ignoring (b) sum by (c) (up)', 'warning no-match: /'],
    [
      'sum by (a, b) (up) / on (a) sum by (a) (up)',
      'warning many-to-one: on (a) -> sum by (a, b) (up) / on (a) group_left () sum by (a) (up)',
    ],
    [
      'sum by (a) (up) / ignoring (b) sum by (a, b) (up)',
      'warning many-to-one: ignoring (b) -> sum by (a) (up) / ignoring (b) group_right () sum by (a, b) (up)',
    ],
    ['sum by (a, b) (up) / on (a) sum by (a, c) (up)', 'warning many-to-many: on (a)'],
    ['up * on (a) group_left () sum by (a, c) (up)', 'warning many-to-many: on (a)'],
    ['up * on (a) group_left () topk by (a) (1, max by (a, c) (up))'],
    ['sum by (a, b) (up) / on (a) group_left () sum by (a) (up)'],
    ['up * on (a) group_left (c) max by (a, c) (up)'],
    ['sum by (a, b) (up) and on (a) sum by (a, c) (up)'],
    ['sum by (a, b) (up) / on ($l) sum by (a, c) (up)'],
  ],
  metrics: [
    ['test_counter1{a="b"}', 'warning unknown-metric: test_counter1 -> test_counter1_total{a="b"}'],
    ['rate(requets[5m])', 'warning unknown-metric: requets -> rate(requests[5m])'],
    ['{__name__="requets"}', 'warning unknown-metric: "requets" -> {__name__="requests"}'],
    ['max(free)', 'warning unknown-metric: free -> max(free_bytes)'],
    ['entirely_unlike', 'information unknown-metric: entirely_unlike'],
    ['absent(entirely_unlike)'],
    ['up + scrape_duration_seconds'],
    ['rate(latency_bucket[5m])'],
    ['max(${metric}) + $x_total'],
    ['sum({job="a"})', 'information no-metric-name: {job="a"}'],
    ['{__name__=~".+", job="a"}', 'information no-metric-name: {__name__=~".+", job="a"}'],
    ['{__name__=~"a.+"}'],
    ['{$filter}'],
    ['count({job="a"})'],
    ['topk(5, count by (__name__) ({__name__=~".+"}))'],
  ],
};

/** What the data source knows for the groups that are about metrics. */
const metrics = createMetricIndex([
  { name: 'up', type: 'gauge' },
  { name: 'free_bytes', type: 'gauge' },
  { name: 'gauge_total', type: 'gauge' },
  { name: 'requests', type: 'counter' },
  { name: 'latency', type: 'histogram' },
  { name: 'test_counter1_total', type: 'counter' },
  ...[
    'other_bytes',
    'x_total',
    'process_uptime_seconds_total',
    'cpu_count',
    'x',
    'x_sum',
    'x_count',
    'a',
    'b',
  ].map((name) => ({ name })),
]);
const withMetrics: readonly string[] = ['counters and gauges', 'metrics'];

function names(count: number): string {
  return Array.from({ length: count }, (_, at) => `l${at}`).join();
}

describe('lints of queries', () => {
  for (const [group, rows] of Object.entries(cases)) {
    describe(group, () => {
      for (const [query, ...findings] of rows) {
        it(`${findings.length === 0 ? 'say nothing of' : 'speak of'} ${query}`, () => {
          assert.deepEqual(found(query, withMetrics.includes(group) ? { metrics } : {}), findings);
        });
      }
    });
  }

  for (const [query, interval, ...findings] of [
    ['rate(x[1m])', 60, 'warning short-range: 1m -> rate(x[4m])'],
    ['rate(x[2m])', 60, 'information short-range: 2m -> rate(x[4m])'],
    ['rate(x[4m])', 60],
    ['irate(x[2m])', 60],
    ['irate(x[1m])', 60, 'warning short-range: 1m -> irate(x[4m])'],
    [
      'sum(increase(x{a="b"}[50s] offset 1h))',
      15,
      'information short-range: 50s -> sum(increase(x{a="b"}[1m] offset 1h))',
    ],
    ['max_over_time(x[1m])', 60],
    ['rate(x[$__rate_interval])', 60],
    ['rate(x[1m])', undefined],
  ] as const) {
    it(`of ${query}, scraped every ${interval ?? '?'} seconds`, () => {
      assert.deepEqual(found(query, interval === undefined ? {} : { intervalSeconds: interval }), findings);
    });
  }

  it('rest while no metric is known', () => {
    assert.deepEqual(found('entirely_unlike', { metrics: createMetricIndex([]) }), []);
  });

  it('find nothing in a second that is broken by fixes, and never throw', function () {
    this.timeout(30_000);
    const random = seededRandom(53);
    const corpus = [
      ...goodQueries,
      ...usedQueries,
      ...Object.values(cases).flatMap((rows) => rows.map(([query]) => query)),
    ];
    const mutants = Array.from({ length: 3000 }, () => mutatedQuery(random.pick(corpus), random));
    for (const text of [...corpus, ...mutants]) {
      for (const { severity, span, fixes = [] } of checkQueryText(text, { metrics, intervalSeconds: 60 })) {
        assert.ok(span.start >= 0 && span.end >= span.start && span.end <= text.length);
        if (severity !== 'error') {
          for (const { edits } of fixes) {
            assert.deepEqual(
              checkExpression(applyEdits(text, edits)),
              [],
              `${text} -> ${applyEdits(text, edits)}`,
            );
          }
        }
      }
    }
  });

  for (const [what, query] of [
    ['the longest pattern', `up{a=~"${'\\\\.'.repeat(12_000)}"}`],
    ['labels without end', `sum without (${names(6_000)}) (sum by (${names(6_000)}) (up))`],
    ['labels without end on both sides', `sum by (${names(3_000)}) (up) / on (${names(3_000)}) sum(up)`],
    ['a query of a megabyte', `sum by (${names(150_000)}) (up)`],
  ] as const) {
    it(`come to an end for ${what}`, function () {
      this.timeout(10_000);
      const found = checkQueryText(query, { metrics, intervalSeconds: 60 });
      assert.ok(found.every(({ severity }) => severity !== 'error'));
    });
  }

  it('rest where Prometheus refuses the query', () => {
    assert.deepEqual(
      checkQueryText('rate(up{a=~"b"})').map(({ code }) => code),
      ['promql/wrong-type'],
    );
  });
});
