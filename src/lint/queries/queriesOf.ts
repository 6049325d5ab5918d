import type { Placement } from '../../manifest/placement/placement.ts';
import { scalarPlacement } from '../../manifest/placement/scalarPlacement.ts';
import { readYamlFile } from '../../manifest/yaml/yamlFile.ts';
import { entriesOf, itemsOf, keyOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { queryCells } from '../../notebook/file/queryCells.ts';
import { queriesIn } from '../../promql/queriesIn.ts';

/** How a query lies in its file. */
export type QueryPlace = Pick<Placement, 'toFile' | 'toFileEnd' | 'toFileEdit'>;

/** A query as it stands in a file. */
export interface FileQuery {
  text: string;
  place: QueryPlace;
}

/** The queries of a `.promql` file that are more than comments. */
export function queriesOfText(text: string): FileQuery[] {
  return queriesIn(text)
    .filter((part) => isQuery(part.text))
    .map(({ start, text: query }) => ({ text: query, place: shifted((offset) => offset + start) }));
}

/** The queries in the `promql` fences of a Markdown text that are more than comments. */
export function queriesOfMarkdown(text: string): FileQuery[] {
  return queryCells(text)
    .filter((cell) => isQuery(cell.text))
    .map((cell) => ({
      text: cell.text,
      place: shifted((offset) => cell.toFile({ start: offset, end: offset }).start),
    }));
}

/** The queries of the rules in a rule file, or in an object that has rule groups below `spec`. */
export function queriesOfRules(text: string, root: YamlNode | undefined): FileQuery[] {
  return [...itemsOf(valueAt(root, 'groups')), ...itemsOf(valueAt(root, 'spec', 'groups'))]
    .flatMap((group) => itemsOf(valueAt(group, 'rules')))
    .flatMap((rule) => queryOf(text, valueAt(rule, 'expr')));
}

/** Panels lie in rows, and libraries of panels in neither. */
const deepest = 50;

/**
 * The queries of a dashboard of Grafana whose data source is Prometheus or not said.
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function queriesOfDashboard(text: string): FileQuery[] {
  const found: FileQuery[] = [];
  const look = (node: YamlNode | undefined, depth: number): void => {
    const inner = depth > deepest ? undefined : resolved(node);
    for (const entry of entriesOf(inner)) {
      if (keyOf(entry) === 'targets') {
        itemsOf(entry.value)
          .filter((target) => isPrometheus(valueAt(target, 'datasource') ?? valueAt(inner, 'datasource')))
          .forEach((target) => found.push(...queryOf(text, valueAt(target, 'expr'))));
      } else {
        look(entry.value, depth + 1);
      }
    }
    itemsOf(inner).forEach((item) => {
      look(item, depth + 1);
    });
  };
  readYamlFile(text).forEach(({ root }) => {
    look(root, 0);
  });
  return found;
}

/** Old dashboards name the data source, newer ones say its type. */
function isPrometheus(datasource: YamlNode | undefined): boolean {
  const type = textOf(valueAt(datasource, 'type'));
  return type === undefined || /prometheus|^\$/i.test(type);
}

function queryOf(text: string, node: YamlNode | undefined): FileQuery[] {
  return node?.kind === 'scalar' && isQuery(node.text)
    ? [{ text: node.text, place: scalarPlacement(text, node, node.text) }]
    : [];
}

function isQuery(text: string): boolean {
  return /^[ \t]*[^#\s]/m.test(text);
}

/** Of a text whose lines lie in the file as they are. */
function shifted(toFile: (offset: number) => number): QueryPlace {
  return {
    toFile,
    toFileEnd: toFile,
    toFileEdit: ({ start, end, text }) => ({ start: toFile(start), end: toFile(end), text }),
  };
}
