import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { rangeOf } from '../collectorYaml/documents.ts';
import { queriesSelector } from './documents.ts';
import type { FoundQuery } from './queries.ts';
import type { PromqlRoomParts } from './parts.ts';

/** A label within its query: where else it stands, and another name for it. */
export function registerLabelRename({ code, queries }: PromqlRoomParts): vscode.Disposable {
  const rename = (
    { query, offset }: FoundQuery,
    document: vscode.TextDocument,
    name: string,
  ): vscode.WorkspaceEdit => {
    const renamed = code.renameLabel(query.text, offset, name);
    if ('reason' in renamed) {
      throw new Error(renamed.reason);
    }
    const edit = new vscode.WorkspaceEdit();
    for (const one of renamed.edits) {
      const inFile = query.place.toFileEdit(one);
      if (inFile === undefined) {
        throw new Error(l10n.t('The text around the query cannot hold this name.'));
      }
      edit.replace(document.uri, rangeOf(document, inFile), inFile.text);
    }
    return edit;
  };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentHighlightProvider(queriesSelector, {
      provideDocumentHighlights: (document, position) => {
        const found = queries.at(document, position);
        return found
          ? code
              .labelOccurrences(found.query.text, found.offset)
              .map(
                (span) =>
                  new vscode.DocumentHighlight(rangeOf(document, code.spanInFile(found.query.place, span))),
              )
          : undefined;
      },
    }),
    vscode.languages.registerRenameProvider(queriesSelector, {
      prepareRename: (document, position) => {
        const found = queries.at(document, position);
        if (found === undefined) {
          return undefined;
        }
        const label = code.renamableLabel(found.query.text, found.offset);
        if (label === undefined) {
          throw new Error(l10n.t('Only labels can be renamed, within their query.'));
        }
        return {
          range: rangeOf(document, code.spanInFile(found.query.place, label.span)),
          placeholder: label.name,
        };
      },
      provideRenameEdits: (document, position, name) => {
        const found = queries.at(document, position);
        return found && rename(found, document, name);
      },
    }),
  );
}
