import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Span } from '../../problem.ts';
import type { Checks } from './checks.ts';
import { rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import { positionsIn } from './positions.ts';
import type { CollectorFile, Reader } from './reader.ts';

const highlightKinds = {
  definition: vscode.DocumentHighlightKind.Write,
  use: vscode.DocumentHighlightKind.Read,
};

interface NavigationOptions {
  language: Language;
  reader: Reader;
  checks: Checks;
}

/** Definitions, references, highlights and renaming: of components and pipelines, and of objects by the names that mean them. */
export function registerNavigation({ language, reader, checks }: NavigationOptions): vscode.Disposable {
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
  /** Where a stretch of a document, or of a file around it, is; `undefined` when that file went away meanwhile. */
  const placeOf = (
    document: vscode.TextDocument,
    file: string | undefined,
  ): { uri: vscode.Uri; range: (span: Span) => vscode.Range } | undefined => {
    if (file === undefined) {
      return { uri: document.uri, range: (span) => rangeOf(document, span) };
    }
    const { project } = checks.of(document);
    const text = project.textOf(file);
    if (text === undefined) {
      return undefined;
    }
    const positions = positionsIn(text);
    return { uri: project.uriOf(file), range: (span) => positions.range(span) };
  };
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDefinitionProvider(yamlSelector, {
      provideDefinition: (document, position) =>
        at(document, position, (file, offset) =>
          code.definitionsAt(file, offset, checks.around(document, 'now')),
        )?.flatMap((found) => {
          const place = placeOf(document, found.file);
          return place
            ? [
                {
                  originSelectionRange: rangeOf(document, found.origin),
                  targetUri: place.uri,
                  targetRange: place.range(found.target),
                  targetSelectionRange: place.range(found.selection),
                },
              ]
            : [];
        }),
    }),
    languages.registerReferenceProvider(yamlSelector, {
      provideReferences: (document, position, { includeDeclaration }) =>
        at(document, position, (file, offset) =>
          code.referencesAt(file, offset, {
            includeDefinition: includeDeclaration,
            around: checks.around(document, 'now'),
          }),
        )?.flatMap((found) => {
          const place = placeOf(document, found.file);
          return place ? [new vscode.Location(place.uri, place.range(found.span))] : [];
        }),
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
