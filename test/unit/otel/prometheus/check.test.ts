import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { adotVersions } from '../../../../src/otel/adotVersions.ts';
import { checkPrometheusConfig } from '../../../../src/otel/prometheus/check.ts';
import type { Problem } from '../../../../src/problem.ts';
import { collectorSchemas } from '../schemas.ts';
import { refusesAt } from './cases.ts';
import { prometheusCases } from './configs.ts';

function check(config: string, version = '0.49.0'): Problem[] {
  const release = collectorSchemas.release(version);
  assert.ok(release);
  return checkPrometheusConfig(readYamlFile(config)[0]?.root, { release, text: config });
}

/** Code, which is of the area prometheus without another one, and the marked text. */
function found(config: string, problems: readonly Problem[]): string[][] {
  return problems.map(({ code, span }) => [
    code.replace(/^prometheus\//, ''),
    config.slice(span.start, span.end),
  ]);
}

describe('checkPrometheusConfig', () => {
  for (const prometheusCase of prometheusCases) {
    const { what, config, refused } = prometheusCase;
    it(`${refused.length === 0 ? 'lets pass' : 'refuses'} ${what} as each release does`, () => {
      for (const { version } of adotVersions) {
        const errors = check(config, version).filter(({ severity }) => severity === 'error');
        const isRefused = refusesAt(prometheusCase, version);
        if (isRefused !== undefined) {
          assert.deepEqual(found(config, errors), isRefused ? refused : [], version);
        }
      }
    });
  }

  it('takes a target allocator for jobs', () => {
    const root = readYamlFile('global: {}')[0]?.root;
    const release = collectorSchemas.release('0.49.0');
    assert.ok(release);
    assert.equal(checkPrometheusConfig(root, { release, text: '', hasTargetAllocator: true }).length, 0);
  });

  it('says at the receiver that there is no config', () => {
    const release = collectorSchemas.release('0.49.0');
    assert.ok(release);
    const receiver = { start: 3, end: 7 };
    for (const text of ['', 'null', '~']) {
      const problems = checkPrometheusConfig(readYamlFile(text)[0]?.root, { release, text, receiver });
      assert.deepEqual(
        problems.map(({ code, span }) => [code, span]),
        [['prometheus/nothing-to-scrape', receiver]],
      );
      assert.deepEqual(
        checkPrometheusConfig(undefined, { release, text, receiver, hasTargetAllocator: true }),
        [],
      );
    }
    assert.deepEqual(
      checkPrometheusConfig(readYamlFile('${file:a.yaml}')[0]?.root, { release, text: '', receiver }),
      [],
    );
  });

  it('does not judge what is known only where the collector runs', () => {
    const config = `
scrape_configs:
  - job_name: \${env:JOB}
    scrape_interval: \${env:INTERVAL}
    scrape_timeout: 20s
    oauth2: {client_id: "\${env:ID}", token_url: "\${env:URL}"}
    tls_config: {cert_file: "\${env:CERT}", key_file: a}
    static_configs: [{targets: ["\${env:TARGET}"]}]
    kubernetes_sd_configs:
      - {role: "\${env:ROLE}", api_server: "\${env:SERVER}", basic_auth: {username: a}}
    relabel_configs:
      - {action: "\${env:ACTION}", regex: "\${env:REGEX}"}
      - {source_labels: [__meta_kubernetes_nothing], target_label: "\${env:LABEL}"}
  - \${file:job.yaml}
`;
    assert.deepEqual(check(config), []);
    assert.deepEqual(check('scrape_configs: ${file:jobs.yaml}'), []);
  });

  it('sees what merge keys bring in', () => {
    const config = `
scrape_configs:
  - &base {job_name: a, scrape_interval: 5s}
  - {<<: *base, job_name: b, scrape_timeout: 6s}
`;
    assert.deepEqual(found(config, check(config)), [['timeout-above-interval', '6s']]);
  });

  it('throws at nothing', () => {
    for (const config of [
      '',
      'a',
      '[]',
      'scrape_configs: a',
      'scrape_configs: [[[a]]]',
      'scrape_configs: [{job_name: [a]}]',
    ]) {
      check(config);
    }
    check(
      'scrape_configs: [{job_name: a, relabel_configs: [{source_labels: {a: b}, regex: [a], modulus: {}}]}]',
    );
    check(
      'scrape_configs: [{job_name: a, static_configs: {targets: 1}, kubernetes_sd_configs: [1, [], {role: {}}]}]',
    );
  });
});

interface Advice {
  what: string;
  config: string;
  found: readonly (readonly [code: string, text: string])[];
  /** The config after the first fix of the first problem. */
  fixed?: string;
}

const rules = (role: string, ...all: string[]): string =>
  `scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: ${role}}], relabel_configs: [${all.join(', ')}]}]`;
const metricRules = (rule: string): string =>
  `scrape_configs: [{job_name: a, metric_relabel_configs: [${rule}]}]`;
const source = (label: string): string => `{source_labels: [${label}], target_label: x}`;

const advice: readonly Advice[] = [
  {
    what: 'nothing about labels that are there',
    config: rules('pod', source('__meta_kubernetes_pod_label_app')),
    found: [],
  },
  {
    what: 'a label of another role',
    config: rules('pod', source('__meta_kubernetes_endpointslice_port_name')),
    found: [['relabel/unknown-meta-label', '__meta_kubernetes_endpointslice_port_name']],
  },
  {
    what: 'a label of endpoints with the role endpointslice',
    config: rules('endpointslice', source('__meta_kubernetes_endpoint_port_name')),
    found: [['relabel/unknown-meta-label', '__meta_kubernetes_endpoint_port_name']],
    fixed: rules('endpointslice', source('__meta_kubernetes_endpointslice_port_name')),
  },
  {
    what: 'characters that labels never have',
    config: rules(
      'pod',
      '{source_labels: ["__meta_kubernetes_pod_annotation_prometheus.io/scrape"], action: keep, regex: "true"}',
    ),
    found: [['relabel/unknown-meta-label', '"__meta_kubernetes_pod_annotation_prometheus.io/scrape"']],
    fixed: rules(
      'pod',
      '{source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: "true"}',
    ),
  },
  {
    what: 'a misspelt beginning',
    config: rules('pod', source('__meta_kubernetes_pod_anotation_a')),
    found: [['relabel/unknown-meta-label', '__meta_kubernetes_pod_anotation_a']],
    fixed: rules('pod', source('__meta_kubernetes_pod_annotation_a')),
  },
  {
    what: 'a misspelt address',
    config: rules('pod', source('__adress__')),
    found: [['relabel/unknown-label', '__adress__']],
    fixed: rules('pod', source('__address__')),
  },
  {
    what: 'nothing about labels that rules made',
    config: rules('pod', '{target_label: __tmp_a, replacement: b}', source('__tmp_a')),
    found: [],
  },
  {
    what: 'nothing after a labelmap, which may have made any',
    config: rules('pod', '{action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}', source('app')),
    found: [],
  },
  {
    what: 'a labelmap over labels of another role',
    config: rules('node', '{action: labelmap, regex: __meta_kubernetes_pod_label_(.+)}'),
    found: [['relabel/unknown-meta-label', '__meta_kubernetes_pod_label_(.+)']],
  },
  {
    what: 'nothing about labels that files may give',
    config:
      'scrape_configs: [{job_name: a, file_sd_configs: [{files: [a.json]}], relabel_configs: [{source_labels: [b, __meta_x], target_label: c}]}]',
    found: [],
  },
  {
    what: 'nothing about labels of static targets',
    config:
      'scrape_configs: [{job_name: a, static_configs: [{targets: ["a:1"], labels: {b: c}}], relabel_configs: [{source_labels: [b], target_label: c}]}]',
    found: [],
  },
  {
    what: 'names of metrics where targets are',
    config: rules('pod', '{source_labels: [__name__], regex: go_.*, action: drop}'),
    found: [['relabel/unknown-label', '__name__']],
  },
  {
    what: 'labels of targets where samples are',
    config: metricRules('{source_labels: [__meta_kubernetes_namespace], target_label: namespace}'),
    found: [['relabel/label-of-targets', '__meta_kubernetes_namespace']],
  },
  {
    what: 'a group that is not there',
    config: metricRules('{source_labels: [a], regex: b(.*), target_label: c, replacement: $$2}'),
    found: [['relabel/missing-group', '$$2']],
  },
  {
    what: 'a number that runs into a name',
    config: metricRules('{source_labels: [a], regex: b(.*), target_label: c, replacement: $$1_total}'),
    found: [['relabel/missing-group', '$$1_total']],
    fixed: metricRules('{source_labels: [a], regex: b(.*), target_label: c, replacement: "$${1}_total"}'),
  },
  {
    what: 'a keep that keeps all',
    config: metricRules('{source_labels: [a], action: keep}'),
    found: [['relabel/no-effect', 'keep']],
  },
  {
    what: 'a drop of all',
    config: metricRules('{source_labels: [a], regex: .*, action: drop}'),
    found: [['relabel/drops-everything', 'drop']],
  },
  {
    what: 'a keep of nothing',
    config: metricRules('{regex: a, action: keep}'),
    found: [['relabel/drops-everything', 'keep']],
  },
  {
    what: 'a label written onto itself',
    config: metricRules('{source_labels: [a], target_label: a, action: replace}'),
    found: [['relabel/no-effect', 'replace']],
  },
  {
    what: 'nothing about a copy that is part of itself',
    config: metricRules('{source_labels: [a], regex: b(.*), target_label: a}'),
    found: [],
  },
  {
    what: 'fields that are not looked at',
    config: metricRules('{source_labels: [a], regex: b, action: keep, target_label: c, replacement: d}'),
    found: [
      ['relabel/ignored-field', 'target_label'],
      ['relabel/ignored-field', 'replacement'],
    ],
  },
  {
    what: 'a metric that is renamed',
    config: metricRules('{source_labels: [__name__], regex: a, target_label: __name__, replacement: b}'),
    found: [['relabel/renames-metrics', '__name__']],
  },
  {
    what: 'series that become the same',
    config: metricRules('{regex: inst.*, action: labeldrop}'),
    found: [['relabel/same-series', 'inst.*']],
  },
  {
    what: 'an address that is dropped',
    config: rules('pod', '{regex: __meta_.+, action: labelkeep}'),
    found: [['relabel/needed-label-dropped', '__meta_.+']],
  },
  {
    what: 'the role endpoints',
    config: rules('endpoints', source('__meta_kubernetes_endpoint_ready')),
    found: [['endpoints-role', 'endpoints']],
    fixed: rules('endpointslice', source('__meta_kubernetes_endpointslice_endpoint_conditions_ready')),
  },
  {
    what: 'a target with a path that no rule mends',
    config:
      'scrape_configs: [{job_name: a, static_configs: [{targets: ["http://b:1/c"]}], relabel_configs: [{target_label: d, replacement: e}]}]',
    found: [['target-with-path', '"http://b:1/c"']],
    fixed:
      'scrape_configs: [{job_name: a, static_configs: [{targets: ["b:1"]}], relabel_configs: [{target_label: d, replacement: e}]}]',
  },
  {
    what: 'nothing about a target with a path that a rule mends',
    config:
      'scrape_configs: [{job_name: a, static_configs: [{targets: ["http://b:1/c"]}], relabel_configs: [{source_labels: [__address__], target_label: __param_target}, {target_label: __address__, replacement: "e:1"}]}]',
    found: [],
  },
];

describe('advice about Prometheus configs', () => {
  for (const { what, config, found: expected, fixed } of advice) {
    it(`tells ${what}`, () => {
      const problems = check(config);
      assert.deepEqual(
        problems.filter(({ severity }) => severity === 'error'),
        [],
      );
      assert.deepEqual(
        found(config, problems),
        expected.map(([code, text]) => [code, text]),
      );
      const fix = problems[0]?.fixes?.[0];
      assert.equal(fix && applyEdits(config, fix.edits), fixed);
      if (fixed !== undefined) {
        assert.deepEqual(check(fixed), []);
      }
    });
  }
});
