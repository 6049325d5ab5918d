/** `*.promql.md` opens as the first, any other Markdown by "Reopen Editor With" as the second. */
export const notebookTypes = ['adot-promql', 'adot-promql-markdown'] as const;
