import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import { relabelLenses } from '../../../../src/otel/relabel/lens.ts';
import type { JobLens } from '../../../../src/otel/relabel/lens.ts';
import { stepTarget } from '../../../../src/otel/relabel/steps.ts';
import { readRules } from './rules.ts';

type Target = Readonly<Record<string, string>>;

function lens(jobYaml: string, targets: readonly Target[], global = '{}'): JobLens & { text: string } {
  const text = `{global: ${global}, scrape_configs: [{job_name: shop, ${jobYaml}}]}`;
  const [found] = relabelLenses(readYamlFile(text)[0]?.root, {
    version: '0.49.0',
    targetsOf: () => targets.map((target) => new Map(Object.entries(target))),
  });
  assert.ok(found);
  return { ...found, text };
}

const services: readonly Target[] = Array.from({ length: 41 }, (_, index) => ({
  __address__: `10.0.0.${index}:80`,
  __meta_kubernetes_namespace: 'shop',
  __meta_kubernetes_service_annotation_prometheus_io_scrape: index < 12 ? 'true' : 'false',
}));
const keep =
  '{source_labels: [__meta_kubernetes_service_annotation_prometheus_io_scrape], regex: "true", action: keep}';

describe('relabelLenses', () => {
  it('counts what each rule keeps and changes', () => {
    const { effects, text, end } = lens(
      `relabel_configs: [${keep}, {source_labels: [__meta_kubernetes_namespace], target_label: namespace}]`,
      services,
    );
    assert.deepEqual(
      effects.map(({ span, ...rest }) => [text.slice(span.start, span.end).slice(0, 30), rest]),
      [
        [keep.slice(0, 30), { kept: 12, of: 41, changes: [] }],
        [
          '{source_labels: [__meta_kubern',
          { kept: 12, of: 12, changes: [{ name: 'namespace', set: 12, deleted: 0 }] },
        ],
      ],
    );
    assert.deepEqual(end, { scraped: 12, same: 0, colliding: [], failed: [] });
  });

  it('counts labels that are deleted, the most frequent first', () => {
    const targets = [
      { __address__: 'a:1', x1: 'a', x2: 'b' },
      { __address__: 'b:1', x2: 'b' },
    ];
    const { effects } = lens('relabel_configs: [{regex: "x.", action: labeldrop}]', targets);
    assert.deepEqual(effects[0]?.changes, [
      { name: 'x2', set: 0, deleted: 2 },
      { name: 'x1', set: 0, deleted: 1 },
    ]);
  });

  it('says nothing behind a rule that it cannot tell', () => {
    const { effects, end } = lens(
      `relabel_configs: [{target_label: a, replacement: b}, {target_label: c, replacement: "\${env:X}"}, ${keep}]`,
      services,
    );
    assert.deepEqual(
      effects.map(({ kept }) => kept),
      [41, undefined, undefined],
    );
    assert.equal(end, undefined);
  });

  it('gives targets what their job says before the rules', () => {
    const job =
      'scheme: https, params: {target: [a, b]}, relabel_configs: [{source_labels: [job, __scheme__, __metrics_path__, __scrape_interval__, __scrape_timeout__, __param_target], regex: "shop;https;/metrics;15s;10s;a", action: keep}]';
    const { effects } = lens(
      job,
      [{ __address__: 'a:1' }, { __address__: 'b:1', job: 'other' }],
      '{scrape_interval: 15s}',
    );
    assert.equal(effects[0]?.kept, 1);
  });

  it('tells targets that are the same, and those whose series are', () => {
    const targets = [
      { __address__: 'a:1', __meta_kubernetes_pod_name: 'one' },
      { __address__: 'a:1', __meta_kubernetes_pod_name: 'two' },
      { __address__: 'b:1', instance: 'a:1' },
    ];
    const { end } = lens('relabel_configs: []', targets);
    assert.deepEqual(end, { scraped: 2, same: 1, colliding: [[0, 2]], failed: [] });
  });

  it('tells targets that cannot be scraped', () => {
    const { end } = lens(
      'relabel_configs: [{source_labels: [t], target_label: __scrape_timeout__, regex: (.+)}]',
      [{ instance: 'a' }, { __address__: 'a/b' }, { __address__: 'a:1', t: '2h' }, { __address__: 'a:1' }],
    );
    assert.deepEqual(end?.failed, [
      { target: 0, why: 'no-address' },
      { target: 1, why: 'bad-address' },
      { target: 2, why: 'bad-interval' },
    ]);
    assert.equal(end?.scraped, 1);
  });

  it('takes little time for 41 targets and 50 rules', () => {
    const rules = Array.from(
      { length: 49 },
      (_, n) => `{source_labels: [__address__], regex: "(.+):(.+)", target_label: l${n}}`,
    );
    const start = process.cpuUsage();
    const { end } = lens(`relabel_configs: [${keep}, ${rules.join(', ')}]`, services);
    assert.equal(end?.scraped, 12);
    assert.ok(process.cpuUsage(start).user < 500_000);
  });

  it('throws at nothing', () => {
    for (const text of [
      '',
      'a',
      '[]',
      'scrape_configs: [null, 1, {}]',
      'scrape_configs: [{params: [1], global: 1}]',
    ]) {
      relabelLenses(readYamlFile(text)[0]?.root, { version: '0.42.0', targetsOf: () => [new Map()] });
    }
  });
});

describe('stepTarget', () => {
  const target = new Map([
    ['__address__', 'a:80'],
    ['scrape', 'true'],
    ['port', '9090'],
  ]);

  it('shows what each rule was held against and what it changed, up to the one that drops the target', () => {
    const { rules } = readRules(`
- {source_labels: [scrape], regex: "true", action: keep}
- {source_labels: [__address__, port], regex: "([^:]+)(?::\\\\d+)?;(\\\\d+)", target_label: __address__, replacement: $$1:$$2}
- {regex: port, action: labeldrop}
- {source_labels: [__address__], regex: ".*:9090", action: drop}
- {target_label: never, replacement: reached}`);
    const steps = stepTarget(rules, target);
    assert.deepEqual(
      steps.map(({ kept, source, changes }) => ({ kept, source, changes })),
      [
        { kept: true, source: 'true', changes: [] },
        {
          kept: true,
          source: 'a:80;9090',
          changes: [{ name: '__address__', before: 'a:80', after: 'a:9090' }],
        },
        { kept: true, source: '', changes: [{ name: 'port', before: '9090' }] },
        { kept: false, source: 'a:9090', changes: [] },
      ],
    );
    assert.deepEqual(
      [...(steps[2]?.labels ?? [])],
      [
        ['__address__', 'a:9090'],
        ['scrape', 'true'],
      ],
    );
    assert.equal(target.get('port'), '9090');
  });

  it('shows no change where a label gets the value that it has', () => {
    const { rules } = readRules(
      '- {target_label: scrape, replacement: "true"}\n- {regex: none, action: labeldrop}',
    );
    assert.deepEqual(
      stepTarget(rules, target).map(({ changes }) => changes),
      [[], []],
    );
  });

  it('ends at a rule that nobody can tell here', () => {
    const { rules } = readRules(
      '- {target_label: a, replacement: "${env:A}"}\n- {target_label: b, replacement: c}',
    );
    assert.deepEqual(
      stepTarget(rules, target).map(({ kept }) => kept),
      [undefined],
    );
  });
});
