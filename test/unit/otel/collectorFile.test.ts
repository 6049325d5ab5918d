import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import type { EmbeddedConfig } from '../../../src/manifest/collectorConfigs.ts';
import type { KnownDocument } from '../../../src/manifest/yaml/yamlFile.ts';
import type { CollectorFile, FileMemory } from '../../../src/otel/collectorFile.ts';
import type { CollectorSchemas } from '../../../src/otel/collectorSchemas.ts';

/** Versions alone: which release a config gets has nothing to do with what stands in its schema. */
const schemas: CollectorSchemas = {
  versions: adotVersions.map(({ version }) => version),
  release: (version) => ({
    version,
    upstream: '',
    component: () => undefined,
    types: () => [],
    service: {},
    definitions: {},
  }),
};

const read = (text: string): CollectorFile => readCollectorFile(text, { schemas });

function configMap(name: string, namespace = 'adot'): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}}
data:
  any: |
    receivers:
      otlp:
    exporters:
      debug:
`;
}

function deployment(image: string, configMapName: string, more = '', namespace = 'adot'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: ${namespace}}
spec:
  template:
    spec:
      containers:
        - image: sidecar:v9.9.9
        - image: ${image}
          volumeMounts: [{name: conf, mountPath: /conf}]
${more}
      volumes:
        - name: other
          configMap: {name: unrelated}
        - name: conf
          configMap: {name: ${configMapName}}
`;
}

const versions = (text: string): unknown[] =>
  read(text).collectors.map(({ config, release, origin }) => [
    config.object?.name,
    release.version,
    origin?.kind,
  ]);

describe('readCollectorFile', () => {
  it('gives each config the release of the workload that mounts it, wherever they stand', () => {
    const text = [
      deployment('aws-otel-collector:v0.44.0', 'first'),
      configMap('second'),
      configMap('first'),
      deployment('aws-otel-collector:v0.47.0', 'second'),
    ].join('---\n');
    assert.deepEqual(versions(text), [
      ['second', '0.47.0', 'image'],
      ['first', '0.44.0', 'image'],
    ]);
  });

  it('tells namespaces apart', () => {
    const text = [
      configMap('same', 'one'),
      deployment('aws-otel-collector:v0.44.0', 'same', '', 'two'),
      deployment('aws-otel-collector:v0.46.0', 'same', '', 'one'),
    ].join('---\n');
    assert.deepEqual(versions(text), [['same', '0.46.0', 'image']]);
  });

  it('takes the nearest collector for a config that nothing mounts', () => {
    const text = [
      deployment('aws-otel-collector:v0.44.0', 'x'),
      deployment('aws-otel-collector:v0.45.0', 'y'),
      configMap('lonely'),
      deployment('nginx:1.2.3', 'z'),
    ].join('---\n');
    assert.deepEqual(versions(text), [['lonely', '0.45.0', 'image']]);
  });

  it('knows that a mounting image of another distribution is none of ours', () => {
    const text = `${configMap('c')}---\n${deployment('otel/opentelemetry-collector-contrib:0.156.0', 'c')}`;
    assert.deepEqual(versions(text), [['c', '0.49.0', 'other']]);
  });

  it('reads the image of a custom resource', () => {
    const text = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: mine}
spec:
  image: public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1
  env: [{name: A, value: b}]
  resources: {requests: {memory: 1Gi}}
  config:
    receivers: {otlp: }
    exporters: {debug: }
`;
    assert.deepEqual(versions(text), [['mine', '0.43.0', 'image']]);
    const [collector] = read(text).collectors;
    assert.deepEqual(collector?.env, { A: 'b' });
    assert.equal(collector?.pod?.memoryRequestMiB, 1024);
  });

  it('reads environment, arguments, memory and probes of the container', () => {
    const more = `          args: ["--config=/conf/any", --feature-gates=+service.profilesSupport]
          env:
            - {name: REGION, value: eu-west-1}
            - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
            - {name: MIXED, value: "$(REGION)-x"}
          resources: {requests: {memory: 400Mi}, limits: {memory: 2Gi}}
          livenessProbe: {httpGet: {path: /health, port: 13133}, periodSeconds: 5}
          readinessProbe: {tcpSocket: {port: web}}
          startupProbe: {exec: {command: [/healthcheck]}}
`;
    const [collector] = read(
      `${configMap('c')}---\n${deployment('aws-otel-collector:v0.49.0', 'c', more)}`,
    ).collectors;
    assert.deepEqual(collector?.env, { REGION: 'eu-west-1' });
    assert.deepEqual(collector?.args, ['--config=/conf/any', '--feature-gates=+service.profilesSupport']);
    const { probes = [], ...memory } = collector?.pod ?? {};
    assert.deepEqual(memory, { isAlone: false, memoryRequestMiB: 400, memoryLimitMiB: 2048 });
    assert.deepEqual(
      probes.map(({ kind, port, path }) => [kind, port, path]),
      [
        ['liveness', '13133', '/health'],
        ['readiness', 'web', undefined],
      ],
    );
  });

  for (const [where, text] of [
    [
      'a label of the pod',
      `${configMap('c')}---\nkind: Pod\nmetadata:\n  labels: {eks.amazonaws.com/fargate-profile: f}\nspec:\n  containers: [{image: aws-otel-collector}]\n`,
    ],
    [
      'a cluster with Fargate profiles in the file',
      `${configMap('c')}---\nkind: ClusterConfig\nfargateProfiles: [{name: a}]\n---\nkind: Pod\nspec:\n  containers: [{image: aws-otel-collector}]\n`,
    ],
  ] as const) {
    it(`knows Fargate by ${where}`, () => {
      assert.equal(read(text).collectors[0]?.pod?.onFargate, true);
    });
  }

  it('reads workloads in a List', () => {
    const text = `${configMap('c')}---\nkind: List\nitems:\n  - kind: Pod\n    spec:\n      containers: [{image: "aws-otel-collector:v0.44.0"}]\n`;
    assert.deepEqual(versions(text), [['c', '0.44.0', 'image']]);
  });

  it('has no collectors in files of other kinds', () => {
    const file = read('kind: Service\n');
    assert.deepEqual([file.collectors, file.containers], [[], []]);
  });

  it('reads the same with a memory of what the file held before, and only what has changed anew', () => {
    const parts = [configMap('a'), deployment('aws-otel-collector:v0.44.0', 'a'), configMap('b', 'other')];
    const before = { yaml: new Map<string, KnownDocument>(), configs: new Map<string, EmbeddedConfig>() };
    const memory = (known: typeof before, now: typeof before): FileMemory => ({
      yaml: { before: known.yaml, now: now.yaml },
      configs: { before: known.configs, now: now.configs },
    });
    const first = readCollectorFile(parts.join('---\n'), {
      schemas,
      memory: memory({ yaml: new Map(), configs: new Map() }, before),
    });
    const edited = [parts[0], parts[1], configMap('b', 'edited')].join('---\n');
    const again = { yaml: new Map<string, KnownDocument>(), configs: new Map<string, EmbeddedConfig>() };
    const second = readCollectorFile(edited, { schemas, memory: memory(before, again) });
    assert.deepEqual(
      second.collectors.map(({ config, origin }) => [config.object, config.span, origin?.version]),
      read(edited).collectors.map(({ config, origin }) => [config.object, config.span, origin?.version]),
    );
    assert.deepEqual(
      second.documents.map((document, at) => document === first.documents[at]),
      [true, true, false],
    );
  });
});
