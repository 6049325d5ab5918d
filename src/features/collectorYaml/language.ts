import * as vscode from 'vscode';
import type { ManifestSchemas } from '../../manifest/kinds/manifestSchemas.ts';
import type { CollectorSchemas } from '../../otel/collectorSchemas.ts';
import type { Bundles } from '../load.ts';
import { readPacked } from './packed.ts';

/** The thinking code of this room, loaded, and the schemas it thinks with. */
export interface Language {
  code: LanguageCode;
  /** Of collector configs. */
  schemas: CollectorSchemas;
  /** Of the documents around them. */
  manifestSchemas: ManifestSchemas;
}

export type LanguageCode = Awaited<ReturnType<Bundles['collectorYaml']>>;

interface LanguageOptions {
  bundles: Bundles;
  extensionUri: vscode.Uri;
}

/** Reads the bundle and the schemas side by side; a schema is parsed when it is first used. */
export async function loadLanguage({ bundles, extensionUri }: LanguageOptions): Promise<Language> {
  const [code, packed] = await Promise.all([
    bundles.collectorYaml(),
    readPacked(vscode.Uri.joinPath(extensionUri, 'dist', 'schemas.br')),
  ]);
  const texts = JSON.parse(packed) as Readonly<Record<string, string>>;
  const read = (name: string): unknown => {
    const text = texts[name];
    if (text === undefined) {
      throw new Error(`the extension has no schemas/${name}`);
    }
    return JSON.parse(text);
  };
  return {
    code,
    schemas: code.readCollectorSchemas(read),
    manifestSchemas: code.readManifestSchemas(read),
  };
}
