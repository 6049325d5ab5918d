import * as vscode from 'vscode';
import { createPainter, standardInQueries } from '../painting.ts';
import type { PromqlRoomParts } from './parts.ts';

/** Colours for queries in dashboards, which for the grammar of JSON are one long string. */
export function registerDashboardTokens({
  code,
  queries,
}: Pick<PromqlRoomParts, 'code' | 'queries'>): vscode.Disposable {
  const painter = createPainter([...new Set(Object.values(standardInQueries))]);
  return vscode.languages.registerDocumentSemanticTokensProvider(
    ['json', 'jsonc'],
    {
      provideDocumentSemanticTokens: (document) => {
        const found = queries.of(document).queries;
        if (found.length === 0) {
          return undefined;
        }
        const text = document.getText();
        const tokens = code.tokensOfQueries(found, text);
        return painter.paint(
          text,
          tokens.map(({ type, ...span }) => ({ ...span, type: standardInQueries[type] })),
        );
      },
    },
    painter.legend,
  );
}
