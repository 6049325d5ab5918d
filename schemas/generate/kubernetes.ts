// Writes schemas/kubernetes.json from Kubernetes' own OpenAPI file:
//   node schemas/generate/kubernetes.ts PATH-TO/k8s.io/kubernetes@VERSION/api/openapi-spec/swagger.json
// `go mod download -json k8s.io/kubernetes@v1.37.2` tells where the Go module lies.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Schema, SchemaType } from '../../src/manifest/schema/schema.ts';
import { kubernetesRules } from './kubernetesRules.ts';

/** The kinds whose fields are checked; of all others only names and versions are known. */
const kinds = [
  ...['Namespace', 'ServiceAccount', 'ConfigMap', 'Secret', 'Service', 'Pod', 'PersistentVolumeClaim'].map(
    (kind) => `io.k8s.api.core.v1.${kind}`,
  ),
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => `io.k8s.api.apps.v1.${kind}`),
  ...['Job', 'CronJob'].map((kind) => `io.k8s.api.batch.v1.${kind}`),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => `io.k8s.api.rbac.v1.${kind}`),
  ...['Ingress', 'NetworkPolicy'].map((kind) => `io.k8s.api.networking.v1.${kind}`),
  'io.k8s.api.policy.v1.PodDisruptionBudget',
  'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
];

interface Definition {
  type?: SchemaType;
  format?: string;
  $ref?: string;
  properties?: Record<string, Definition>;
  required?: string[];
  items?: Definition;
  additionalProperties?: Definition;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

/** Types that look like objects or strings but are read by code of their own. */
const special: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': {},
};

const [path] = process.argv.slice(2);
if (path === undefined) {
  throw new Error('which swagger.json?');
}
const { definitions: all } = JSON.parse(readFileSync(path, 'utf8')) as {
  definitions: Record<string, Definition>;
};
const names = new Map<string, string>();
const definitions: Record<string, Schema> = {};

/** A short name, which the last part is unless another group has it too. */
function shortName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) {
    return known;
  }
  const parts = name.split('.');
  const last = parts.at(-1) ?? name;
  const short = [...names.values()].includes(last) ? `${parts.at(-3) ?? ''}.${last}` : last;
  names.set(name, short);
  definitions[short] = {};
  definitions[short] = objectOf(short, all[name] ?? {});
  return short;
}

function objectOf(name: string, definition: Definition): Schema {
  const rules = kubernetesRules[name];
  const properties = Object.fromEntries(
    Object.entries(definition.properties ?? {}).map(([key, property]) => {
      // Nobody writes these by hand; the server takes or overwrites them.
      const own = key === 'status' || key === 'managedFields' ? {} : schemaOf(property);
      return [key, merge(own, rules?.[key])];
    }),
  );
  for (const key of Object.keys(rules ?? {})) {
    if (key !== '' && !(key in properties)) {
      throw new Error(`${name} has no ${key}`);
    }
  }
  const own: Schema = {
    type: definition.type ?? 'object',
    ...(definition.properties && { properties, additionalProperties: false }),
    ...(definition.required && { required: definition.required }),
  };
  return merge(own, rules?.['']);
}

function schemaOf({ type, format, $ref, items, additionalProperties }: Definition): Schema {
  if ($ref !== undefined) {
    const name = $ref.replace('#/definitions/', '');
    const target = all[name];
    return (
      special[name] ??
      (target?.properties ? { $ref: `#/definitions/${shortName(name)}` } : schemaOf(target ?? {}))
    );
  }
  return {
    ...(type !== undefined && { type }),
    ...(format === 'byte' && { format: 'base64' }),
    ...(items && { items: schemaOf(items) }),
    ...(additionalProperties && { additionalProperties: schemaOf(additionalProperties) }),
  };
}

function merge(schema: Schema, rule: Schema | undefined): Schema {
  const required = [...(schema.required ?? []), ...(rule?.required ?? [])];
  return rule === undefined
    ? schema
    : { ...schema, ...rule, ...(required.length > 0 && { required: [...new Set(required)] }) };
}

const roots: Record<string, Schema> = {};
for (const kind of kinds) {
  const { group, version, kind: name } = all[kind]?.['x-kubernetes-group-version-kind']?.[0] ?? {};
  roots[`${group ? `${group}/` : ''}${version ?? ''} ${name ?? ''}`] = {
    $ref: `#/definitions/${shortName(kind)}`,
  };
}
for (const rule of Object.keys(kubernetesRules).filter((name) => !(name in definitions))) {
  throw new Error(`nothing is called ${rule}`);
}

/** Every kind of every built-in version, without lists and what is no object of its own. */
const served: Record<string, string[]> = {};
for (const definition of Object.values(all)) {
  const [own, ...others] = definition['x-kubernetes-group-version-kind'] ?? [];
  if (
    own !== undefined &&
    others.length === 0 &&
    definition.properties?.['metadata'] &&
    !/List$/.test(own.kind)
  ) {
    (served[`${own.group ? `${own.group}/` : ''}${own.version}`] ??= []).push(own.kind);
  }
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
const target = new URL('../kubernetes.json', import.meta.url);
const file = {
  version: /@v([\d.]+)/.exec(path)?.[1] ?? '',
  kinds: sorted(roots),
  served: sorted(Object.fromEntries(Object.entries(served).map(([version, list]) => [version, list.sort()]))),
  definitions: sorted(definitions),
};
writeFileSync(target, lines(file));

/** One definition a line: differences between versions can be read, and the file stays small. */
function lines({ version, ...sections }: typeof file): string {
  const body = Object.entries(sections).map(([name, section]) => {
    const rows = Object.entries(section).map(
      ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
    );
    return `${JSON.stringify(name)}:{\n${rows.join(',\n')}\n}`;
  });
  return `{"version":${JSON.stringify(version)},\n${body.join(',\n')}}\n`;
}
