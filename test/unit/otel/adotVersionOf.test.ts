import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import { adotVersionOf, releaseFor } from '../../../src/otel/adotVersionOf.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import { readCollectorImage } from '../../../src/otel/imageNames.ts';
import { goMemoryLimitMiB } from '../../../src/otel/goMemoryLimit.ts';
import { collectorContainers } from '../../../src/otel/workloads.ts';

const known = adotVersions.map(({ version }) => version);
const digest = `sha256:${'0'.repeat(64)}`;

describe('readCollectorImage', () => {
  for (const [image, distribution, version] of [
    ['public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0', 'adot', '0.49.0'],
    [`public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0@${digest}`, 'adot', '0.49.0'],
    [`public.ecr.aws/aws-observability/aws-otel-collector@${digest}`, 'adot', undefined],
    ['amazon/aws-otel-collector:0.43.3', 'adot', '0.43.3'],
    ['docker.io/amazon/aws-otel-collector', 'adot', undefined],
    [
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/aws-observability/aws-otel-collector:v0.48.0',
      'adot',
      '0.48.0',
    ],
    ['registry.example.com:5000/team/our-aws-otel-collector:v0.47.0-arm64', 'adot', '0.47.0'],
    ['aws-otel-collector:latest', 'adot', undefined],
    ['localhost:5000/aws-otel-collector', 'adot', undefined],
    ['otel/opentelemetry-collector-contrib:0.156.0', 'other', '0.156.0'],
    [
      'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.150.0',
      'other',
      '0.150.0',
    ],
    ['quay.io/signalfx/splunk-otel-collector:0.100.0', 'other', '0.100.0'],
    ['nginx:1.27.0', 'unknown', '1.27.0'],
    ['', 'unknown', undefined],
  ] as const) {
    it(`reads ${image || 'no image'}`, () => {
      const read = readCollectorImage(image);
      assert.deepEqual([read.distribution, read.version], [distribution, version]);
    });
  }
});

describe('releaseFor', () => {
  for (const [written, kind, version] of [
    ['0.49.0', 'image', '0.49.0'],
    ['0.43.3', 'image', '0.43.0'],
    ['0.42.0', 'image', '0.42.0'],
    ['0.50.1', 'newer-image', '0.49.0'],
    ['1.0.0', 'newer-image', '0.49.0'],
    ['0.41.2', 'old-image', '0.42.0'],
    ['0.4.0', 'old-image', '0.42.0'],
  ] as const) {
    it(`takes ${written} as ${kind} ${version}`, () => {
      assert.deepEqual(releaseFor(written, known), { kind, version });
    });
  }
});

const pod = (image: string): string => `kind: Pod\nspec:\n  containers:\n    - image: ${image}\n`;

describe('adotVersionOf', () => {
  const origin = (text: string, setting?: string): unknown[] => {
    const { kind, version, written, span } = adotVersionOf(
      collectorContainers(readYamlFile(text))[0],
      known,
      setting,
    );
    return [kind, version, written, span && text.slice(span.start, span.end)];
  };

  for (const [name, text, setting, expected] of [
    ['the tag', pod('x/aws-otel-collector:v0.44.0'), undefined, ['image', '0.44.0', '0.44.0', 'v0.44.0']],
    [
      'a quoted tag',
      pod('"aws-otel-collector:v0.44.0"'),
      undefined,
      ['image', '0.44.0', '0.44.0', 'v0.44.0'],
    ],
    [
      'a patch release',
      pod('aws-otel-collector:v0.43.3'),
      undefined,
      ['image', '0.43.0', '0.43.3', 'v0.43.3'],
    ],
    [
      'a release of the future',
      pod('aws-otel-collector:v0.61.0'),
      undefined,
      ['newer-image', '0.49.0', '0.61.0', 'v0.61.0'],
    ],
    [
      'an old one',
      pod('aws-otel-collector:v0.30.0'),
      undefined,
      ['old-image', '0.42.0', '0.30.0', 'v0.30.0'],
    ],
    ['latest', pod('aws-otel-collector:latest'), undefined, ['untagged', '0.49.0', undefined, 'latest']],
    ['no tag', pod('aws-otel-collector'), undefined, ['untagged', '0.49.0', undefined, 'aws-otel-collector']],
    [
      'another distribution',
      pod('otel/opentelemetry-collector-contrib:0.156.0'),
      undefined,
      ['other', '0.49.0', undefined, '0.156.0'],
    ],
    [
      'a setting over the tag',
      pod('aws-otel-collector:v0.44.0'),
      '0.46.0',
      ['setting', '0.46.0', undefined, 'v0.44.0'],
    ],
    [
      'a setting without schema not',
      pod('aws-otel-collector:v0.44.0'),
      '0.1.0',
      ['image', '0.44.0', '0.44.0', 'v0.44.0'],
    ],
    ['nothing', 'kind: Service\n', undefined, ['none', '0.49.0', undefined, undefined]],
    [
      'the tag of a chart',
      'image:\n  repository: x/aws-otel-collector\n  tag: v0.45.0\n',
      undefined,
      ['image', '0.45.0', '0.45.0', 'v0.45.0'],
    ],
  ] as const) {
    it(`takes ${name}`, () => {
      assert.deepEqual(origin(text, setting), expected);
    });
  }
});

describe('goMemoryLimitMiB', () => {
  for (const [text, value] of [
    ['640MiB', 640],
    ['1GiB', 1024],
    ['1048576', 1],
    ['1048576B', 1],
    ['off', undefined],
    ['640Mi', undefined],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(goMemoryLimitMiB(text), value);
    });
  }
});

describe('adotVersionOf where a release is to be assumed', () => {
  for (const [name, text, expected] of [
    ['takes it for latest', pod('aws-otel-collector:latest'), ['assumed', '0.45.0']],
    ['takes it for an image that does not tell', pod('registry/own:1.0'), ['assumed', '0.45.0']],
    ['takes it where nothing runs the config', 'a: 1\n', ['assumed', '0.45.0']],
    ['leaves a tag alone', pod('aws-otel-collector:v0.44.0'), ['image', '0.44.0']],
    ['leaves other distributions alone', pod('otel/opentelemetry-collector:0.150.0'), ['other', '0.49.0']],
  ] as const) {
    it(name, () => {
      const [container] = collectorContainers(readYamlFile(text));
      const { kind, version } = adotVersionOf(container, known, undefined, '0.45.0');
      assert.deepEqual([kind, version], expected);
    });
  }

  it('takes the newest when there is no schema for it', () => {
    assert.equal(adotVersionOf(undefined, known, undefined, '0.12.0').version, known[0]);
  });
});
