import type * as vscode from 'vscode';
import { readYamlSettings } from '../settings.ts';
import { isBlank, mayBeOurs } from './documents.ts';
import type { Language, LanguageCode } from './language.ts';
import type { VersionChoice } from './versionChoice.ts';

export type CollectorFile = ReturnType<LanguageCode['readCollectorFile']>;

/** What was read of a document. */
export interface ReadDocument {
  /** The text that the spans of `file` are offsets of. */
  text: string;
  file: CollectorFile;
}

/** Reads documents for all that looks at one of them; each version of a document is read once. */
export interface Reader {
  /** `undefined` for documents that are nothing to us. */
  read(document: vscode.TextDocument): ReadDocument | undefined;
}

interface Kept {
  documentVersion: number;
  /** All else that decides how the document is read. */
  settings: string;
  read: ReadDocument | undefined;
}

export function createReader({ code, schemas }: Language, versions: VersionChoice): Reader {
  const known = new WeakMap<vscode.TextDocument, Kept>();
  return {
    read: (document) => {
      const { isEnabled, adotVersion: assumed } = readYamlSettings(document.uri);
      const chosen = versions.of(document.uri);
      const settings = JSON.stringify([isEnabled, assumed, chosen]);
      const before = known.get(document);
      if (before?.documentVersion === document.version && before.settings === settings) {
        return before.read;
      }
      const text = document.getText();
      const options = {
        schemas,
        ...(chosen !== undefined && { adotVersion: chosen }),
        ...(assumed !== undefined && { assumedVersion: assumed }),
      };
      const isOurs = isEnabled && document.languageId === 'yaml' && (mayBeOurs(text) || isBlank(text));
      const read = isOurs ? { text, file: code.readCollectorFile(text, options) } : undefined;
      known.set(document, { documentVersion: document.version, settings, read });
      return read;
    },
  };
}
