import * as vscode from 'vscode';
import type { Ask } from '../ask.ts';
import { checkFolder, folderFor, validate } from './checkCommands.ts';
import type { Checks } from './checks.ts';
import type { Diagnostics } from './diagnostics.ts';
import { documentFor } from './documents.ts';
import { formatConfig } from './formatting.ts';
import type { Language } from './language.ts';
import type { Reader } from './reader.ts';
import { createUpgrades } from './upgrade.ts';
import { chooseVersion } from './versionCommand.ts';
import type { VersionChoice } from './versionChoice.ts';

/** The commands about YAML files. `target` is the file they were called on, else it is the active editor's. */
export interface YamlCommands extends vscode.Disposable {
  validate(target: vscode.Uri | undefined): Promise<void>;
  checkFolder(target: vscode.Uri | undefined): Promise<void>;
  chooseVersion(target: vscode.Uri | undefined): Promise<void>;
  upgrade(target: vscode.Uri | undefined, version: string | undefined): Promise<void>;
  format(target: vscode.Uri | undefined): Promise<void>;
}

interface CommandDeps {
  ask: Ask;
  language: Language;
  reader: Reader;
  checks: Checks;
  diagnostics: Diagnostics;
  versions: VersionChoice;
}

export function createCommands(deps: CommandDeps): YamlCommands {
  const { ask, language, versions } = deps;
  const upgrades = createUpgrades(deps);
  const releases = language.code.adotVersions.filter(({ version }) =>
    language.schemas.versions.includes(version),
  );
  return {
    validate: async (target) => validate(deps, await documentFor(target)),
    checkFolder: async (target) => {
      const folder = await folderFor(ask, target ?? vscode.window.activeTextEditor?.document.uri);
      if (folder) {
        await checkFolder(deps, folder);
      }
    },
    chooseVersion: async (target) => chooseVersion({ ask, versions, releases }, await documentFor(target)),
    upgrade: async (target, version) => upgrades.upgrade(await documentFor(target), releases, version),
    format: async (target) => formatConfig(deps, await documentFor(target)),
    dispose: () => void upgrades.dispose(),
  };
}
