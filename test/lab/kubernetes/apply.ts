import type { Json, KubeObject } from './objects.ts';

/** The keys by which lists are merged item by item, as `x-kubernetes-list-map-keys` of the schemas name them. */
const listKeys: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port', 'protocol'],
  imagePullSecrets: ['name'],
};

/**
 * The object after a server-side apply or a strategic merge patch: maps are merged, lists with keys by their keys, other lists
 * replaced. Field ownership is left out: no conflicts, and what a manager applied before and leaves out now stays.
 */
export function applyTo(existing: KubeObject, applied: KubeObject): KubeObject {
  return merge(existing as Json, applied as Json, '') as KubeObject;
}

/** JSON merge patch, RFC 7396. */
export function mergePatch(existing: KubeObject, patch: KubeObject): KubeObject {
  const mergeMaps = (target: Json, change: Json): Json => {
    if (!isMap(change)) {
      return change;
    }
    const result: Record<string, Json> = isMap(target) ? { ...target } : {};
    for (const [key, value] of Object.entries(change)) {
      if (value === null) {
        delete result[key];
      } else {
        result[key] = mergeMaps(result[key], value);
      }
    }
    return result;
  };
  return mergeMaps(existing as Json, patch as Json) as KubeObject;
}

function merge(old: Json, applied: Json, field: string): Json {
  if (isMap(old) && isMap(applied)) {
    const result: Record<string, Json> = { ...old };
    for (const [key, value] of Object.entries(applied)) {
      if (value === null) {
        delete result[key];
      } else {
        result[key] = merge(result[key], value, key);
      }
    }
    return result;
  }
  const keys = listKeys[field];
  if (Array.isArray(old) && Array.isArray(applied) && keys !== undefined) {
    const left = [...old];
    const isSame = (a: Json, b: Json): boolean =>
      isMap(a) && isMap(b) && keys.every((key) => (a[key] ?? defaults[key]) === (b[key] ?? defaults[key]));
    for (const item of applied) {
      const at = left.findIndex((candidate) => isSame(candidate, item));
      if (at === -1) {
        left.push(item);
      } else {
        left[at] = merge(left[at], item, '');
      }
    }
    return left;
  }
  return applied;
}

const defaults: Record<string, Json> = { protocol: 'TCP' };

function isMap(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
