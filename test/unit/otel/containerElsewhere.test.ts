import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findCollectorConfigs } from '../../../src/manifest/collectorConfigs.ts';
import { objectsOf } from '../../../src/manifest/objects/kubeObjects.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import { containerFinder } from '../../../src/otel/containerElsewhere.ts';
import { previewUpgrade } from '../../../src/otel/upgrade/previewUpgrade.ts';
import { collectorSchemas as schemas } from './schemas.ts';

const image = 'public.ecr.aws/aws-observability/aws-otel-collector';

function configMap(namespace = 'adot'): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: ${namespace}}
data:
  relay: |
    receivers: {otlp: }
    exporters: {debug: }
    service:
      pipelines: {}
`;
}

interface Pod {
  name?: string;
  namespace?: string;
  /** Of its containers. */
  images: readonly string[];
  /** Of the ConfigMap that they mount; none without it. */
  mounts?: string;
}

function workload({ name = 'collector', namespace = 'adot', images, mounts }: Pod): string {
  const containers = images.map(
    (one, index) =>
      `        - {name: c${index}, image: "${one}"${mounts === undefined ? '' : ', volumeMounts: [{name: v, mountPath: /c}]'}}`,
  );
  return [
    '---',
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: {name: ${name}, namespace: ${namespace}}`,
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    ...containers,
    ...(mounts === undefined ? [] : [`      volumes: [{name: v, configMap: {name: ${mounts}}}]`]),
    '',
  ].join('\n');
}

/** `0.43.0 image of b.yaml`: what the first config of a.yaml is for, and why. */
function told(
  files: Readonly<Record<string, string>>,
  options: { adotVersion?: string; assumedVersion?: string } = {},
): string {
  const objects = Object.entries(files).flatMap(([path, text]) =>
    readYamlFile(text).flatMap((document) => objectsOf(path, document)),
  );
  const find = containerFinder(objects);
  const { collectors } = readCollectorFile(files['a.yaml'] ?? '', {
    ...{ schemas, ...options },
    elsewhere: (config) => find('a.yaml', config),
  });
  const { origin, release } = collectors[0] ?? {};
  assert.equal(origin?.version, release?.version);
  const { kind, elsewhere } = origin ?? {};
  return `${release?.version} ${kind}${elsewhere ? ` of ${elsewhere.file}` : ''}`;
}

const here = configMap();
const at = (version: string, more: Partial<Pod> = {}): string =>
  workload({ images: [`${image}:v${version}`], mounts: 'conf', ...more });

describe('the release that another file of the folder tells', () => {
  for (const [title, files, expected] of [
    [
      'the tag of the workload that mounts the ConfigMap',
      { 'a.yaml': here, 'b.yaml': at('0.43.0') },
      '0.43.0 image of b.yaml',
    ],
    [
      'one whose namespace is left open',
      { 'a.yaml': here, 'b.yaml': at('0.43.0').replace(', namespace: adot', '') },
      '0.43.0 image of b.yaml',
    ],
    [
      'ADOT’s beside others',
      {
        'a.yaml': here,
        'b.yaml': workload({
          images: ['otel/opentelemetry-collector:0.100.0', `${image}:v0.44.0`],
          mounts: 'conf',
        }),
      },
      '0.44.0 image of b.yaml',
    ],
    ['a patch release', { 'a.yaml': here, 'b.yaml': at('0.43.3') }, '0.43.0 image of b.yaml'],
    [
      'a release newer than what is known',
      { 'a.yaml': here, 'b.yaml': at('0.99.0') },
      '0.49.0 newer-image of b.yaml',
    ],
    [
      'a collector that is not ADOT',
      {
        'a.yaml': here,
        'b.yaml': workload({ images: ['otel/opentelemetry-collector:0.100.0'], mounts: 'conf' }),
      },
      '0.49.0 other of b.yaml',
    ],
    [
      'no workload of another namespace',
      { 'a.yaml': here, 'b.yaml': at('0.43.0', { namespace: 'b' }) },
      '0.45.0 assumed',
    ],
    [
      'no workload that mounts another ConfigMap',
      { 'a.yaml': here, 'b.yaml': at('0.43.0', { mounts: 'other' }) },
      '0.45.0 assumed',
    ],
    [
      'none of two workloads',
      { 'a.yaml': here, 'b.yaml': at('0.43.0'), 'c.yaml': at('0.44.0', { name: 'x' }) },
      '0.45.0 assumed',
    ],
    [
      'the one of its own directory before a copy in another',
      { 'a.yaml': here, 'b.yaml': at('0.43.0'), 'copy/b.yaml': at('0.44.0') },
      '0.43.0 image of b.yaml',
    ],
    [
      'the one of the whole folder',
      { 'a.yaml': here, 'app/b.yaml': at('0.43.0') },
      '0.43.0 image of app/b.yaml',
    ],
    [
      'none of copies that are equally far',
      { 'a.yaml': here, 'app/b.yaml': at('0.43.0'), 'copy/b.yaml': at('0.43.0') },
      '0.45.0 assumed',
    ],
    [
      'none of two in one file',
      { 'a.yaml': here, 'b.yaml': at('0.43.0') + at('0.44.0', { name: 'x' }) },
      '0.45.0 assumed',
    ],
    [
      'no image that does not tell',
      { 'a.yaml': here, 'b.yaml': workload({ images: [`${image}:latest`], mounts: 'conf' }) },
      '0.45.0 assumed',
    ],
    [
      'nothing of what only looks like a collector',
      { 'a.yaml': here, 'b.yaml': workload({ images: ['nginx:1.2.3'], mounts: 'conf' }) },
      '0.45.0 assumed',
    ],
    ['the file itself first', { 'a.yaml': here + at('0.42.0'), 'b.yaml': at('0.43.0') }, '0.42.0 image'],
    [
      'the file itself first, also where nothing is mounted',
      { 'a.yaml': here + workload({ images: [`${image}:v0.42.0`] }), 'b.yaml': at('0.43.0') },
      '0.42.0 image',
    ],
    [
      'no collector beside it that has another config',
      { 'a.yaml': here + at('0.42.0', { name: 'x', mounts: 'other' }), 'b.yaml': at('0.43.0') },
      '0.43.0 image of b.yaml',
    ],
    [
      'the file itself where it mounts the config and does not tell',
      { 'a.yaml': here + workload({ images: [image], mounts: 'conf' }), 'b.yaml': at('0.43.0') },
      '0.45.0 assumed',
    ],
    [
      'not another container of the pod that mounts it in the file itself',
      {
        'a.yaml':
          here + workload({ images: [image, 'otel/opentelemetry-collector:0.100.0'], mounts: 'conf' }),
      },
      '0.45.0 assumed',
    ],
  ] as [string, Record<string, string>, string][]) {
    it(`is ${title}`, () => assert.equal(told(files, { assumedVersion: '0.45.0' }), expected));
  }

  it('is not asked for where a person chose', () =>
    assert.equal(
      told({ 'a.yaml': here, 'b.yaml': at('0.43.0') }, { adotVersion: '0.44.0' }),
      '0.44.0 setting',
    ));

  it('is nothing for a config that is a file of its own', () => {
    const find = containerFinder(readYamlFile(at('0.43.0')).flatMap((one) => objectsOf('b.yaml', one)));
    const [config] = findCollectorConfigs('receivers: {otlp: }\nexporters: {debug: }\nservice: {}\n');
    assert.ok(config);
    assert.equal(find('a.yaml', config), undefined);
  });

  it('is what an upgrade begins with', () => {
    const text = here.replace('otlp: ', 'otlp: {protocols: {grpc: }}');
    const find = containerFinder(readYamlFile(at('0.34.0')).flatMap((one) => objectsOf('b.yaml', one)));
    const elsewhere = (config: Parameters<typeof find>[1]): ReturnType<typeof find> => find('a.yaml', config);
    const changes = (from?: typeof elsewhere): string[] | undefined =>
      previewUpgrade(text, { schemas, target: '0.49.0', ...(from && { elsewhere: from }) })?.steps.map(
        ({ code }) => code,
      );
    assert.ok(changes(elsewhere)?.includes('upgrade/localhost'));
    assert.equal(changes()?.includes('upgrade/localhost'), false);
  });
});
