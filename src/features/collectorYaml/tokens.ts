import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TokenType } from '../../assist/tokens.ts';
import { createPainter, standardInQueries } from '../painting.ts';
import { yamlSelector } from './documents.ts';
import type { Language } from './language.ts';
import type { Reader } from './reader.ts';

interface TokenOptions {
  language: Language;
  reader: Reader;
}

/**
 * Each kind of token as one of VS Code's own, which themes have colours for. Where a theme has none, package.json says
 * which scope of a YAML grammar stands in (`semanticTokenScopes`), so that embedded text looks as the text around it.
 */
const standard: Readonly<Record<TokenType, string>> = {
  key: 'property',
  section: 'namespace',
  component: 'class',
  pipeline: 'event',
  reference: 'variable',
  string: 'string',
  number: 'number',
  boolean: 'keyword',
  null: 'keyword',
  duration: 'number',
  regex: 'regexp',
  label: 'parameter',
  capture: 'macro',
  environment: 'macro',
  punctuation: 'operator',
  comment: 'comment',
};

const types = [...new Set([...Object.values(standard), ...Object.values(standardInQueries)])];
const painter = createPainter(types);

/** Colours for texts inside scalars, which for a grammar are one long string. */
export function registerTokens({ language, reader }: TokenOptions): vscode.Disposable {
  const tokensOf = (
    document: vscode.TextDocument,
    range?: vscode.Range,
  ): vscode.SemanticTokens | undefined => {
    const read = reader.read(document);
    if (!read) {
      return undefined;
    }
    const from = range ? document.offsetAt(range.start) : 0;
    const to = range ? document.offsetAt(range.end) : read.text.length;
    const { file, text } = read;
    const configs = language.code.semanticTokensOf(file).map(({ start, length, type, modifiers }) => ({
      ...{ start, end: start + length, type: standard[type], isDefinition: modifiers.length > 0 },
    }));
    const queries = language.code
      .tokensOfRules(text, file.documents)
      .map(({ type, ...span }) => ({ ...span, type: standardInQueries[type] }));
    const tokens = [...configs, ...queries].sort((a, b) => a.start - b.start);
    return painter.paint(
      text,
      tokens.filter(({ start, end }) => start < to && end > from),
    );
  };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSemanticTokensProvider(
      yamlSelector,
      {
        provideDocumentSemanticTokens: async (document, token) => {
          // VS Code asks for several things at once: others may run in between.
          await nextTurn();
          return token.isCancellationRequested ? undefined : tokensOf(document);
        },
      },
      painter.legend,
    ),
    vscode.languages.registerDocumentRangeSemanticTokensProvider(
      yamlSelector,
      { provideDocumentRangeSemanticTokens: (document, range) => tokensOf(document, range) },
      painter.legend,
    ),
  );
}
