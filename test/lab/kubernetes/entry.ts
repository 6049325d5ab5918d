import type { KubeObject } from './objects.ts';
import type { Resource } from './resources.ts';
import { groupVersion } from './resources.ts';
import type { Cell, Row } from './columns.ts';
import { readRow } from './tables.ts';

/** An object before the store has given it a resourceVersion; `render` writes its JSON when somebody asks for it. */
export interface Seed {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** Values that field selectors ask for, so that a selector over 10,000 pods need not render them. */
  fields: Record<string, string>;
  /** JSON that starts with apiVersion and kind, in this order. */
  render(resourceVersion: string | undefined): string;
}

/** One version of one object. Never changes; what is derived from it is kept. */
export class Entry {
  readonly resource: Resource;
  readonly seed: Seed;
  readonly version: number;
  /** Sorts as etcd's keys do. */
  readonly key: string;
  private rendered: string | undefined;
  private parts: { metadata: string; row: Row } | undefined;

  constructor(resource: Resource, seed: Seed, version: number) {
    this.resource = resource;
    this.seed = seed;
    this.version = version;
    this.key = keyOf(seed.namespace, seed.name);
  }

  get json(): string {
    // What was never stored has no version: the answer to a dry run.
    return (this.rendered ??= this.seed.render(this.version === 0 ? undefined : String(this.version)));
  }

  /** As it stands in a list: the server leaves kind and apiVersion out of the items of built-in kinds. */
  get itemJson(): string {
    const { resource, json } = this;
    if (resource.group === 'opentelemetry.io') {
      return json;
    }
    const head = `{"apiVersion":"${groupVersion(resource)}","kind":"${resource.kind}",`;
    return json.startsWith(head) ? `{${json.slice(head.length)}` : json;
  }

  /** A copy of its own each time, which the caller may change. */
  get object(): KubeObject {
    return JSON.parse(this.json) as KubeObject;
  }

  get metadataJson(): string {
    return this.read().metadata;
  }

  /** The cells of its table row at that time. */
  cells(now: number): Cell[] {
    return this.read().row(now);
  }

  field(path: string): string | undefined {
    return this.seed.fields[path];
  }

  /** What tables need of the object, which itself is not kept: 10,000 of them are much. */
  private read(): { metadata: string; row: Row } {
    if (this.parts === undefined) {
      const { object } = this;
      this.parts = { metadata: JSON.stringify(object.metadata), row: readRow(this.resource, object) };
    }
    return this.parts;
  }
}

export function keyOf(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** The seed of an object that exists as a whole. */
export function seedOf(resource: Resource, object: KubeObject): Seed {
  const { namespace = '', name, labels = {} } = object.metadata;
  const fields: Record<string, string> = { 'metadata.name': name, 'metadata.namespace': namespace };
  for (const path of resource.fields ?? []) {
    const value = readPath(object, path === 'source' ? 'source.component' : path);
    if (value !== undefined) {
      fields[path] = value;
    }
  }
  const { apiVersion, kind, metadata, ...rest } = object;
  return {
    namespace,
    name,
    labels,
    fields,
    render: (resourceVersion) =>
      JSON.stringify({ apiVersion, kind, metadata: { ...metadata, resourceVersion }, ...rest }),
  };
}

function readPath(object: unknown, path: string): string | undefined {
  let value = object;
  for (const key of path.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}
