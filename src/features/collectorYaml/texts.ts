import * as vscode from 'vscode';
import type { Texts } from '../../assist/describe/texts.ts';
import type { Log } from '../../log.ts';
import type { LanguageCode } from './language.ts';
import { readPacked } from './packed.ts';

/** The sentences about components and fields, in the language of the editor. */
export interface TextSource {
  /** Read when a person first hovers or completes; `undefined` where they cannot be read. */
  read(): Promise<Texts | undefined>;
}

interface TextOptions {
  code: LanguageCode;
  extensionUri: vscode.Uri;
  log: Log;
}

export function createTextSource({ code, extensionUri, log }: TextOptions): TextSource {
  let reading: Promise<Texts | undefined> | undefined;
  const load = async (): Promise<Texts | undefined> => {
    const name = /^ja\b/.test(vscode.env.language) ? 'ja' : 'en';
    const file = vscode.Uri.joinPath(extensionUri, 'dist', `texts.${name}.br`);
    try {
      return code.createTexts(JSON.parse(await readPacked(file)) as Record<string, string>);
    } catch (error) {
      log.warn(`The descriptions of fields could not be read: ${String(error)}`);
      return undefined;
    }
  };
  return { read: () => (reading ??= load()) };
}
