import * as vscode from 'vscode';
import type { Span } from '../../problem.ts';
import type { QueryOutline } from '../../promql/outline.ts';
import { rangeOf } from '../collectorYaml/documents.ts';
import { promqlSelector, queriesSelector } from './documents.ts';
import type { FoundQuery } from './queries.ts';
import type { PromqlRoomParts } from './parts.ts';

/** Outline, folding, and selections that grow. */
export function registerPromqlStructure({ code, queries }: PromqlRoomParts): vscode.Disposable {
  const { languages } = vscode;
  const inFile = (span: Span, found: FoundQuery | undefined): Span =>
    found ? code.spanInFile(found.query.place, span) : span;
  return vscode.Disposable.from(
    languages.registerDocumentSymbolProvider(
      promqlSelector,
      {
        provideDocumentSymbols: (document) =>
          code.outlineOfQueries(code.queriesIn(document.getText())).map((entry) => symbolOf(entry, document)),
      },
      { label: 'ADOT' },
    ),
    languages.registerFoldingRangeProvider(promqlSelector, {
      provideFoldingRanges: (document) =>
        code.foldingsOfQueries(code.queriesIn(document.getText())).map((span) => {
          const { start, end } = rangeOf(document, span);
          return new vscode.FoldingRange(start.line, end.line);
        }),
    }),
    languages.registerSelectionRangeProvider(queriesSelector, {
      provideSelectionRanges: (document, positions) =>
        positions.flatMap((position) => {
          const found = queries.at(document, position);
          const spans = found ? code.selectionsAt(found.query.text, found.offset) : [];
          return nested(spans.map((span) => rangeOf(document, inFile(span, found)))) ?? [];
        }),
    }),
  );
}

/** From the innermost on, each within the next. */
function nested(ranges: readonly vscode.Range[]): vscode.SelectionRange | undefined {
  return ranges.reduceRight<vscode.SelectionRange | undefined>(
    (parent, range) => new vscode.SelectionRange(range, parent),
    undefined,
  );
}

function symbolOf(entry: QueryOutline, document: vscode.TextDocument): vscode.DocumentSymbol {
  const kind = entry.kind === 'query' ? vscode.SymbolKind.Function : vscode.SymbolKind.Variable;
  const symbol = new vscode.DocumentSymbol(
    ...[entry.name, entry.detail, kind],
    ...[rangeOf(document, entry.span), rangeOf(document, entry.selection)],
  );
  symbol.children = entry.children.map((child) => symbolOf(child, document));
  return symbol;
}
