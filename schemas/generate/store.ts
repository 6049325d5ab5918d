/** How schemas are stored: the newest release whole, each older one as its difference to the next. */
import type { StoredDifference, StoredRelease } from '../../src/otel/storedSchemas.ts';

/**
 * What makes `older` of `newer`, as a JSON merge patch: only what differs, `null` for what is gone. `undefined` when nothing
 * differs. https://www.rfc-editor.org/rfc/rfc7396
 */
export function differenceOf(newer: unknown, older: unknown): unknown {
  if (!isObject(newer) || !isObject(older)) {
    return JSON.stringify(newer) === JSON.stringify(older) ? undefined : older;
  }
  const difference: Record<string, unknown> = {};
  for (const key of Object.keys(newer)) {
    if (!(key in older)) {
      difference[key] = null;
    }
  }
  for (const [key, value] of Object.entries(older)) {
    const change = key in newer ? differenceOf(newer[key], value) : value;
    if (change !== undefined) {
      difference[key] = change;
    }
  }
  return Object.keys(difference).length === 0 ? undefined : sorted(difference);
}

/** A text with a line for each component and definition, so that a change shows as the lines it is about. */
export function storedText(stored: StoredRelease | StoredDifference): string {
  const sections = Object.entries(stored).map(([name, section]) => {
    if (name === 'service' || !isObject(section)) {
      return `${JSON.stringify(name)}: ${JSON.stringify(section)}`;
    }
    const lines = Object.keys(section)
      .sort()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(section[key])}`);
    return `${JSON.stringify(name)}: {\n${lines.join(',\n')}\n}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

/** The same value with the keys of all its objects in alphabetical order. */
export function sorted<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => sorted(item)) as T;
  }
  if (!isObject(value)) {
    return value;
  }
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])])) as T;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
