import type * as vscode from 'vscode';
import type { Deps } from '../deps.ts';
import { createRelabelLens } from '../relabelLens/relabelLens.ts';
import type { RelabelLens } from '../relabelLens/relabelLens.ts';
import { createChecks } from './checks.ts';
import { registerCodeActions } from './codeActions.ts';
import { createCommands } from './commands.ts';
import type { YamlCommands } from './commands.ts';
import { registerCompletion } from './completion.ts';
import { createDiagnostics } from './diagnostics.ts';
import { registerFormatting } from './formatting.ts';
import { registerHover } from './hover.ts';
import { createVersionInlays, registerInlays } from './inlays.ts';
import { loadLanguage } from './language.ts';
import { registerLenses } from './lenses.ts';
import { createLiveSource } from './liveValues.ts';
import { registerNavigation } from './navigation.ts';
import { createReader } from './reader.ts';
import { registerRulePages } from './rulePages.ts';
import { createSeriesWriters } from './seriesWriters.ts';
import type { SeriesWriters } from './seriesWriters.ts';
import { createVersionStatus } from './status.ts';
import type { VersionStatus } from './status.ts';
import { registerStructure } from './structure.ts';
import { createTextSource } from './texts.ts';
import { registerTokens } from './tokens.ts';
import { createVersionChoice } from './versionChoice.ts';

export type RoomDeps = Deps & {
  extensionUri: vscode.Uri;
  /** Remembers releases chosen for single files. */
  workspaceState: vscode.Memento;
};

/** Everything that happens in YAML files, and what its commands do. */
export interface Room extends vscode.Disposable {
  commands: YamlCommands;
  relabel: RelabelLens;
  status: VersionStatus;
  writers: SeriesWriters;
}

export async function createRoom(deps: RoomDeps): Promise<Room> {
  const { log, extensionUri, workspaceState } = deps;
  const language = await loadLanguage(deps);
  const versions = createVersionChoice(workspaceState);
  const checks = createChecks({ language, versions, log });
  const reader = createReader({ language, versions, checks });
  const diagnostics = createDiagnostics(checks);
  const writers = createSeriesWriters(checks);
  const status = createVersionStatus({ checks, reader, versions });
  const texts = createTextSource({ code: language.code, extensionUri, log });
  const live = createLiveSource(deps);
  const relabel = createRelabelLens({ ...deps, language, reader });
  const commands = createCommands({ ...deps, language, reader, checks, diagnostics, versions });
  const parts: vscode.Disposable[] = [
    versions,
    checks,
    diagnostics,
    writers,
    status,
    commands,
    relabel,
    registerCodeActions({ language, checks, diagnostics, reader }),
    registerCompletion({ language, reader, texts, live, checks }),
    registerHover({ language, reader, texts }),
    registerNavigation({ language, reader, checks }),
    registerStructure({ language, reader }),
    registerTokens({ language, reader }),
    registerFormatting({ language, reader }),
    registerRulePages(extensionUri),
    registerLenses({ language, reader, versions, checks }),
    registerInlays({ reader, sources: [createVersionInlays(versions), relabel.inlays] }),
  ];
  return {
    ...{ commands, relabel, status, writers },
    dispose: () => parts.reverse().forEach((part) => void part.dispose()),
  };
}
