import assert from 'node:assert/strict';

/** A manifest that nothing is wrong with, with a collector config in a block scalar. */
export const manifest = [
  'apiVersion: v1',
  'kind: ConfigMap',
  'metadata:',
  '  name: adot-conf',
  '  namespace: adot-col',
  'data:',
  '  adot-config.yaml: |',
  '    receivers:',
  '      otlp:',
  '        protocols:',
  '          grpc:',
  '            endpoint: 0.0.0.0:4317',
  '    exporters:',
  '      debug:',
  '        verbosity: basic',
  '    service:',
  '      pipelines:',
  '        metrics:',
  '          receivers: [otlp]',
  '          exporters: [debug]',
  '---',
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata:',
  '  name: adot-collector',
  '  namespace: adot-col',
  'spec:',
  '  replicas: 1',
  '  selector:',
  '    matchLabels: { app: adot-collector }',
  '  template:',
  '    metadata:',
  '      labels: { app: adot-collector }',
  '    spec:',
  '      containers:',
  '        - name: collector',
  '          image: public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0',
  '          args: [--config=/conf/adot-config.yaml]',
  '          resources:',
  '            requests: { cpu: 250m, memory: 512Mi }',
  '            limits: { cpu: 250m, memory: 512Mi }',
  '          volumeMounts:',
  '            - { name: conf, mountPath: /conf }',
  '      volumes:',
  '        - name: conf',
  '          configMap:',
  '            name: adot-conf',
  '',
].join('\n');

/** The manifest with one piece replaced, which must be there. */
export function manifestWith(piece: string, other: string): string {
  assert.ok(manifest.includes(piece), `no ${piece} in the manifest`);
  return manifest.replace(piece, other);
}
