import * as vscode from 'vscode';
import { notebookOf, promqlSelector } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';

/** From a variable in a cell to the cell that has its name. */
export function registerVariableDefinitions({ code }: Pick<PromqlRoomParts, 'code'>): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(promqlSelector, {
    provideDefinition: (document, position) => {
      const range = document.getWordRangeAtPosition(position, /\$\{\w+(?::\w+)?\}/);
      const name = range && /\w+/.exec(document.getText(range))?.[0];
      const cells = name === undefined ? [] : (notebookOf(document)?.getCells() ?? []);
      return cells.flatMap((cell) => {
        const directives = code.readDirectives(cell.document.getText());
        const line =
          directives.name === name ? directives.lines.find((one) => one.name === 'name') : undefined;
        return line === undefined
          ? []
          : new vscode.Location(cell.document.uri, cell.document.positionAt(line.valueSpan.start));
      });
    },
  });
}
