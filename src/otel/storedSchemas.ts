import type { Schema } from '../manifest/schema/schema.ts';

/** A component as it is stored, under `KIND/TYPE`. */
export interface StoredComponent {
  alias?: string;
  stability: Readonly<Record<string, string>>;
  /** A `$ref` to its settings, and what they are by default beside it. */
  schema: Schema;
}

/** A file of schemas/collector for the newest release. */
export interface StoredRelease {
  components: Readonly<Record<string, StoredComponent>>;
  definitions: Readonly<Record<string, Schema>>;
  service: Schema;
}

/** A file for an older release: what makes it of the next newer one, `null` for what that one has more. */
export interface StoredDifference {
  components?: unknown;
  definitions?: unknown;
  service?: unknown;
}

/**
 * A value with a JSON merge patch applied; the value itself stays as it is, and what does not change is shared.
 * https://www.rfc-editor.org/rfc/rfc7396
 */
export function patched<T>(value: T, patch: unknown): T {
  if (patch === undefined) {
    return value;
  }
  if (!isObject(patch) || !isObject(value)) {
    return patch as T;
  }
  const result: Record<string, unknown> = { ...value };
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) {
      delete result[key];
    } else {
      result[key] = key in result ? patched(result[key], change) : change;
    }
  }
  return result as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
