import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { ruleCatalog } from '../../../src/lint/ruleCatalog.ts';
import { exampleContexts } from './exampleContexts.ts';
import { shippedSchemas } from './schemas.ts';

/**
 * Where the examples of these rules go, to be checked. Others are told in words: what they are about lies in several files, or no short
 * example has it. The rules across files have their own mutations.
 */
const places: Readonly<Record<string, readonly string[]>> = {
  file: [
    'yaml/syntax',
    'yaml/duplicate-key',
    'yaml/unknown-alias',
    'yaml/unknown-suppression',
    'yaml/unused-suppression',
    'collector/unknown-component',
    'collector/removed-component',
    'collector/deprecated-component',
    'collector/unknown-field',
    'kubernetes/dead-api-group',
    'kubernetes/nodes-proxy',
    'rules/duplicate-group',
  ],
  labels: ['placeholder/left'],
  collector: [
    'collector/unknown-section',
    'collector/section-not-a-mapping',
    'collector/deprecated-name',
    'collector/too-few',
    'collector/unused-component',
    'collector/ambiguous-id',
    'collector/bad-variable-name',
    'collector/bad-endpoint',
    'collector/amp-without-sigv4',
    'collector/empty-queue',
    'collector/spike-over-limit',
    'collector/batch-over-queue',
    'collector/retry-ends-early',
    'collector/otlp-without-protocol',
    'collector/port-taken-twice',
    'collector/debug-page-open',
    'collector/telemetry-address',
    'collector/no-telemetry-reader',
    'collector/views-without-detailed',
    'pipeline/wrong-signal',
    'pipeline/one-sided-connector',
    'pipeline/memory-limiter-not-first',
    'pipeline/batch-too-early',
    'prometheus/nothing-to-scrape',
  ],
  receivers: ['collector/missing-section'],
  processors: ['collector/bad-component-id', 'collector/missing-field'],
  prometheus: ['collector/removed-field'],
  remoteWrite: [
    'collector/deprecated-setting',
    'collector/remote-write-path',
    'collector/remote-write-not-https',
    'collector/bad-workspace-id',
    'collector/strategy-needs-remote-write-2',
    'collector/remote-write-2-gated',
  ],
  sigv4auth: ['collector/wrong-type', 'collector/sigv4-service'],
  debug: ['collector/unknown-value', 'collector/unknown-provider', 'collector/debug-detailed'],
  batch: [
    'collector/bad-format',
    'collector/duration-without-unit',
    'collector/batch-max-below-size',
    'collector/repeated-metadata-key',
  ],
  metrics: [
    'collector/undefined-reference',
    'pipeline/no-receiver',
    'pipeline/no-exporter',
    'pipeline/listed-twice',
    'pipeline/duplicate-processor',
  ],
  writing: [
    'collector/undefined-extension',
    'collector/extension-not-enabled',
    'collector/region-mismatch',
    'pipeline/no-memory-limiter',
    'pipeline/no-batch',
    'pipeline/written-twice',
  ],
  runningConfig: [
    'collector/unset-variable',
    'collector/memory-limit-over-pod',
    'collector/health-check-on-localhost',
    'collector/otlp-on-localhost',
    'collector/receiver-of-other-place',
    'recipe/probe-without-health-check',
  ],
  exporters: ['collector/no-remote-write-endpoint'],
  runningContainer: [
    'collector/old-release',
    'collector/newer-release',
    'collector/other-distribution',
    'kubernetes/unknown-value',
    'kubernetes/bad-format',
    'kubernetes/out-of-range',
    'kubernetes/request-over-limit',
    'kubernetes/image-without-version',
    'recipe/probe-port',
    'recipe/probe-path',
    'recipe/config-path',
  ],
  pipelines: ['pipeline/unknown-signal', 'pipeline/profiles-gated'],
  global: [
    'prometheus/unknown-field',
    'prometheus/bad-format',
    'prometheus/out-of-range',
    'prometheus/timeout-above-interval',
    'prometheus/scrape-protocols',
    'prometheus/name-schemes',
  ],
  job: [
    'prometheus/wrong-type',
    'prometheus/file-discovery',
    'prometheus/target-with-path',
    'prometheus/several-sign-ins',
    'prometheus/several-sources',
    'prometheus/incomplete-sign-in',
    'prometheus/incomplete-certificate',
    'prometheus/reserved-header',
    'prometheus/proxy',
    'prometheus/role-missing',
    'prometheus/unknown-role',
    'prometheus/endpoints-role',
    'prometheus/selector-role',
    'prometheus/api-server-or-kubeconfig',
    'prometheus/client-without-server',
    'prometheus/own-namespace',
    'relabel/invalid-source-label',
    'relabel/target-label-missing',
    'relabel/forbidden-field',
    'relabel/replacement-not-allowed',
    'relabel/no-effect',
    'relabel/ignored-field',
    'relabel/missing-group',
    'relabel/drops-everything',
    'relabel/unknown-meta-label',
    'relabel/unknown-label',
    'relabel/label-of-targets',
    'relabel/needed-label-dropped',
    'relabel/same-series',
  ],
  prometheusConfig: [
    'prometheus/unsupported-section',
    'prometheus/empty-section',
    'prometheus/duplicate-job-name',
  ],
  jobs: ['prometheus/job-name-missing'],
  relabelRule: ['relabel/unknown-action', 'relabel/bad-regex', 'relabel/modulus-missing'],
  legacyJob: ['relabel/invalid-target-label', 'relabel/invalid-replacement'],
  relabelRules: ['relabel/empty-rule'],
  metricRule: ['relabel/renames-metrics'],
  deploymentSpec: [
    'kubernetes/unknown-field',
    'kubernetes/wrong-type',
    'kubernetes/missing-field',
    'kubernetes/selector-mismatch',
  ],
  metadata: ['kubernetes/bad-key', 'kubernetes/bad-name'],
  podSpec: ['kubernetes/exclusive-fields', 'kubernetes/too-few', 'kubernetes/unknown-volume'],
  serviceSpec: ['kubernetes/duplicate'],
  deployment: ['kubernetes/unknown-api', 'kubernetes/removed-api'],
  cluster: [
    'eksctl/unknown-field',
    'eksctl/wrong-type',
    'eksctl/unknown-value',
    'eksctl/missing-field',
    'eksctl/needs-oidc',
    'eksctl/duplicate',
    'eksctl/policy-too-wide',
    'eksctl/too-many-selectors',
    'eksctl/all-logs',
  ],
  clusterMetadata: ['eksctl/unsupported-version', 'eksctl/extended-support'],
  alert: [
    ...['promql/syntax', 'promql/wrong-type', 'promql/wrong-arguments', 'promql/unknown-function'],
    ...['promql/experimental-function', 'promql/wrong-operator', 'promql/bad-regex', 'promql/metric-twice'],
    ...['promql/empty-selector', 'promql/plain-regex', 'promql/idle-matcher', 'promql/costly-regex'],
    ...['promql/no-metric-name', 'promql/delta-on-counter', 'promql/counter-without-rate'],
    ...['promql/rate-after-sum', 'promql/label-lost', 'promql/quantile-without-le'],
    ...['promql/quantile-of-buckets', 'promql/no-match', 'promql/many-to-one', 'promql/many-to-many'],
    'rules/unknown-field',
    'rules/bad-format',
    'rules/bad-name',
  ],
  group: [
    'rules/bad-key',
    'rules/wrong-type',
    'rules/missing-field',
    'rules/exclusive-fields',
    'rules/forbidden-field',
    'rules/short-interval',
  ],
  alertmanager: [
    'alertmanager/unknown-field',
    'alertmanager/wrong-type',
    'alertmanager/missing-field',
    'alertmanager/bad-format',
    'alertmanager/duplicate-receiver',
    'alertmanager/unknown-interval',
  ],
  route: ['alertmanager/unknown-receiver'],
  alertReceiver: ['alertmanager/unsupported-receiver'],
  sns: ['alertmanager/bad-topic', 'alertmanager/region-mismatch'],
};

const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const placeOf = new Map(
  Object.entries(places).flatMap(([place, codes]) => codes.map((code) => [code, place])),
);

/** Empty where the page says in words that there is nothing to write. */
function exampleOf(code: string, name: 'Wrong' | 'Right'): string {
  const section = sections.get(code) ?? '';
  const [, inLine] = new RegExp('^' + name + ': (`+)(.*)\\1 *$', 'm').exec(section)?.slice(1) ?? [];
  const [, block] = new RegExp(`^${name}:\\n+\`\`\`yaml\\n([^]*?)\`\`\``, 'm').exec(section) ?? [];
  return inLine ?? block ?? '';
}

describe('the examples of docs/rules.md', () => {
  const checker = createChecker({ ...shippedSchemas(), today: '2026-11-25' });
  const codesIn = (place: string, example: string): string[] => {
    const context = exampleContexts[place];
    assert.ok(context, place);
    const { path } = context;
    const found = checker.check([{ path, text: context.around(example) }]).get(path) ?? [];
    return found.map(({ code }) => code);
  };

  it('are checked for most rules, and for none that there is not', () => {
    const codes = Object.keys(ruleCatalog);
    assert.deepEqual(
      [...placeOf.keys()].filter((code) => !codes.includes(code)),
      [],
    );
    assert.ok(placeOf.size > codes.length * 0.6);
  });

  for (const [code, place] of placeOf) {
    it(`show ${code}`, () => {
      const wrong = codesIn(place, exampleOf(code, 'Wrong'));
      assert.ok(wrong.includes(code), `wrong, and not found: ${wrong.join()}`);
      const right = codesIn(place, exampleOf(code, 'Right'));
      assert.ok(!right.includes(code), 'right, and found');
    });
  }
});
