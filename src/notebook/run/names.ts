import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import type { Fix, Problem, Span } from '../../problem.ts';
import { readDirectives } from '../directives/readDirectives.ts';
import type { CellDirectives } from '../model.ts';
import { orderOf } from './graph.ts';
import type { Graph } from './graph.ts';
import { readReferences } from './references.ts';
import type { QueryParts, Reference } from './references.ts';

/** A cell with what it says and whom it needs. */
export interface ReadCell {
  text: string;
  directives: CellDirectives;
  parts: QueryParts;
}

/** The cells of a notebook and how they hang together. */
export interface Named {
  cells: readonly ReadCell[];
  /** The first cell of each name. */
  byName: ReadonlyMap<string, number>;
  graph: Graph;
}

/** Times of the query itself, as dashboards call them. https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables */
export const timeVariables = [
  ...['__interval', '__interval_ms', '__rate_interval', '__rate_interval_ms', '__range', '__range_s'],
  '__range_ms',
] as const;

/** Cells that were read before, by their text. */
export type CellMemory = Map<string, ReadCell>;

/** Reads the texts of query cells. What the memory has is not read again; it forgets all where most is no longer asked for. */
export function readCells(texts: readonly string[], memory: CellMemory = new Map()): Named {
  if (memory.size > 2 * texts.length + 100) {
    memory.clear();
  }
  const cells = texts.map((text) => {
    const cell = memory.get(text) ?? {
      text,
      directives: readDirectives(text),
      parts: readReferences(text),
    };
    memory.set(text, cell);
    return cell;
  });
  const byName = new Map<string, number>();
  cells.forEach(({ directives: { name } }, at) => {
    if (name !== undefined && !byName.has(name)) {
      byName.set(name, at);
    }
  });
  const needs = cells.map(({ parts }) => parts.references.flatMap(({ name }) => byName.get(name) ?? []));
  return { cells, byName, graph: orderOf(needs) };
}

/** What is wrong with the names and variables of a cell; spans are offsets of its text. The graver ones first. */
export function nameProblems(named: Named, at: number): Problem[] {
  const cell = named.cells[at];
  if (cell === undefined) {
    return [];
  }
  const { parts, directives } = cell;
  return [
    ...parts.strays.map((span) => stray(cell.text, span)),
    ...parts.references.filter(({ name }) => !isKnown(named, name)).map((one) => unknownName(named, one)),
    ...cycleProblem(named, at),
    ...repeatedName(named, at, directives),
  ];
}

function isKnown({ byName }: Named, name: string): boolean {
  return byName.has(name) || (timeVariables as readonly string[]).includes(name);
}

function stray(text: string, span: Span): Problem {
  const written = text.slice(span.start, span.end);
  const name = /^(?:\$|\[\[)([a-z_]\w*)/i.exec(written)?.[1];
  const fixed = `\${${name ?? ''}}`;
  const fix: Fix = { title: l10n.t('Write {0}', fixed), edits: [{ ...span, text: fixed }] };
  return {
    code: 'notebook/unknown-variable',
    severity: 'warning',
    message: l10n.t(
      '{0} is no variable of a notebook; they look like {1}, {2} or {3}.',
      written,
      '${x}',
      '${x.value}',
      '${x:label}',
    ),
    span: { start: span.start, end: span.end },
    ...(name !== undefined && { fixes: [fix] }),
  };
}

function unknownName({ byName }: Named, { name, start, end }: Reference): Problem {
  const meant = nearest(name, [...byName.keys(), ...timeVariables]);
  const nameStart = start + 2;
  const span = { start: nameStart, end: nameStart + name.length };
  return {
    code: 'notebook/unknown-variable',
    severity: 'warning',
    message:
      meant === undefined
        ? l10n.t('No cell is called {0}. A cell gets a name by a line # @name {1}.', name, name)
        : l10n.t('No cell is called {0}. Did you mean {1}?', name, meant),
    span: { start, end },
    ...(meant !== undefined && {
      fixes: [{ title: l10n.t('Write {0}', meant), edits: [{ ...span, text: meant }] }],
    }),
  };
}

function cycleProblem({ cells, graph, byName }: Named, at: number): Problem[] {
  const cycle = graph.cycles.get(at);
  if (cycle === undefined) {
    return [];
  }
  const names = [...cycle, ...cycle.slice(0, 1)].map((one) => cells[one]?.directives.name ?? '');
  const first = cells[at]?.parts.references.find(({ name }) => graph.cycles.has(byName.get(name) ?? -1));
  return [
    {
      code: 'notebook/variable-cycle',
      severity: 'warning',
      message: l10n.t('These cells need each other, so that none can run first: {0}.', names.join(' → ')),
      span: { start: first?.start ?? 0, end: first?.end ?? 0 },
    },
  ];
}

function repeatedName({ byName }: Named, at: number, { name, lines }: CellDirectives): Problem[] {
  const line = lines.findLast((one) => one.name === 'name');
  if (name === undefined || line === undefined || byName.get(name) === at) {
    return [];
  }
  return [
    {
      code: 'notebook/repeated-name',
      severity: 'warning',
      message: l10n.t('A cell above is called {0} too, and variables mean that one.', name),
      span: line.valueSpan,
    },
  ];
}
