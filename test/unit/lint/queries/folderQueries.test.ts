import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createChecker } from '../../../../src/lint/createChecker.ts';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { shippedSchemas } from '../schemas.ts';

interface Parts {
  global?: string;
  jobs?: string;
  processors?: string;
  exporter?: string;
}

/** A collector config that scrapes and remote-writes. */
function config({ global = '', jobs = '{job_name: app}', processors = '', exporter = '' }: Parts): string {
  return `receivers:
  prometheus:
    config:
      global: {${global}}
      scrape_configs: [${jobs}]
processors:
  filter: {${processors}}
exporters:
  prometheusremotewrite: {endpoint: "https://a.example/api/v1/remote_write", ${exporter}}
service:
  pipelines:
    metrics: {receivers: [prometheus], processors: [filter], exporters: [prometheusremotewrite]}
`;
}

const keeping = `{job_name: app, metric_relabel_configs: [{source_labels: [__name__], regex: 'app_.*|up', action: keep}]}`;

describe('queries beside collector configs', () => {
  const schemas = { ...shippedSchemas(), today: '2026-11-25' };
  const found = (query: string, ...configs: readonly string[]): string[] => {
    const files = configs.map((text, at) => ({ path: `collector${at || ''}.yaml`, text }));
    const problems = createChecker(schemas).check([...files, { path: 'a.promql', text: query }]);
    return (problems.get('a.promql') ?? [])
      .filter(({ code }) => ['promql/short-range', 'promql/unknown-metric'].includes(code))
      .map(({ code, severity, fixes }) => {
        const [fix] = fixes ?? [];
        return `${severity} ${code.slice(7)}${fix ? ` -> ${applyEdits(query, fix.edits)}` : ''}`;
      });
  };

  for (const [query, parts, ...expected] of [
    ['rate(x_total[1m])', {}, 'warning short-range -> rate(x_total[4m])'],
    ['rate(x_total[4m])', {}],
    ['rate(x_total[1m])', { global: 'scrape_interval: 15s' }],
    ['rate(x_total[20s])', { global: 'scrape_interval: 15s' }, 'warning short-range -> rate(x_total[1m])'],
    [
      'rate(x_total[40s])',
      { global: 'scrape_interval: 15s' },
      'information short-range -> rate(x_total[1m])',
    ],
    ['rate(x_total[1m])', { global: 'scrape_interval: "${env:INTERVAL}"' }],
    ['rate(x_total[1m])', { jobs: '{job_name: a, scrape_interval: 15s}, {job_name: b}' }],
    [
      'rate(x_total{job="b"}[1m])',
      { jobs: '{job_name: a, scrape_interval: 15s}, {job_name: b}' },
      'warning short-range -> rate(x_total{job="b"}[4m])',
    ],
    ['rate(x_total{job="a"}[1m])', { jobs: '{job_name: a, scrape_interval: 15s}, {job_name: b}' }],

    ['rate(test_counter1[5m])', {}, 'warning unknown-metric -> rate(test_counter1_total[5m])'],
    ['rate(test_counter1_total[5m])', {}],
    ['increase({"a.b"}[5m])', {}, 'warning unknown-metric -> increase({"a.b_total"}[5m])'],
    ['rate(latency_bucket[5m])', {}],
    ['rate(job:requests[5m])', {}],
    ['deriv(test_gauge1[5m])', {}],
    ['histogram_quantile(0.9, sum(rate(latency[5m])))', {}],
    ['rate(test_counter1[5m])', { exporter: 'add_metric_suffixes: false' }],
    ['rate(test_counter1[5m])', { exporter: 'translation_strategy: UnderscoreEscapingWithoutSuffixes' }],

    ['other', { jobs: keeping }, 'information unknown-metric'],
    ['app_requests_total', { jobs: keeping }],
    ['up + scrape_duration_seconds', { jobs: keeping }],
    ['absent(other)', { jobs: keeping }],
    ['other:sum', { jobs: keeping }],
    ['$other + ${a}_x', { jobs: keeping }],
    ['other', { jobs: `${keeping}, {job_name: b}` }],
    ['app_x', { jobs: keeping.replace('keep}', 'drop}') }, 'information unknown-metric'],
    ['other', { jobs: keeping.replace('keep}', 'drop}') }],
    ['other', { jobs: keeping.replace('app_.*', '${env:NAMES}') }],
    [
      'other',
      { processors: 'metrics: {include: {match_type: strict, metric_names: [app, lat]}}' },
      'information unknown-metric',
    ],
    [
      'lat_bucket + app_total',
      { processors: 'metrics: {include: {match_type: strict, metric_names: [app, lat]}}' },
    ],
    [
      'other',
      { processors: 'metrics: {include: {match_type: regexp, metric_names: ["^app"]}}' },
      'information unknown-metric',
    ],
    ['my_app', { processors: 'metrics: {include: {match_type: regexp, metric_names: [app]}}' }],
    [
      'app_x',
      { processors: 'metrics: {exclude: {match_type: regexp, metric_names: ["^app"]}}' },
      'information unknown-metric',
    ],
    ['other', { processors: 'metrics: {exclude: {match_type: regexp, metric_names: ["^app"]}}' }],
    ['other', { processors: 'metrics: {metric: [\'name != "app"\']}' }],
  ] as const) {
    it(`${query} with ${JSON.stringify(parts)}: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(found(query, config(parts)), expected);
    });
  }

  it('a metric is left out only where all configs leave it out', () => {
    assert.deepEqual(found('other', config({ jobs: keeping }), config({ jobs: keeping })), [
      'information unknown-metric',
    ]);
    assert.deepEqual(found('other', config({ jobs: keeping }), config({})), []);
  });

  it('nothing is said beside configs that write elsewhere, or without any', () => {
    const elsewhere = config({})
      .replaceAll('prometheusremotewrite', 'awsemf')
      .replace(/endpoint.*?, /, '');
    assert.deepEqual(found('rate(test_counter1[1m])', elsewhere), []);
    assert.deepEqual(found('rate(test_counter1[1m])'), []);
  });

  it('what a config says now counts, not what it said before', () => {
    const checker = createChecker(schemas);
    const check = (text: string): number =>
      (
        checker
          .check([
            { path: 'collector.yaml', text },
            { path: 'a.promql', text: 'rate(x_total[1m])' },
          ])
          .get('a.promql') ?? []
      ).length;
    assert.equal(check(config({})), 1);
    assert.equal(check(config({ global: 'scrape_interval: 15s' })), 0);
    assert.equal(check(config({})), 1);
  });
});
