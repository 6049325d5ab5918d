import type * as vscode from 'vscode';
import type { CollectorConfig } from '../../manifest/collectorConfigs.ts';
import type { FileMemory } from '../../otel/collectorFile.ts';
import { readYamlSettings } from '../settings.ts';
import type { Checks } from './checks.ts';
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
  /** What was found out from other files, of the configs that needed it. */
  asked: readonly { config: CollectorConfig; answer: string }[];
  read: ReadDocument | undefined;
  memory: FileMemory;
}

/** Goes on from what was read of the version before. */
function nextMemory(before: FileMemory | undefined): FileMemory {
  return {
    yaml: { before: before?.yaml.now ?? new Map(), now: new Map() },
    configs: { before: before?.configs.now ?? new Map(), now: new Map() },
  };
}

interface ReaderOptions {
  language: Language;
  versions: VersionChoice;
  checks: Pick<Checks, 'runnerOf'>;
}

export function createReader({ language, versions, checks }: ReaderOptions): Reader {
  const { code, schemas } = language;
  const known = new WeakMap<vscode.TextDocument, Kept>();
  return {
    read: (document) => {
      const { isEnabled, adotVersion: assumed } = readYamlSettings(document.uri);
      const chosen = versions.of(document.uri);
      const settings = JSON.stringify([isEnabled, assumed, chosen]);
      const before = known.get(document);
      const answerTo = (config: CollectorConfig): string =>
        code.keyOfContainer(checks.runnerOf(document, config));
      if (
        before?.documentVersion === document.version &&
        before.settings === settings &&
        before.asked.every(({ config, answer }) => answerTo(config) === answer)
      ) {
        return before.read;
      }
      const text = document.getText();
      const asked: { config: CollectorConfig; answer: string }[] = [];
      const memory = nextMemory(before?.memory);
      const options = {
        schemas,
        memory,
        elsewhere: (config: CollectorConfig) => {
          const found = checks.runnerOf(document, config);
          asked.push({ config, answer: code.keyOfContainer(found) });
          return found;
        },
        ...(chosen !== undefined && { adotVersion: chosen }),
        ...(assumed !== undefined && { assumedVersion: assumed }),
      };
      const isOurs = isEnabled && document.languageId === 'yaml' && (mayBeOurs(text) || isBlank(text));
      const read = isOurs ? { text, file: code.readCollectorFile(text, options) } : undefined;
      known.set(document, { documentVersion: document.version, settings, asked, read, memory });
      return read;
    },
  };
}
