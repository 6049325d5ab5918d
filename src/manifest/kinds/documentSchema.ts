import type { Schema } from '../schema/schema.ts';
import type { DocumentKind } from './kindOf.ts';
import type { KubernetesSchemas, ManifestSchemas } from './manifestSchemas.ts';
import { objectSchema } from './objectSchema.ts';

/** What may stand in a document, for those who write it. */
export interface DocumentSchema {
  schema: Schema;
  definitions: Readonly<Record<string, Schema>>;
}

/** What the names of an object are written as so far; `undefined` where they are not there yet. */
export interface ObjectNames {
  apiVersion: string | undefined;
  kind: string | undefined;
}

/** The schema of a document of a kind; `undefined` where there is none. Unlike for checking, half an object has one too. */
export function documentSchema(
  schemas: ManifestSchemas,
  kind: DocumentKind,
  names: ObjectNames,
): DocumentSchema | undefined {
  switch (kind) {
    case 'kubernetes':
      return kubernetesSchema(schemas.kubernetes(), names);
    case 'eksctl': {
      const schema = schemas.eksctl();
      return { schema, definitions: schema.definitions ?? {} };
    }
    case 'ruleFile':
    case 'alertManager':
    case 'alertManagerDefinition': {
      const { definitions = {} } = schemas.amp();
      return { schema: definitions[kind] ?? {}, definitions };
    }
    case 'kustomization':
    case 'other':
      return undefined;
  }
}

/** Groups beside those of Kubernetes itself whose objects are known here. */
const others: readonly (ObjectNames & { apiVersion: string; kind: string })[] = [
  { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig' },
  { apiVersion: 'opentelemetry.io/v1beta1', kind: 'OpenTelemetryCollector' },
];

/** An object has its names and its metadata, whatever else its kind has. */
function kubernetesSchema(all: KubernetesSchemas, { apiVersion, kind }: ObjectNames): DocumentSchema {
  const own = objectSchema(all, apiVersion ?? '', kind ?? '');
  const frame: Schema = {
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata'],
    properties: {
      apiVersion: { type: 'string', ...choices(apiVersionsOf(all, kind)) },
      kind: { type: 'string', ...choices(kindsOf(all, apiVersion)) },
      metadata: {
        allOf: [{ $ref: '#/definitions/ObjectMeta' }],
        ...(kind !== 'List' && { required: ['name'] }),
      },
    },
  };
  return { schema: own ? { ...frame, allOf: [own] } : frame, definitions: all.definitions };
}

function choices(values: readonly string[]): Pick<Schema, 'enum'> {
  return values.length === 0 ? {} : { enum: values };
}

/** The versions that serve a kind, those with kinds that are known here and stable ones first; all while it is not written. */
function apiVersionsOf({ kinds: known, served }: KubernetesSchemas, kind: string | undefined): string[] {
  const common = new Set(Object.keys(known).map((name) => name.split(' ')[0]));
  const rank = (version: string): number => unstable(version) + (common.has(version) ? 0 : 2);
  const isFit = (kinds: readonly string[]): boolean => kind === undefined || kinds.includes(kind);
  const own = Object.keys(served).filter((version) => isFit(served[version] ?? []));
  const foreign = others.filter((one) => isFit([one.kind])).map(({ apiVersion }) => apiVersion);
  return [...own, ...foreign].sort((a, b) => rank(a) - rank(b));
}

function unstable(apiVersion: string): number {
  return /v\d+$/.test(apiVersion) || apiVersion.startsWith('eksctl.io/') ? 0 : 1;
}

function kindsOf({ kinds, served }: KubernetesSchemas, apiVersion: string | undefined): string[] {
  const known = new Set(Object.keys(kinds).map((name) => name.split(' ')[1]));
  const foreign = others.filter((one) => one.apiVersion === apiVersion).map(({ kind }) => kind);
  const all = apiVersion === undefined ? Object.values(served).flat() : (served[apiVersion] ?? foreign);
  return [...new Set(all)].sort((a, b) => Number(!known.has(a)) - Number(!known.has(b)));
}
