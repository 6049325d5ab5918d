import * as vscode from 'vscode';
import { queriesSelector } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';

export function registerSignatureHelp({ code, queries }: PromqlRoomParts): vscode.Disposable {
  return vscode.languages.registerSignatureHelpProvider(
    queriesSelector,
    {
      provideSignatureHelp: (document, position) => {
        const found = queries.at(document, position);
        const help = found && code.signatureAt(found.query.text, found.offset);
        if (help === undefined) {
          return undefined;
        }
        const { label, parameters, documentation } = help.signature;
        const signature = new vscode.SignatureInformation(label, new vscode.MarkdownString(documentation));
        signature.parameters = parameters.map(
          ([start, end]) => new vscode.ParameterInformation([start, end]),
        );
        const shown = new vscode.SignatureHelp();
        shown.signatures = [signature];
        shown.activeSignature = 0;
        shown.activeParameter = help.active;
        return shown;
      },
    },
    { triggerCharacters: ['(', ','], retriggerCharacters: [')'] },
  );
}
