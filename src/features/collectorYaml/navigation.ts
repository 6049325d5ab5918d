import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { CollectorFile, Reader } from './reader.ts';

const highlightKinds = {
  definition: vscode.DocumentHighlightKind.Write,
  use: vscode.DocumentHighlightKind.Read,
};

interface NavigationOptions {
  language: Language;
  reader: Reader;
}

/** Definitions, references, highlights and renaming of components and pipelines. */
export function registerNavigation({ language, reader }: NavigationOptions): vscode.Disposable {
  const { code } = language;
  /** What `find` makes of the place; nothing in documents that are nothing to us. */
  const at = <T>(
    document: vscode.TextDocument,
    position: vscode.Position,
    find: (file: CollectorFile, offset: number) => T,
  ): T | undefined => {
    const read = reader.read(document);
    return read && find(read.file, document.offsetAt(position));
  };
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDefinitionProvider(yamlSelector, {
      provideDefinition: (document, position) => {
        const found = at(document, position, code.definitionAt);
        return (
          found && [
            {
              originSelectionRange: rangeOf(document, found.origin),
              targetUri: document.uri,
              targetRange: rangeOf(document, found.target),
              targetSelectionRange: rangeOf(document, found.selection),
            },
          ]
        );
      },
    }),
    languages.registerReferenceProvider(yamlSelector, {
      provideReferences: (document, position, { includeDeclaration }) =>
        at(document, position, (file, offset) =>
          code.referencesAt(file, offset, { includeDefinition: includeDeclaration }),
        )?.map((span) => new vscode.Location(document.uri, rangeOf(document, span))),
    }),
    languages.registerDocumentHighlightProvider(yamlSelector, {
      provideDocumentHighlights: (document, position) =>
        at(document, position, code.highlightsAt)?.map(
          ({ span, kind }) => new vscode.DocumentHighlight(rangeOf(document, span), highlightKinds[kind]),
        ),
    }),
    languages.registerRenameProvider(yamlSelector, {
      prepareRename: (document, position) => {
        const found = at(document, position, code.prepareRenameAt);
        if (!found) {
          // VS Code would take the word under the cursor where nothing is said.
          throw new Error(l10n.t('Nothing here has a name of its own.'));
        }
        if ('refusal' in found) {
          throw new Error(found.refusal);
        }
        return { range: rangeOf(document, found.span), placeholder: found.placeholder };
      },
      provideRenameEdits: (document, position, newName) => {
        const renamed = at(document, position, (file, offset) => code.renameAt(file, offset, newName));
        if (!renamed) {
          return undefined;
        }
        if ('refusal' in renamed) {
          throw new Error(renamed.refusal);
        }
        const edit = new vscode.WorkspaceEdit();
        edit.set(
          document.uri,
          renamed.edits.map((one) => new vscode.TextEdit(rangeOf(document, one), one.text)),
        );
        return edit;
      },
    }),
  );
}
