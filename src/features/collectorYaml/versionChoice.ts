import * as vscode from 'vscode';

/** Releases that a person chose for single files, whatever their image tags say. Kept with the workspace. */
export interface VersionChoice extends vscode.Disposable {
  of(file: vscode.Uri): string | undefined;
  /** `undefined` goes back to what the file itself says. */
  choose(file: vscode.Uri, version: string | undefined): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

const key = 'adot.yamlVersionByFile';

export function createVersionChoice(memento: vscode.Memento): VersionChoice {
  const changed = new vscode.EventEmitter<void>();
  const read = (): Record<string, string> => memento.get<Record<string, string>>(key, {});
  return {
    of: (file) => read()[file.toString()],
    choose: async (file, version) => {
      const others = Object.entries(read()).filter(([uri]) => uri !== file.toString());
      const mine = version === undefined ? [] : [[file.toString(), version]];
      await memento.update(key, Object.fromEntries([...others, ...mine]));
      changed.fire();
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
