import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Collector } from '../../otel/collector.ts';
import { readYamlSettings } from '../settings.ts';
import type { Checks } from './checks.ts';
import { yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { Reader } from './reader.ts';
import type { VersionChoice } from './versionChoice.ts';

interface LensOptions {
  language: Language;
  reader: Reader;
  versions: VersionChoice;
  checks: Checks;
}

/** Lines of commands above each collector config. */
export function registerLenses({ language, reader, versions, checks }: LensOptions): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    versions.onDidChange(() => changed.fire()),
    // The image that decides may stand in a file that has just been read.
    checks.onDidCheck(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('adot.yaml')) {
        changed.fire();
      }
    }),
    vscode.languages.registerCodeLensProvider(yamlSelector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const read = readYamlSettings(document.uri).codeLens ? reader.read(document) : undefined;
        return read?.file.collectors.flatMap((collector, at) => {
          const { line } = document.positionAt(collector.config.span.start);
          const where = new vscode.Range(line, 0, line, 0);
          return commandsFor(collector, { at, document, language, text: read.text }).map(
            (command) => new vscode.CodeLens(where, command),
          );
        });
      },
    }),
  );
}

interface LensPlace {
  /** Which of the file's configs it is. */
  at: number;
  document: vscode.TextDocument;
  language: Language;
  text: string;
}

function commandsFor(
  { release, origin }: Collector,
  { at, document: { uri }, language, text }: LensPlace,
): vscode.Command[] {
  const [newest] = language.schemas.versions;
  // A file has its holes, and is checked, as a whole: that is looked for once.
  const ofFile = (): vscode.Command[] => [
    ...(language.code.findPlaceholders(text).length > 0
      ? [{ command: 'adot.manifest.fillIn', title: l10n.t('Fill in'), arguments: [uri] }]
      : []),
    { command: 'adot.yaml.validate', title: l10n.t('Validate'), arguments: [uri] },
  ];
  const isBehind =
    newest !== undefined &&
    release.version !== newest &&
    (origin?.kind === 'image' || origin?.kind === 'old-image');
  return [
    ...(at === 0 ? ofFile() : []),
    { command: 'adot.pipelineGraph.open', title: l10n.t('Open pipeline graph'), arguments: [uri, at] },
    ...(isBehind
      ? [{ command: 'adot.yaml.upgrade', title: l10n.t('Upgrade to {0}', newest), arguments: [uri, newest] }]
      : []),
  ];
}
