import * as vscode from 'vscode';
import type { CollectorSchemas } from '../../otel/collectorSchemas.ts';
import type { Bundles } from '../load.ts';

/** The thinking code of this room, loaded, and the schemas it thinks with. */
export interface Language {
  code: LanguageCode;
  schemas: CollectorSchemas;
}

export type LanguageCode = Awaited<ReturnType<Bundles['collectorYaml']>>;

interface LanguageOptions {
  bundles: Bundles;
  extensionUri: vscode.Uri;
}

/** Reads the bundle and the bytes of the schemas side by side; a schema is parsed when it is first used. */
export async function loadLanguage({ bundles, extensionUri }: LanguageOptions): Promise<Language> {
  const folder = vscode.Uri.joinPath(extensionUri, 'schemas');
  const [code, files] = await Promise.all([bundles.collectorYaml(), readBelow(folder)]);
  const read = (name: string): unknown => {
    const bytes = files.get(name);
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  };
  return { code, schemas: code.readCollectorSchemas(read) };
}

/** Every JSON file below the folder by its path from there. */
async function readBelow(folder: vscode.Uri, prefix = ''): Promise<Map<string, Uint8Array>> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const parts = await Promise.all(
    entries.map(async ([name, type]): Promise<[string, Uint8Array][]> => {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory) {
        return [...(await readBelow(uri, `${prefix}${name}/`))];
      }
      return name.endsWith('.json') ? [[prefix + name, await vscode.workspace.fs.readFile(uri)]] : [];
    }),
  );
  return new Map(parts.flat());
}
