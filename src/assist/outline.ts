import * as l10n from '@vscode/l10n';
import { endOf } from '../manifest/yaml/loose/spot.ts';
import type { Spot } from '../manifest/yaml/loose/spot.ts';
import { textOf, valueAt } from '../manifest/yaml/yamlNode.ts';
import type { Span } from '../problem.ts';
import { listedIds } from './navigate/listedIds.ts';
import { isComponentKind } from './schemaPlace.ts';
import { pipelineLists } from './sections.ts';
import { viewsOf } from './view.ts';
import type { AssistFile, ConfigView } from './view.ts';

/** A line of a file's outline. */
export interface OutlineNode {
  kind: 'object' | 'config' | 'section' | 'component' | 'pipeline' | 'field';
  name: string;
  detail?: string;
  span: Span;
  /** Within the span: what is marked when it is gone to. */
  selection: Span;
  children: OutlineNode[];
}

/** Kubernetes objects, the collector configs in them, their sections and components, and what flows through each pipeline. */
export function outlineOf(file: AssistFile): OutlineNode[] {
  const configs = [...viewsOf(file)].map((view) => ({ view, at: view.collector.config.span }));
  return file.documents.flatMap((document) => {
    const { root } = document;
    if (!root) {
      return [];
    }
    const inside = configs.filter(({ at }) => document.start <= at.start && at.start < document.end);
    const children = inside.flatMap(({ view, at }) => configNodes(view, at));
    const kind = textOf(valueAt(root, 'kind'));
    if (kind === undefined) {
      return children;
    }
    const name = textOf(valueAt(root, 'metadata', 'name'));
    const namespace = textOf(valueAt(root, 'metadata', 'namespace'));
    const span = { start: root.start, end: Math.max(root.end, ...children.map((child) => child.span.end)) };
    return [
      {
        kind: 'object' as const,
        name: name === undefined ? kind : `${kind} ${name}`,
        ...(namespace !== undefined && { detail: namespace }),
        span,
        selection: { start: root.start, end: lineStop(file.text, span) },
        children,
      },
    ];
  });
}

/** The sections of a config, under a line of its own where it is part of an object. */
function configNodes(view: ConfigView, at: Span): OutlineNode[] {
  const { config, release } = view.collector;
  const sections = view.yaml.root.children
    .filter(({ kind }) => kind === 'entry')
    .map((spot) => sectionNode(view, spot));
  if (config.kind === 'file') {
    return sections;
  }
  const end = Math.max(at.end, ...sections.map(({ span }) => span.end));
  return [
    {
      kind: 'config',
      name: config.key ?? l10n.t('collector config'),
      detail: l10n.t('ADOT {0}', release.version),
      span: { start: at.start, end },
      selection: { start: at.start, end: Math.min(at.start + 1, end) },
      children: sections,
    },
  ];
}

function sectionNode(view: ConfigView, spot: Spot): OutlineNode {
  const isComponents = isComponentKind(spot.name);
  const children = isComponents
    ? entriesOf(spot).map((child) => node(view, child, 'component'))
    : spot.name === 'service'
      ? entriesOf(spot).map((child) => serviceNode(view, child))
      : [];
  return { ...node(view, spot, 'section'), children };
}

function serviceNode(view: ConfigView, spot: Spot): OutlineNode {
  if (spot.name !== 'pipelines') {
    const ids = spot.name === 'extensions' ? listedIds(view.yaml, spot).join(', ') : '';
    return { ...node(view, spot, 'field'), ...(ids !== '' && { detail: ids }) };
  }
  const children = entriesOf(spot).map((pipeline) => {
    const flow = pipelineLists
      .map((name) =>
        listedIds(
          view.yaml,
          pipeline.children.find((child) => child.name === name),
        ).join(', '),
      )
      .filter((ids) => ids !== '')
      .join(' → ');
    return { ...node(view, pipeline, 'pipeline'), ...(flow !== '' && { detail: flow }) };
  });
  return { ...node(view, spot, 'section'), children };
}

function entriesOf(spot: Spot): Spot[] {
  return spot.children.filter(({ kind, name }) => kind === 'entry' && name !== '');
}

function node(view: ConfigView, spot: Spot, kind: OutlineNode['kind']): OutlineNode {
  const key = spot.key ?? { start: spot.start, end: spot.end };
  return {
    kind,
    name: spot.name,
    span: view.toFile({ start: spot.start, end: endOf(spot) }),
    selection: view.toFile(key),
    children: [],
  };
}

function lineStop(text: string, { start, end }: Span): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? end : Math.min(newline, end);
}
