import * as vscode from 'vscode';
import type { OutlineNode } from '../../assist/outline.ts';
import { rangeOf, yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { Reader } from './reader.ts';

interface StructureOptions {
  language: Language;
  reader: Reader;
}

/** Outline, folding and links: what a document is made of. */
export function registerStructure({ language, reader }: StructureOptions): vscode.Disposable {
  const { code } = language;
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDocumentSymbolProvider(
      yamlSelector,
      {
        provideDocumentSymbols: (document) => {
          const read = reader.read(document);
          return read && code.outlineOf(read.file).map((entry) => symbolOf(entry, document));
        },
      },
      { label: 'ADOT' },
    ),
    languages.registerFoldingRangeProvider(yamlSelector, {
      provideFoldingRanges: (document) => {
        const read = reader.read(document);
        return (
          read &&
          code.foldingsOf(read.file).map(({ kind, ...span }) => {
            const { start, end } = rangeOf(document, span);
            const comment = kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined;
            return new vscode.FoldingRange(start.line, end.line, comment);
          })
        );
      },
    }),
    languages.registerDocumentLinkProvider(yamlSelector, {
      provideDocumentLinks: (document) => {
        const read = reader.read(document);
        return (
          read &&
          code.linksOf(read.file).map(({ span, url, tooltip }) => {
            const link = new vscode.DocumentLink(rangeOf(document, span), vscode.Uri.parse(url));
            link.tooltip = tooltip;
            return link;
          })
        );
      },
    }),
  );
}

const symbolKinds: Readonly<Record<OutlineNode['kind'], vscode.SymbolKind>> = {
  object: vscode.SymbolKind.Object,
  config: vscode.SymbolKind.File,
  section: vscode.SymbolKind.Namespace,
  component: vscode.SymbolKind.Module,
  pipeline: vscode.SymbolKind.Event,
  field: vscode.SymbolKind.Property,
};

function symbolOf(entry: OutlineNode, document: vscode.TextDocument): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    entry.name,
    entry.detail ?? '',
    symbolKinds[entry.kind],
    rangeOf(document, entry.span),
    rangeOf(document, entry.selection),
  );
  symbol.children = entry.children.map((child) => symbolOf(child, document));
  return symbol;
}
