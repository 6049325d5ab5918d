import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ManifestContext } from '../../../../src/manifest/kinds/context.ts';
import { spanInFile } from '../../../../src/manifest/placement/placement.ts';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { found, problemsOf } from './schemas.ts';

const rules = `groups:
  - name: app
    interval: 1m
    rules:
      - record: job:requests:rate5m
        expr: sum(rate(requests_total[5m])) by (job)
        labels: {team: a}
      - alert: Down
        expr: up == 0
        for: 5m
        keep_firing_for: 1m
        labels: {severity: page}
        annotations: {summary: "{{ $labels.instance }} is down"}
`;
const inner = `route:
  receiver: default
  group_by: [alertname]
  group_wait: 30s
  repeat_interval: 4h
  routes:
    - receiver: default
      matchers: ['severity="page"']
      mute_time_intervals: [night]
receivers:
  - name: default
    sns_configs:
      - topic_arn: arn:aws:sns:us-east-1:123456789012:alerts
        sigv4: {region: us-east-1}
        send_resolved: true
time_intervals:
  - name: night
    time_intervals: [{times: [{start_time: "00:00", end_time: "06:00"}]}]
inhibit_rules:
  - source_matchers: [severity="page"]
    target_matchers: [severity="info"]
    equal: [instance]
`;
const definition = `template_files:
  default: |
    {{ define "x" }}y{{ end }}
alertmanager_config: |
${inner.replaceAll(/^(?=.)/gm, '  ')}`;

describe('checkManifestDocument on rule files', () => {
  it('finds nothing in a good one', () => {
    assert.deepEqual(found(rules), []);
  });

  const mutants: readonly [from: string, to: string, found: readonly string[]][] = [
    ['name: app', 'nam: app', ['rules/unknown-field at nam']],
    ['interval: 1m', 'interval: 1 m', ['rules/bad-format at 1 m']],
    ['interval: 1m', 'interval: 10s', ['warning rules/short-interval at 10s']],
    ['record: job:requests:rate5m', 'record: job{x="y"}', ['rules/bad-name at job{x="y"}']],
    ['record: job:requests:rate5m', 'record: job-rate', ['warning rules/bad-name at job-rate']],
    ['labels: {team: a}', 'for: 5m', ['rules/forbidden-field at for']],
    ['labels: {team: a}', 'labels: {te-am: a}', ['rules/bad-key at te-am']],
    ['labels: {team: a}', 'labels: {__name__: a}', ['rules/bad-key at __name__']],
    ['- record: job:requests:rate5m\n        expr', '- expr', ['rules/missing-field at expr']],
    ['- alert: Down', '- alert: Down\n        record: x', ['rules/exclusive-fields at record']],
    ['        expr: up == 0\n', '', ['rules/missing-field at alert']],
    ['for: 5m', 'for: 300', ['rules/bad-format at 300']],
    ['keep_firing_for', 'keep_firing', ['rules/unknown-field at keep_firing']],
  ]; // prettier-ignore
  for (const [from, to, expected] of mutants) {
    it(`finds ${expected.join(', ')} when ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.ok(rules.includes(from));
      assert.deepEqual(found(rules.replace(from, () => to)), expected);
    });
  }

  it('finds groups of the same name', () => {
    assert.deepEqual(found(`${rules}  - name: app\n    rules: []\n`), ['rules/duplicate-group at app']);
  });

  it('hands expressions on and puts what comes back in their place', () => {
    const seen: string[] = [];
    const text = rules.replace('up == 0', '|\n          up ==\n            zero\n');
    const problems = found(text, {
      checkExpression: (expression, place) => {
        seen.push(expression);
        const at = expression.indexOf('zero');
        const span = spanInFile(place, { start: at, end: at + 4 });
        return at < 0 ? [] : [{ code: 'promql/x', severity: 'error', message: '', span }];
      },
    });
    assert.deepEqual(seen, ['sum(rate(requests_total[5m])) by (job)', 'up ==\n  zero\n']);
    assert.deepEqual(problems, ['promql/x at zero']);
  });
});

describe('checkManifestDocument on rules of the Prometheus operator', () => {
  const object = (kind: string): string =>
    `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: {name: app}\nspec:\n${rules.replaceAll(/^(?=.)/gm, '  ')}`;
  const checkExpression: ManifestContext['checkExpression'] = (expression, place) =>
    expression === 'up == 0'
      ? [{ code: 'promql/x', severity: 'error', message: '', span: spanInFile(place, { start: 0, end: 2 }) }]
      : [];

  it('finds nothing in good ones, how often ever they are evaluated: that is up to who runs them', () => {
    assert.deepEqual(found(object('PrometheusRule')), []);
    assert.deepEqual(found(object('PrometheusRule').replace('interval: 1m', 'interval: 5s')), []);
  });

  it('finds what is wrong with names and expressions, in that kind alone', () => {
    const spoil = (kind: string): string => object(kind).replace('job:requests:rate5m', 'job{x="y"}');
    assert.deepEqual(found(spoil('PrometheusRule'), { checkExpression }), [
      'rules/bad-name at job{x="y"}',
      'promql/x at up',
    ]);
    assert.deepEqual(found(spoil('Probe'), { checkExpression }), []);
  });
});

describe('checkManifestDocument on alert manager definitions', () => {
  it('finds nothing in a good one, nor in the same as a file of Alertmanager’s own', () => {
    assert.deepEqual(found(definition), []);
    assert.deepEqual(found(inner), []);
  });

  const mutants: readonly [from: string, to: string, found: readonly string[]][] = [
    ['receiver: default\n    group_by', 'receiver: defalt\n    group_by', ['alertmanager/unknown-receiver at defalt']],
    ['  receiver: default\n    group_by', '  group_by', ['alertmanager/missing-field at route']],
    ['group_wait: 30s', 'matchers: [a="b"]', ['alertmanager/forbidden-field at matchers']],
    ['group_wait: 30s', 'group_wait: 30', ['alertmanager/bad-format at 30']],
    ['repeat_interval: 4h', 'repeat_interval: 0s', ['alertmanager/out-of-range at 0s']],
    ['repeat_interval: 4h', 'repeat_intervall: 4h', ['alertmanager/unknown-field at repeat_intervall']],
    ["'severity=\"page\"'", 'severity', ['alertmanager/bad-format at severity']],
    ['[night]', '[nite]', ['alertmanager/unknown-interval at nite']],
    ['sns_configs', 'slack_configs', ['warning alertmanager/unsupported-receiver at slack_configs']],
    ['topic_arn: arn:aws:sns:us-east-1:123456789012:alerts', 'subject: x', ['alertmanager/missing-field at subject']],
    ['topic_arn: arn:aws:sns:us-east-1:123456789012:alerts', 'topic_arn: alerts', ['warning alertmanager/bad-topic at alerts']],
    ['region: us-east-1}', 'region: eu-west-1}', ['warning alertmanager/region-mismatch at arn:aws:sns:us-east-1:123456789012:alerts']],
    ['template_files', 'templates', ['alertmanager/unknown-field at templates']],
  ]; // prettier-ignore
  for (const [from, to, expected] of mutants) {
    it(`finds ${expected.join(', ')} when ${JSON.stringify(from)} is ${JSON.stringify(to)}`, () => {
      assert.ok(definition.includes(from));
      assert.deepEqual(found(definition.replace(from, () => to)), expected);
    });
  }

  it('mends what stands inside the block', () => {
    const broken = definition.replace('receiver: default\n    group_by', 'receiver: defalt\n    group_by');
    assert.equal(applyEdits(broken, problemsOf(broken)[0]?.fixes?.[0]?.edits ?? []), definition);
  });

  it('finds receivers of the same name', () => {
    assert.deepEqual(
      found(inner.replace('time_intervals:\n  - name', '  - name: default\ntime_intervals:\n  - name')),
      ['alertmanager/duplicate-receiver at default'],
    );
  });

  it('says of a file of Alertmanager’s own nothing about AMP', () => {
    assert.deepEqual(found(inner.replace('sns_configs', 'slack_configs')), []);
  });
});
