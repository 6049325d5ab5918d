import * as vscode from 'vscode';
import { rangeOf } from '../collectorYaml/documents.ts';
import { queriesSelector } from './documents.ts';
import type { PromqlRoomParts } from './parts.ts';
import { signalOf } from './signals.ts';

/** A hover may wait for numbers, but not for long. */
const patienceMs = 2_000;

export function registerPromqlHover({ code, queries, sources }: PromqlRoomParts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(queriesSelector, {
    provideHover: async (document, position, token) => {
      const found = queries.at(document, position);
      if (found === undefined) {
        return undefined;
      }
      const { query, offset } = found;
      const { source, variables } = sources.of(document);
      const { signal, dispose } = signalOf(token, patienceMs);
      const options = {
        signal,
        language: vscode.env.language,
        variables: new Map(variables().map(({ text, detail = '' }) => [text, detail])),
      };
      const described = await code.describeQuery(query.text, offset, source, options).finally(dispose);
      return (
        described &&
        new vscode.Hover(
          new vscode.MarkdownString(described.markdown),
          rangeOf(document, code.spanInFile(query.place, described.span)),
        )
      );
    },
  });
}
