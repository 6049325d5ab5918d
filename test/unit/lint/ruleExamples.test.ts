import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { ruleCatalog } from '../../../src/lint/ruleCatalog.ts';
import { exampleContexts } from './exampleContexts.ts';
import { shippedSchemas } from './schemas.ts';

/** Where the examples of these rules go, to be checked. */
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
  alert: ['rules/unknown-field', 'rules/bad-format', 'rules/bad-name'],
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

/**
 * Rules whose examples are told in words: what they are about lies in several files, or no short example has it. The rules across
 * files have their own mutations.
 */
const inWords: ReadonlySet<string> = new Set([
  'yaml/too-deep',
  'yaml/excessive-aliases',
  'collector/deprecated-field',
  'collector/exclusive-fields',
  'collector/forbidden-field',
  'collector/bad-key',
  'collector/out-of-range',
  'collector/no-such-form',
  'collector/bare-dollar',
  'collector/bad-region',
  'collector/no-metadata',
  'collector/go-memory-limit-below',
  'collector/filter-error-mode',
  'collector/detector-on-fargate',
  'collector/storage-on-fargate',
  'prometheus/bad-key',
  'prometheus/unknown-value',
  'prometheus/missing-field',
  'prometheus/exclusive-fields',
  'prometheus/forbidden-field',
  'prometheus/too-few',
  'prometheus/duration-without-unit',
  'prometheus/deprecated-field',
  'prometheus/no-such-form',
  'prometheus/invalid-label-name',
  'kubernetes/forbidden-field',
  'kubernetes/duration-without-unit',
  'kubernetes/deprecated-field',
  'kubernetes/no-such-form',
  'eksctl/bad-key',
  'eksctl/exclusive-fields',
  'eksctl/forbidden-field',
  'eksctl/bad-format',
  'eksctl/out-of-range',
  'eksctl/too-few',
  'eksctl/duration-without-unit',
  'eksctl/deprecated-field',
  'eksctl/no-such-form',
  'eksctl/bad-name',
  'rules/unknown-value',
  'rules/out-of-range',
  'rules/too-few',
  'rules/duration-without-unit',
  'rules/deprecated-field',
  'rules/no-such-form',
  'alertmanager/bad-key',
  'alertmanager/unknown-value',
  'alertmanager/exclusive-fields',
  'alertmanager/forbidden-field',
  'alertmanager/out-of-range',
  'alertmanager/too-few',
  'alertmanager/duration-without-unit',
  'alertmanager/deprecated-field',
  'alertmanager/no-such-form',
  'recipe/service-selects-nothing',
  'recipe/service-port',
  'recipe/service-port-on-localhost',
  'recipe/config-key',
  'recipe/config-map-missing',
  'recipe/other-namespace',
  'recipe/namespace-unused',
  'recipe/service-account-missing',
  'recipe/service-account-without-role',
  'recipe/role-arn',
  'recipe/pod-identity-on-fargate',
  'recipe/policy-without-remote-write',
  'recipe/policy-workspace',
  'recipe/binding-subject',
  'recipe/role-missing',
  'recipe/rbac-missing',
  'recipe/rbac-too-narrow',
  'recipe/not-on-fargate',
  'recipe/kube-system-not-on-fargate',
  'recipe/fargate-unsupported',
  'recipe/node-port-on-fargate',
  'recipe/requests-below-limits',
  'recipe/fargate-rounding',
  'recipe/fargate-too-large',
  'recipe/scraped-twice',
  'recipe/rolling-update',
  'recipe/image-region',
  'recipe/endpoint-region',
  'recipe/annotation-on-pod',
  'recipe/annotation-name',
  'recipe/annotation-value',
  'recipe/nothing-scraped',
]);

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

  it('are checked, each but those in words', () => {
    assert.deepEqual([...placeOf.keys(), ...inWords].sort(), Object.keys(ruleCatalog).sort());
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
