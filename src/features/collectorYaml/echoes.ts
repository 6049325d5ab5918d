import type * as vscode from 'vscode';
import type { Problem, Span } from '../../problem.ts';
import { isDoneElsewhere } from './otherYaml.ts';
import type { Reader } from './reader.ts';

/** What every reader of YAML finds. */
const plainYaml = new Set(['yaml/syntax', 'yaml/duplicate-key', 'yaml/unknown-alias']);

/** The problems without those that another extension for YAML shows at the same place. It does not look inside scalars. */
export function withoutEchoes(
  problems: readonly Problem[],
  document: vscode.TextDocument,
  reader: Reader,
): readonly Problem[] {
  if (!problems.some(({ code }) => plainYaml.has(code)) || !isDoneElsewhere(document, 'validate')) {
    return problems;
  }
  const embedded = (reader.read(document)?.file.collectors ?? []).flatMap(({ config }) =>
    config.kind === 'configMap' || config.problems.length > 0 ? [config.span] : [],
  );
  return problems.filter(
    ({ code, span }) => !plainYaml.has(code) || embedded.some((scalar) => contains(scalar, span)),
  );
}

function contains(outer: Span, { start, end }: Span): boolean {
  return outer.start <= start && end <= outer.end;
}
