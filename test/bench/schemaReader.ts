import { readFileSync } from 'node:fs';

/** Reads files of schemas/ below a folder, as the extension does. */
export function schemaReader(root: URL): (name: string) => unknown {
  return (name) => JSON.parse(readFileSync(new URL(`schemas/${name}`, root), 'utf8')) as unknown;
}
