import type { Schema } from '../schema/schema.ts';
import type { KubernetesSchemas } from './manifestSchemas.ts';

/** The schema of an object; `undefined` for kinds that we have none of. */
export function objectSchema(
  { kinds }: KubernetesSchemas,
  apiVersion: string,
  kind: string,
): Schema | undefined {
  return kinds[`${apiVersion} ${kind}`] ?? customResource(apiVersion, kind);
}

/**
 * The shell around the collector's config; the rest of the operator's fields are left alone.
 * https://github.com/open-telemetry/opentelemetry-operator/blob/main/docs/api/opentelemetrycollectors.md
 */
function customResource(apiVersion: string, kind: string): Schema | undefined {
  if (kind !== 'OpenTelemetryCollector' || !apiVersion.startsWith('opentelemetry.io/')) {
    return undefined;
  }
  return {
    type: 'object',
    required: ['spec'],
    properties: {
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        required: ['config'],
        properties: {
          mode: { type: 'string', enum: ['deployment', 'daemonset', 'statefulset', 'sidecar'] },
          config: { type: apiVersion === 'opentelemetry.io/v1alpha1' ? 'string' : 'object' },
          image: { type: 'string' },
          replicas: { type: 'integer' },
          serviceAccount: { type: 'string' },
          managementState: { type: 'string', enum: ['managed', 'unmanaged'] },
        },
      },
    },
  };
}
