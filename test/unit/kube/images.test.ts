import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isCollectorImage, parseImage } from '../../../src/kube/images.ts';

describe('images', () => {
  const parsed: readonly [image: string, name: string, tag: string][] = [
    ['public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0', 'aws-otel-collector', 'v0.49.0'],
    ['aws-otel-collector', 'aws-otel-collector', 'latest'],
    ['localhost:5000/otelcol', 'otelcol', 'latest'],
    ['localhost:5000/otelcol:1.2', 'otelcol', '1.2'],
    ['r.io/a/b@sha256:0123456789abcdef0123', 'b', 'sha256:0123456789ab'],
    ['r.io/a/b:v1@sha256:0123456789abcdef0123', 'b', 'v1'],
    ['', '', 'latest'],
  ];
  for (const [image, name, tag] of parsed) {
    it(`reads ${image || 'nothing'}`, () => {
      const { name: actualName, tag: actualTag } = parseImage(image);
      assert.deepEqual([actualName, actualTag], [name, tag]);
    });
  }

  const collectors = [
    'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
    'amazon/aws-otel-collector',
    'otel/opentelemetry-collector:0.156.0',
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.156.0',
    'otel/opentelemetry-collector-k8s',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/team/adot:1',
    'my.io/ADOT-collector:2',
    'my.io/otelcol-custom',
    'quay.io/signalfx/splunk-otel-collector:0.1',
  ];
  for (const image of collectors) {
    it(`takes ${image} for a collector`, () => assert.equal(isCollectorImage(image), true));
  }

  const others = [
    'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.150.0',
    'public.ecr.aws/aws-observability/adot-operator:v0.1',
    'ghcr.io/open-telemetry/opentelemetry-operator/target-allocator:1',
    'public.ecr.aws/aws-observability/adot-autoinstrumentation-java:v2',
    'nginx:opentelemetry-collector',
    'otel-collector/nginx',
    'prom/prometheus',
    'myadotted/app',
    '',
  ];
  for (const image of others) {
    it(`takes ${image || 'nothing'} for something else`, () => assert.equal(isCollectorImage(image), false));
  }
});
