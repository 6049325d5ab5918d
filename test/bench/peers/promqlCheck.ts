import { createRequire } from 'node:module';

// All by require: the package's modules for import name their files without endings, which Node does not find.
const load = createRequire(import.meta.url);
const promql = load('@prometheus-io/codemirror-promql') as typeof import('@prometheus-io/codemirror-promql');
const parser = load(
  '@prometheus-io/codemirror-promql/dist/cjs/parser/index.js',
) as typeof import('@prometheus-io/codemirror-promql/dist/cjs/parser/index.js');
const state = load('@codemirror/state') as typeof import('@codemirror/state');

const extensions = new promql.PromQLExtension().asExtension();

/** How many things Prometheus' own page finds wrong with a query, which it reads as an editor's text. */
export function problemsOfPeer(query: string): number {
  const text = state.EditorState.create({ doc: query, extensions });
  // The same class, whose types come once for import and once for require.
  const found = new parser.Parser(text as unknown as ConstructorParameters<typeof parser.Parser>[0]);
  found.analyze();
  return found.getDiagnostics().length;
}
