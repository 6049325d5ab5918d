import * as vscode from 'vscode';
import type { QueryTokenType } from '../promql/tokens.ts';
import { positionsIn } from './collectorYaml/positions.ts';

/** What stands in queries, as types that VS Code's themes have colours for. */
export const standardInQueries: Readonly<Record<QueryTokenType, string>> = {
  function: 'function',
  keyword: 'keyword',
  metric: 'variable',
  label: 'property',
  string: 'string',
  regex: 'regexp',
  number: 'number',
  variable: 'macro',
  operator: 'operator',
  comment: 'comment',
};

/** A stretch of one line, as one of VS Code's types. */
export interface Painted {
  start: number;
  end: number;
  type: string;
  isDefinition?: boolean;
}

/** Makes of stretches what VS Code paints. */
export interface Painter {
  legend: vscode.SemanticTokensLegend;
  /** In the order of the text, without overlap. */
  paint(text: string, tokens: readonly Painted[]): vscode.SemanticTokens;
}

export function createPainter(types: readonly string[]): Painter {
  const legend = new vscode.SemanticTokensLegend([...types], ['definition']);
  return {
    legend,
    paint: (text, tokens) => {
      const builder = new vscode.SemanticTokensBuilder(legend);
      const positions = positionsIn(text);
      for (const { start, end, type, isDefinition = false } of tokens) {
        const { line, character } = positions.at(start);
        builder.push(line, character, end - start, types.indexOf(type), isDefinition ? 1 : 0);
      }
      return builder.build();
    },
  };
}
