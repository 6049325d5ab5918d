import { isQueryFence } from '../../notebook/file/places.ts';
import { readBlocks } from '../../notebook/file/blocks.ts';
import type { Placement } from '../../manifest/placement/placement.ts';
import { scalarPlacement } from '../../manifest/placement/scalarPlacement.ts';
import { entriesOf, itemsOf, keyOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { readYamlFile } from '../../manifest/yaml/yamlFile.ts';
import { queriesIn } from '../../promql/queriesIn.ts';
import type { QueryVariable } from '../../promql/suggest/suggestQuery.ts';
import { shifted } from './shifted.ts';

/** A query as it stands in a document. */
export interface DocumentQuery {
  text: string;
  place: Placement;
}

/** What a document holds of PromQL, and the variables that its queries may speak of. */
export interface DocumentQueries {
  queries: readonly DocumentQuery[];
  variables: readonly QueryVariable[];
}

/** Languages of documents that may hold queries, as editors call them. */
export type QueryLanguage = 'promql' | 'cell' | 'markdown' | 'yaml' | 'json';

/**
 * The queries of a document: those of a `.promql` file; the one of a notebook's cell; `promql` fences in Markdown; `expr` of rules in
 * YAML, `expr` of panels in a dashboard of Grafana. Never throws.
 */
export function queriesOf(text: string, language: QueryLanguage): DocumentQueries {
  switch (language) {
    case 'cell':
      return bare([{ text, place: shifted(0, text) }]);
    case 'promql':
      return bare(
        queriesIn(text).map((part) => ({ text: part.text, place: shifted(part.start, part.text) })),
      );
    case 'markdown':
      return bare(fencedQueries(text));
    case 'yaml':
      return bare(mayHoldRules(text) ? ruleQueries(text) : []);
    case 'json':
      return mayHoldPanels(text) ? panelQueries(text) : bare([]);
  }
}

function bare(queries: readonly DocumentQuery[]): DocumentQueries {
  return { queries, variables: [] };
}

function fencedQueries(text: string): DocumentQuery[] {
  return readBlocks(text)
    .fences.filter(isQueryFence)
    .flatMap(({ lines }) => {
      const start = lines[0]?.start;
      const end = lines.at(-1)?.end;
      if (start === undefined || end === undefined) {
        return [];
      }
      const query = text.slice(start, end);
      return [{ text: query, place: shifted(start, query) }];
    });
}

function mayHoldRules(text: string): boolean {
  return /\bexpr\s*:/.test(text) && /\bgroups\s*:/.test(text);
}

function mayHoldPanels(text: string): boolean {
  return text.includes('"expr"') && text.includes('"targets"');
}

function ruleQueries(text: string): DocumentQuery[] {
  return readYamlFile(text).flatMap(({ root }) => queriesOfRules(text, root));
}

/** Of rule files as they are, and of PrometheusRule objects, which have them below `spec`. */
export function queriesOfRules(text: string, root: YamlNode | undefined): DocumentQuery[] {
  return [...itemsOf(valueAt(root, 'groups')), ...itemsOf(valueAt(root, 'spec', 'groups'))]
    .flatMap((group) => itemsOf(valueAt(group, 'rules')))
    .flatMap((rule) => scalarQuery(text, valueAt(rule, 'expr')));
}

function scalarQuery(text: string, node: YamlNode | undefined): DocumentQuery[] {
  return node?.kind === 'scalar' ? [{ text: node.text, place: scalarPlacement(text, node, node.text) }] : [];
}

const grafanaVariables = ['$__rate_interval', '$__interval', '$__range', '$__from', '$__to'];

const deepest = 50;

/** JSON is YAML too. */
function panelQueries(text: string): DocumentQueries {
  const [document] = readYamlFile(text);
  const queries: DocumentQuery[] = [];
  const look = (node: YamlNode | undefined, depth: number): void => {
    const inner = depth > deepest ? undefined : resolved(node);
    for (const entry of entriesOf(inner)) {
      if (keyOf(entry) === 'targets') {
        itemsOf(entry.value)
          .filter((target) => isPrometheus(valueAt(target, 'datasource') ?? valueAt(inner, 'datasource')))
          .forEach((target) => queries.push(...scalarQuery(text, valueAt(target, 'expr'))));
      } else {
        look(entry.value, depth + 1);
      }
    }
    itemsOf(inner).forEach((item) => {
      look(item, depth + 1);
    });
  };
  look(document?.root, 0);
  const own = itemsOf(valueAt(document?.root, 'templating', 'list')).flatMap(
    (one) => textOf(valueAt(one, 'name')) ?? [],
  );
  const variables = [...grafanaVariables, ...own.map((name) => `$${name}`)].map((name) => ({ text: name }));
  return { queries, variables };
}

/** Old dashboards name the data source, newer ones say its type; without either it may be Prometheus. */
function isPrometheus(datasource: YamlNode | undefined): boolean {
  const type = textOf(valueAt(datasource, 'type'));
  return type === undefined || /prometheus|^\$/i.test(type);
}

/** Whether a text holds more than comments, which make no query yet. */
export function isQuery(text: string): boolean {
  return /^[ \t]*[^#\s]/m.test(text);
}
