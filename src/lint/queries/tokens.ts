import { spanInFile } from '../../manifest/placement/placement.ts';
import type { YamlDocument } from '../../manifest/yaml/yamlFile.ts';
import { queryTokens } from '../../promql/tokens.ts';
import type { QueryToken } from '../../promql/tokens.ts';
import { queriesOfRules } from './queriesOf.ts';
import type { DocumentQuery } from './queriesOf.ts';

/** The tokens of queries, where they stand in their file: none over a line break, in the order of the text. */
export function tokensOfQueries(queries: readonly DocumentQuery[], text: string): QueryToken[] {
  return queries
    .flatMap(({ text: query, place }) =>
      queryTokens(query).map(({ type, ...span }) => ({ ...spanInFile(place, span), type })),
    )
    .filter(({ start, end }) => end > start && !text.slice(start, end).includes('\n'));
}

/** Of the rules in the documents of a YAML file. */
export function tokensOfRules(text: string, documents: readonly YamlDocument[]): QueryToken[] {
  return tokensOfQueries(
    documents.flatMap(({ root }) => queriesOfRules(text, root)),
    text,
  );
}
