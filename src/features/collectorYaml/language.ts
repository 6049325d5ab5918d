import * as vscode from 'vscode';
import type { ManifestSchemas } from '../../manifest/kinds/manifestSchemas.ts';
import type { CollectorSchemas } from '../../otel/collectorSchemas.ts';
import type { Bundles } from '../load.ts';

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

/** Reads the bundle and the bytes of the schemas side by side; a schema is parsed when it is first used. */
export async function loadLanguage({ bundles, extensionUri }: LanguageOptions): Promise<Language> {
  const folder = vscode.Uri.joinPath(extensionUri, 'schemas');
  const [code, ...parts] = await Promise.all([
    bundles.collectorYaml(),
    readJsonIn(folder, ''),
    readJsonIn(vscode.Uri.joinPath(folder, 'collector'), 'collector/'),
  ]);
  const files = new Map(parts.flat());
  const read = (name: string): unknown => {
    const bytes = files.get(name);
    if (bytes === undefined) {
      throw new Error(`the extension has no schemas/${name}`);
    }
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  return {
    code,
    schemas: code.readCollectorSchemas(read),
    manifestSchemas: code.readManifestSchemas(read),
  };
}

/** The bytes of the JSON files of a folder, by their names behind the prefix. */
async function readJsonIn(folder: vscode.Uri, prefix: string): Promise<[string, Uint8Array][]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.map(([name]) => name).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(async (name): Promise<[string, Uint8Array]> => [
      prefix + name,
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)),
    ]),
  );
}
