import type * as vscode from 'vscode';
import type { DocumentQueries, DocumentQuery } from '../../lint/queries/queriesOf.ts';
import { queryLanguageOf } from './documents.ts';
import type { PromqlCode } from './code.ts';

/** The queries of documents, read once for each version. */
export interface Queries {
  of(document: vscode.TextDocument): DocumentQueries;
  /** The query that a position is in, and the offset in it. */
  at(document: vscode.TextDocument, position: vscode.Position): FoundQuery | undefined;
}

export interface FoundQuery {
  query: DocumentQuery;
  offset: number;
}

const none: DocumentQueries = { queries: [], variables: [] };

export function createQueries(code: PromqlCode): Queries {
  const known = new WeakMap<vscode.TextDocument, { version: number; read: DocumentQueries }>();
  const of = (document: vscode.TextDocument): DocumentQueries => {
    const language = queryLanguageOf(document);
    if (language === undefined) {
      return none;
    }
    const before = known.get(document);
    if (before?.version === document.version) {
      return before.read;
    }
    const read = code.queriesOf(document.getText(), language);
    known.set(document, { version: document.version, read });
    return read;
  };
  return {
    of,
    at: (document, position) => {
      const fileOffset = document.offsetAt(position);
      for (const query of of(document).queries) {
        const offset = query.place.toText(fileOffset);
        if (offset !== undefined) {
          return { query, offset };
        }
      }
      return undefined;
    },
  };
}
