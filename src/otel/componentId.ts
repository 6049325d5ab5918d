/** The two parts of a component's or pipeline's id, `type/name`. */
export interface ComponentId {
  type: string;
  name: string | undefined;
}

/** Splits an id at its first slash, blanks around the parts left out as the collector does. Never fails, whatever the text. */
export function parseComponentId(text: string): ComponentId {
  const slash = text.indexOf('/');
  return slash < 0
    ? { type: text.trim(), name: undefined }
    : { type: text.slice(0, slash).trim(), name: text.slice(slash + 1).trim() };
}

/** The id as the collector compares it. */
export function componentIdText({ type, name }: ComponentId): string {
  return name === undefined ? type : `${type}/${name}`;
}

/** What the collector refuses about an id; `undefined` for good ones. */
export type IdFlaw = 'empty' | 'empty-type' | 'empty-name' | 'type' | 'name' | 'long-name';

const typePattern = /^[a-zA-Z][0-9a-zA-Z_]{0,62}$/;
const namePattern = /^[^\p{Z}\p{C}\p{S}]+$/u;
const longestName = 1024;

/**
 * Checks an id as the collector reads it.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/component/identifiable.go
 */
export function flawOfComponentId(text: string): IdFlaw | undefined {
  const { type, name } = parseComponentId(text);
  return type === ''
    ? name === undefined
      ? 'empty'
      : 'empty-type'
    : (flawOfName(name) ?? (typePattern.test(type) ? undefined : 'type'));
}

/** Checks the part behind the slash, which pipelines have too. */
export function flawOfName(name: string | undefined): IdFlaw | undefined {
  if (name === undefined) {
    return undefined;
  }
  if (name === '') {
    return 'empty-name';
  }
  // The limit is one of bytes; no name of fewer characters than a quarter of it can pass it.
  if (name.length > longestName / 4 && new TextEncoder().encode(name).length > longestName) {
    return 'long-name';
  }
  return namePattern.test(name) ? undefined : 'name';
}
