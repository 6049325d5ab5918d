import type { ManifestSchemas } from '../../src/manifest/kinds/manifestSchemas.ts';
import type { Schema } from '../../src/manifest/schema/schema.ts';
import type { CollectorRelease, ComponentKind } from '../../src/otel/collectorSchemas.ts';

/** The kinds in the manifests of the bench. */
export const benchKinds: readonly string[] = [
  'v1 Namespace',
  'v1 ConfigMap',
  'apps/v1 Deployment',
  'v1 Service',
];

/** The kinds of the manifest that is checked, as one schema for a validator that knows no kinds. */
export function manifestSchema(schemas: ManifestSchemas, ids: readonly string[]): Schema {
  const { definitions, kinds } = schemas.kubernetes();
  return {
    definitions,
    allOf: ids.map((id) => {
      const [apiVersion = '', kind = ''] = id.split(' ');
      const is = {
        properties: { apiVersion: { const: apiVersion }, kind: { const: kind } },
        required: ['apiVersion', 'kind'],
      };
      return { if: is, then: kinds[id] ?? {} };
    }),
  };
}

const sections: readonly ComponentKind[] = [
  'receivers',
  'processors',
  'exporters',
  'connectors',
  'extensions',
];

/** A whole collector config as one schema; ids are types with a name behind a slash. */
export function collectorSchema(release: CollectorRelease): Schema {
  const properties = Object.fromEntries(
    sections.map((kind): [string, Schema] => {
      const types = release
        .types(kind)
        .map((type) => [`^${type}(/.*)?$`, release.component(kind, type)?.schema ?? {}]);
      return [
        kind,
        {
          type: 'object',
          patternProperties: Object.fromEntries(types) as Record<string, Schema>,
          additionalProperties: false,
        },
      ];
    }),
  );
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...properties, service: release.service },
    definitions: release.definitions,
  };
}
