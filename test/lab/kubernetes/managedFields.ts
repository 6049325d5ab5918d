import { omit } from './objects.ts';
import type { Json, KubeObject } from './objects.ts';

/**
 * Adds metadata.managedFields as an API server does: `manager` owns what it has sent (`sent`, by default all but the status),
 * `statusManager` the status. What admission and defaulting add belongs to nobody.
 */
export function withManagedFields<T extends KubeObject>(
  object: T,
  {
    manager,
    statusManager,
    sent,
  }: { manager: string; statusManager: string; sent?: Record<string, unknown> },
): T {
  const { metadata, apiVersion, status } = object;
  const rest = omit(object, 'apiVersion', 'kind', 'metadata', 'status');
  const { labels, annotations, ownerReferences, creationTimestamp } = metadata;
  const common = { operation: 'Update', apiVersion, time: creationTimestamp, fieldsType: 'FieldsV1' };
  const meta = withoutAbsent({ labels, annotations, ownerReferences });
  const entries: Record<string, Json>[] = [
    { manager, ...common, fieldsV1: fieldsOf({ metadata: meta, ...(sent ?? rest) } as Json) },
  ];
  if (status !== undefined) {
    const fieldsV1 = fieldsOf({ status } as Json);
    entries.push({ manager: statusManager, ...common, fieldsV1, subresource: 'status' });
  }
  return { ...object, metadata: { ...metadata, managedFields: entries } };
}

/** What identifies the items of the lists that are merged; all other lists are owned as a whole. */
const listKeys: Record<string, readonly string[]> = {
  ownerReferences: ['uid'],
  containers: ['name'],
  env: ['name'],
  ports: ['containerPort', 'port', 'protocol'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  conditions: ['type'],
  podIPs: ['ip'],
};

/** The set of fields in the notation of FieldsV1: `f:` for names, `k:` for items of a keyed list. */
function fieldsOf(value: Json): Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`f:${name}`, fieldsUnder(name, inner)]),
  );
}

function fieldsUnder(name: string, value: Json): Record<string, Json> {
  const keys = listKeys[name];
  if (!Array.isArray(value) || keys === undefined) {
    return fieldsOf(value);
  }
  return Object.fromEntries(
    value.map((item) => {
      const map = item as Record<string, Json>;
      const own = keys.filter((key) => key in map).map((key) => [key, map[key]]);
      // References and conditions of others are set and cleared as one.
      const inner = name === 'ownerReferences' ? {} : { '.': {}, ...fieldsOf(item) };
      return [`k:${JSON.stringify(Object.fromEntries(own))}`, inner];
    }),
  );
}

function withoutAbsent(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
