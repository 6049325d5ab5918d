import { createRequire } from 'node:module';

// All by require: the package's modules for import name their files without endings, which Node does not find.
const load = createRequire(import.meta.url);
const promql = load('@prometheus-io/codemirror-promql') as typeof import('@prometheus-io/codemirror-promql');
const hybrid = load(
  '@prometheus-io/codemirror-promql/dist/cjs/complete/hybrid.js',
) as typeof import('@prometheus-io/codemirror-promql/dist/cjs/complete/hybrid.js');
const state = load('@codemirror/state') as typeof import('@codemirror/state');
const autocomplete = load('@codemirror/autocomplete') as typeof import('@codemirror/autocomplete');

export interface PeerCompletion {
  /** The labels of everything offered at the end of the query. */
  complete: (query: string) => Promise<readonly string[]>;
}

/** What Prometheus' own page completes with, asking a client that answers from memory. The query is parsed before the clock starts. */
export function promqlComplete(names: readonly string[], queries: readonly string[]): PeerCompletion {
  const strategy = new hybrid.HybridComplete({
    labelNames: () => Promise.resolve([]),
    labelValues: () => Promise.resolve([]),
    metricMetadata: () => Promise.resolve({}),
    series: () => Promise.resolve([]),
    metricNames: () => Promise.resolve([...names]),
    flags: () => Promise.resolve({}),
  });
  const extensions = new promql.PromQLExtension().asExtension();
  const states = new Map(queries.map((doc) => [doc, state.EditorState.create({ doc, extensions })]));
  return {
    complete: async (query) => {
      const found = states.get(query) ?? state.EditorState.create({ doc: query, extensions });
      const context = new autocomplete.CompletionContext(found, query.length, true);
      // The same class, whose types come once for import and once for require.
      const result = await strategy.promQL(context as unknown as Parameters<typeof strategy.promQL>[0]);
      return result?.options.map(({ label }) => label) ?? [];
    },
  };
}
