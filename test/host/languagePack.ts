import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The list of language packs that makes a VS Code server speak a language to the extension: `vscode.env.language`,
 * the extension's package.nls.LANGUAGE.json and its `vscode.l10n.bundle`. The pack is an empty one, so VS Code's own
 * words stay English: those translations come from a marketplace only.
 *
 * The server reads `data/languagepacks.json` in its data folder, as VS Code does in its user data folder, and picks
 * the language from `--locale`.
 */
export function languagePack(locale: string, dataDir: string): Record<string, unknown> {
  mkdirSync(join(dataDir, 'data'), { recursive: true });
  const translations = join(dataDir, 'data', `translations.${locale}.json`);
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  return {
    [locale]: {
      hash: `empty-${locale}`,
      label: locale,
      extensions: [{ extensionIdentifier: { id: `adot-workbench.empty-${locale}` }, version: '1.0.0' }],
      translations: { vscode: translations },
    },
  };
}
