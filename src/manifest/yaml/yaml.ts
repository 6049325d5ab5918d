import { toData } from './plainData.ts';
import { readYamlFile } from './yamlFile.ts';

/** The first document as plain data; `undefined` when there is none or nothing of it can be read. Never throws. */
export function readYaml(text: string): unknown {
  return toData(readYamlFile(text)[0]?.root);
}

/** The value as a mapping; `undefined` for everything else. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The member of a mapping under a path of keys; `undefined` when a step is missing. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    at = asRecord(at)?.[key];
  }
  return at;
}
