import * as vscode from 'vscode';
import type { SeriesWriter } from '../../promql/lint/knowledge.ts';
import { readYamlSettings } from '../settings.ts';
import type { Checks } from './checks.ts';
import type { ProjectCheck } from './projectCheck.ts';

/** What the collector configs of a folder tell of the series that queries beside them ask for. */
export interface SeriesWriters extends vscode.Disposable {
  /** As far as known now; the files of its folder begin to be read if they were not yet. */
  of(uri: vscode.Uri): SeriesWriter | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export function createSeriesWriters(checks: Checks): SeriesWriters {
  const changed = new vscode.EventEmitter<void>();
  const known = new WeakMap<ProjectCheck, SeriesWriter | undefined>();
  const listener = checks.onDidCheck((check) => {
    const writer = check.project.writer();
    if (known.get(check) !== writer) {
      known.set(check, writer);
      changed.fire();
    }
  });
  return {
    of: (uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      const check = folder && readYamlSettings(uri).isEnabled ? checks.in(folder) : undefined;
      return check && known.get(check);
    },
    onDidChange: changed.event,
    dispose: () => {
      listener.dispose();
      changed.dispose();
    },
  };
}
