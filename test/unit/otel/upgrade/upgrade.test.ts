import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { checkCollector } from '../../../../src/otel/checkCollector.ts';
import { readCollectorFile } from '../../../../src/otel/collectorFile.ts';
import { lineEdits } from '../../../../src/otel/upgrade/lineEdits.ts';
import { previewUpgrade } from '../../../../src/otel/upgrade/previewUpgrade.ts';
import type { FileUpgrade } from '../../../../src/otel/upgrade/previewUpgrade.ts';
import { oldRecipe } from '../../../live/oldRecipe.ts';
import { bareSchemas as schemas } from '../rules/release.ts';

const endpoint = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write';
const recipe = (tag: string): string =>
  oldRecipe({ namespace: 'adot-col', endpoint, region: 'eu-west-1' }).manifest.replace(':latest', `:${tag}`);

function upgrade(text: string, target: string): FileUpgrade {
  const result = previewUpgrade(text, { schemas, target });
  assert.ok(result);
  assert.equal(applyEdits(text, result.edits), result.text);
  return result;
}

const told = (text: string, { steps }: FileUpgrade): unknown[] =>
  steps.map(({ kind, code, span, isNew }) => [kind, code, text.slice(span.start, span.end), isNew]);

const errorsOf = (text: string): string[] =>
  readCollectorFile(text, { schemas }).collectors.flatMap((one) =>
    checkCollector(one)
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code),
  );

describe('previewUpgrade', () => {
  it('takes the recipe of 2021 from 0.40 to 0.49: two names, two addresses, and the tag', () => {
    const text = recipe('v0.40.0');
    const result = upgrade(text, '0.49.0');
    assert.deepEqual(told(text, result), [
      ['renamed', 'collector/deprecated-name', 'prometheusremotewrite', true],
      ['refused', 'collector/removed-component', 'logging', true],
      ['changed', 'upgrade/localhost', 'health_check', true],
      ['changed', 'upgrade/own-metrics-on-localhost', 'service', true],
    ]);
    assert.ok(result.text.includes('aws-otel-collector:v0.49.0\n'));
    assert.deepEqual(errorsOf(result.text), []);
    const [collector] = readCollectorFile(result.text, { schemas }).collectors;
    assert.equal(collector?.origin?.kind, 'image');
    const warnings = checkCollector(collector).filter(({ severity }) => severity === 'warning');
    // Whom pprof and zpages answer is another question.
    assert.deepEqual([...new Set(warnings.map(({ code }) => code))], ['collector/debug-page-open']);
    assert.deepEqual(
      result.left.map(({ code }) => code),
      ['upgrade/own-metrics-labels'],
    );
  });

  it('knows what 0.42 refuses already', () => {
    const text = recipe('v0.42.0');
    assert.deepEqual(told(text, upgrade(text, '0.49.0')), [
      ['renamed', 'collector/deprecated-name', 'prometheusremotewrite', true],
      ['refused', 'collector/removed-component', 'logging', false],
    ]);
  });

  it('changes nothing but the tag where nothing has to change, and finds nothing the second time', () => {
    const once = upgrade(recipe('v0.40.0'), '0.49.0').text;
    const twice = upgrade(once, '0.49.0');
    assert.deepEqual([twice.text, twice.edits, twice.steps], [once, [], []]);
  });

  it('goes back to names that an older release knows', () => {
    const text = upgrade(recipe('v0.40.0'), '0.49.0').text;
    const back = upgrade(text, '0.42.0');
    assert.deepEqual(told(text, back), [
      ['refused', 'collector/unknown-component', 'prometheus_remote_write', true],
    ]);
    assert.equal(back.text, upgrade(recipe('v0.40.0'), '0.42.0').text);
    assert.deepEqual(errorsOf(back.text), []);
  });

  it('leaves alone what another image runs, and the digest of the old one out', () => {
    const digest = `@sha256:${'a'.repeat(64)}`;
    const text = `${recipe(`v0.40.0${digest}`)}---\nkind: Pod\nspec: {containers: [{image: "nginx:v0.40.0"}]}\n`;
    const after = upgrade(text, '0.49.0').text;
    assert.ok(after.includes('aws-otel-collector:v0.49.0\n') && after.includes('nginx:v0.40.0'), after);
  });

  it('puts braces around variables that had none, and keeps groups of regular expressions', () => {
    const text = `apiVersion: v1
kind: ConfigMap
data:
  c: |
    receivers: {prometheus: {config: {scrape_configs: [{job_name: a, relabel_configs: [{replacement: $1, regex: a$}]}]}}}
    exporters: {prometheusremotewrite: {endpoint: "$ENDPOINT/x", add_metric_suffixes: false}}
    service: {telemetry: {metrics: {level: none}}, pipelines: {metrics: {receivers: [prometheus], exporters: [prometheusremotewrite]}}}
---
kind: Pod
spec: {containers: [{image: "aws-otel-collector:0.40.1"}]}
`;
    const { text: after } = upgrade(text, '0.42.0');
    assert.ok(after.includes('"${env:ENDPOINT}/x"') && after.includes('replacement: $1, regex: a$'), after);
    assert.ok(after.includes('aws-otel-collector:0.42.0"'), after);
  });

  it('has nothing for files without collectors and releases without schema', () => {
    assert.equal(previewUpgrade('kind: Pod\n', { schemas, target: '0.49.0' }), undefined);
    assert.equal(previewUpgrade(recipe('v0.40.0'), { schemas, target: '0.30.0' }), undefined);
  });
});

describe('lineEdits', () => {
  for (const [name, before, after, count] of [
    ['nothing', 'a\nb\n', 'a\nb\n', 0],
    ['a line', 'a\nb\nc\n', 'a\nX\nc\n', 1],
    ['two lines apart', 'a\nb\nc\nd\ne\n', 'a\nX\nc\nd\nY\n', 2],
    ['lines that are new', 'a\nb\n', 'a\nx\ny\nb\n', 1],
    ['lines that are gone', 'a\nx\ny\nb\n', 'a\nb\n', 1],
    ['all of it', 'a\n', 'b', 1],
    ['an empty text', '', 'a\n', 1],
    ['an end without a break', 'a\nb', 'a\nb\nc', 1],
  ] as const) {
    it(`gives ${name}`, () => {
      const edits = lineEdits(before, after);
      assert.equal(edits.length, count);
      assert.equal(applyEdits(before, edits), after);
    });
  }

  it('gives the other text for texts that have little in common', () => {
    const lines = (step: number): string =>
      Array.from({ length: 600 }, (_, index) => `${(index * step) % 7}\n`).join('');
    assert.equal(applyEdits(lines(3), lineEdits(lines(3), lines(5))), lines(5));
  });
});
