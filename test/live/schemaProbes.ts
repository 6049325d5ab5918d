import type { Schema } from '../../src/manifest/schema/schema.ts';
import { readYamlFile } from '../../src/manifest/yaml/yamlFile.ts';
import { valueAt } from '../../src/manifest/yaml/yamlNode.ts';
import { checkSchema } from '../../src/manifest/schema/schemaCheck.ts';
import type { CollectorRelease, ComponentKind } from '../../src/otel/collectorSchemas.ts';

/** A config of one component in which one thing was put to the test. */
export interface Probe {
  /** `exporters/debug`. */
  component: string;
  config: unknown;
}

/** What is put in the place of each field, whatever it is meant to hold. */
const values: readonly unknown[] = [
  ...['x', '', 'a,b', '1s', '10', 'true', 1, 0, -1, 1.5, true, null],
  ...[[], ['x'], [1], [{}], [{ name: 'a', value: 'b' }], {}, { zzz: 1 }, { zzz: 'x' }],
];

/** Deep down some are enough: of the ways to find targets alone there are hundreds of fields. */
const few: readonly unknown[] = ['x', '10', 1, 1.5, true, [], {}, { zzz: 1 }];

const deepest = 7;
const deep = 4;

/** What a component needs for its config to be taken, beside what is put to the test. */
const bases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'exporters/file': { path: 'metrics.json' },
  'exporters/otlp': { endpoint: 'localhost:4317' },
  'exporters/otlp_grpc': { endpoint: 'localhost:4317' },
  'exporters/otlphttp': { endpoint: 'http://localhost:4318' },
  'exporters/otlp_http': { endpoint: 'http://localhost:4318' },
  'exporters/prometheus': { endpoint: 'localhost:8889' },
  'extensions/file_storage': { directory: '.' },
  'processors/attributes': { actions: [{ key: 'a', action: 'delete' }] },
  'processors/deltatorate': { metrics: ['a'] },
  'processors/memory_limiter': { check_interval: '1s', limit_mib: 100 },
  'processors/resource': { attributes: [{ key: 'a', action: 'delete' }] },
  'processors/span': { name: { from_attributes: ['a'] } },
  'receivers/file_log': { include: ['a.log'] },
  'receivers/filelog': { include: ['a.log'] },
  'receivers/jaeger': { protocols: { grpc: {} } },
  'receivers/otlp': { protocols: { grpc: {} } },
  'receivers/prometheus': { config: { scrape_configs: [{ job_name: 'a' }] } },
};

/** What has to be taken of a component, so that probes of it tell anything. */
export function baseOf(component: string): Probe {
  return { component, config: bases[component] ?? {} };
}

/** For every field of a component each of some values, and everywhere a key that is none. */
export function probesOf(release: CollectorRelease, component: string): Probe[] {
  const [kind = '', type = ''] = component.split('/');
  const schema = release.component(kind as ComponentKind, type)?.schema;
  const base = baseOf(component).config;
  const paths: (readonly (string | number)[])[] = [];
  walk(release, schema, { path: [], around: [], paths });
  return paths.flatMap((path) =>
    (path.length > deep ? few : values).map((value) => ({
      component,
      config: withValue(structuredClone(base), path, value),
    })),
  );
}

function walk(
  release: CollectorRelease,
  schema: Schema | undefined,
  at: {
    path: readonly (string | number)[];
    around: readonly string[];
    paths: (readonly (string | number)[])[];
  },
): void {
  const name = schema?.$ref?.replace('#/definitions/', '') ?? schema?.title;
  const own = schema?.$ref === undefined ? schema : release.definitions[name ?? ''];
  if (own === undefined || at.path.length > deepest || (name !== undefined && at.around.includes(name))) {
    return;
  }
  const inside = { ...at, around: name === undefined ? at.around : [...at.around, name] };
  const step = (key: string | number, below: Schema): void => {
    const path = [...at.path, key];
    at.paths.push(path);
    walk(release, below, { ...inside, path });
  };
  for (const [key, below] of Object.entries(own.properties ?? {})) {
    step(key, below);
  }
  if (own.properties !== undefined) {
    at.paths.push([...at.path, 'no_such_key']);
  }
  if (typeof own.additionalProperties === 'object') {
    step('some_key', own.additionalProperties);
  }
  if (own.items !== undefined) {
    step(0, own.items);
  }
  for (const branch of [...(own.anyOf ?? []), ...(own.oneOf ?? [])]) {
    walk(release, branch, inside);
  }
}

/** The config with a value at a path; what is on the way and is no collection gives way. */
function withValue(config: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value;
  }
  if (typeof key === 'number') {
    return [withValue(Array.isArray(config) ? config[0] : undefined, rest, value)];
  }
  const around = typeof config === 'object' && config !== null && !Array.isArray(config) ? config : {};
  return { ...around, [key]: withValue((around as Record<string, unknown>)[key], rest, value) };
}

/** What the schema has against a config: the first thing that is an error, in words, or nothing. */
export function objectionTo(release: CollectorRelease, { component, config }: Probe): string | undefined {
  const [kind = '', type = ''] = component.split('/');
  const schema = release.component(kind as ComponentKind, type)?.schema ?? {};
  const [document] = readYamlFile(JSON.stringify(config));
  const { definitions } = release;
  // What is Prometheus' own is read by its rules.
  const inner = component === 'receivers/prometheus' ? valueAt(document?.root, 'config') : undefined;
  const own = inner === undefined ? schema : { ...schema, properties: { ...schema.properties, config: {} } };
  const findings = [
    ...checkSchema(document?.root, own, { dialect: 'collector', definitions }),
    ...checkSchema(inner, definitions['prometheus.Config'] ?? {}, { dialect: 'prometheus', definitions }),
  ];
  const error = findings.find((finding) => finding.kind !== 'no-unit');
  return error === undefined
    ? undefined
    : `${error.kind} at ${error.path.join('.')}, not ${JSON.stringify(error.expected)}`;
}
