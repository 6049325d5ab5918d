import { readFileSync } from 'node:fs';
import { checkManifestDocument } from '../../../../src/manifest/checkManifestDocument.ts';
import type { ManifestContext } from '../../../../src/manifest/kinds/context.ts';
import { readManifestSchemas } from '../../../../src/manifest/kinds/manifestSchemas.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import type { Problem } from '../../../../src/problem.ts';

/** The schemas as they lie in the repository. */
export const manifestSchemas = readManifestSchemas((name) => {
  return JSON.parse(readFileSync(new URL(`../../../../schemas/${name}`, import.meta.url), 'utf8')) as unknown;
});

/** The problems of all documents of a file. */
export function problemsOf(text: string, context: Partial<ManifestContext> = {}): Problem[] {
  return readYamlFile(text).flatMap((document) =>
    checkManifestDocument(document, { text, schemas: manifestSchemas, today: '2026-11-25', ...context }),
  );
}

/** A problem as one line: code and the text at its span. */
export function found(text: string, context: Partial<ManifestContext> = {}): string[] {
  return problemsOf(text, context).map(
    ({ code, severity, span }) =>
      `${severity === 'error' ? '' : `${severity} `}${code} at ${text.slice(span.start, span.end)}`,
  );
}
