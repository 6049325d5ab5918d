import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ScrapeLens } from '../../otel/relabel/scrapeLenses.ts';
import { yamlSelector } from '../collectorYaml/documents.ts';
import type { Language } from '../collectorYaml/language.ts';
import { readYamlSettings } from '../settings.ts';
import type { LensJobs } from './jobs.ts';
import { choiceText } from './targetStore.ts';
import type { TargetStore } from './targetStore.ts';

interface LensOptions {
  language: Language;
  jobs: LensJobs;
  store: TargetStore;
  onDidChange: vscode.Event<void>;
}

/** Above the rules of each job: where its targets come from, and how to choose them. */
export function registerTargetLenses(options: LensOptions): vscode.Disposable {
  const { jobs, language, onDidChange } = options;
  return vscode.languages.registerCodeLensProvider(yamlSelector, {
    onDidChangeCodeLenses: onDidChange,
    provideCodeLenses: (document) => {
      const { codeLens, relabelLens } = readYamlSettings(document.uri);
      const all = codeLens && relabelLens ? jobs.of(document) : [];
      return all.flatMap((job) => {
        const first = job.job.targetRules.rules[0];
        if (!first) {
          return [];
        }
        const { start } = language.code.spanInFile(job.place, first.span);
        const { line } = document.positionAt(start);
        return commandsFor(job, document, options).map(
          (command) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command),
        );
      });
    },
  });
}

function commandsFor(
  { discoveries, findsMore, lens }: ScrapeLens,
  { uri }: vscode.TextDocument,
  { store }: LensOptions,
): vscode.Command[] {
  const choice = store.choiceOf(uri);
  if (!choice) {
    return discoveries.length > 0 || findsMore
      ? [
          {
            command: 'adot.relabel.chooseTargets',
            title: l10n.t('Choose targets to see what these rules do'),
            arguments: [uri],
          },
        ]
      : [];
  }
  const count = lens
    ? l10n.t('{0} targets from {1}', lens.targets.length, choiceText(choice))
    : l10n.t('Targets not known yet from {0}', choiceText(choice));
  const isPart = findsMore && choice.kind === 'cluster';
  return [
    {
      command: 'adot.relabel.chooseTargets',
      title: isPart
        ? l10n.t('{0} (without other kinds of discovery, and what only the collector knows)', count)
        : count,
      arguments: [uri],
    },
    ...(choice.kind === 'cluster'
      ? [{ command: 'adot.relabel.refreshTargets', title: l10n.t('Refresh'), arguments: [uri] }]
      : []),
  ];
}
