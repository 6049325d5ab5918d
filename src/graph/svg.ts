import * as l10n from '@vscode/l10n';
import { kindWord } from '../otel/kindWord.ts';
import { fitFact, fitId, fitTitle, joinedFacts, layoutGraph } from './layout.ts';
import type { PlacedBox, PlacedEdge, PlacedHeading, PlacedLane, PlacedStrip } from './layout.ts';
import type { PipelineGraph } from './pipelineGraph.ts';

/**
 * The graph as an SVG document. Its looks come from a style sheet: inside VS Code from the page's, in a file from `css`.
 * Each box carries `data-key`, `data-start` and `data-end` (offsets of the config's text) and can be focused.
 */
export function svgOf(graph: PipelineGraph, { title, css }: { title: string; css?: string }): string {
  const { width, height, headings, lanes, strips, boxes, edges } = layoutGraph(graph);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="pipelines" role="group" aria-label="${escaped(title)}" `,
    `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    css === undefined ? '' : `<style>${css}</style><rect class="paper" width="${width}" height="${height}"/>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    '<path class="arrowHead" d="M0 0.5 7.5 4 0 7.5z"/></marker></defs>',
    ...headings.map(headingSvg),
    ...lanes.map(laneSvg),
    ...strips.map(stripSvg),
    ...edges.map(edgeSvg),
    ...boxes.map(boxSvg),
    '</svg>',
  ].join('');
}

function headingSvg({ kind, x, y }: PlacedHeading): string {
  const words = {
    receivers: l10n.t('Receivers'),
    processors: l10n.t('Processors'),
    exporters: l10n.t('Exporters'),
  }[kind];
  return text('stripTitle', x, y + 14, words);
}

function laneSvg({ lane, x, y, width, height }: PlacedLane): string {
  const [signal = '', ...name] = lane.id.split('/');
  const middle = y + height / 2;
  const nameLine = name.length > 0 ? text('laneName', x + 16, middle + 16, fitTitle(name.join('/'))) : '';
  return [
    `<g class="lane ${signalClass(lane.signal)}">`,
    rectangle('laneBack', { x, y, width, height }, 6),
    `<rect class="laneMark" x="${x}" y="${y}" width="4" height="${height}" rx="2"/>`,
    text('laneSignal', x + 16, middle + (nameLine === '' ? 5 : -2), signal),
    nameLine,
    '</g>',
  ].join('');
}

function stripSvg({ title, x, y }: PlacedStrip): string {
  const words = title === 'extensions' ? l10n.t('Extensions') : l10n.t('Defined, but in no pipeline');
  return text('stripTitle', x, y + 16, words);
}

function edgeSvg({ from, to, crosses }: PlacedEdge): string {
  const bend = Math.max(18, Math.abs(to.x - from.x) / 2);
  const path = `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
  return `<path class="edge${crosses ? ' crossing' : ''}" d="${path}" marker-end="url(#arrow)"/>`;
}

function boxSvg({ box, x, y, width, height, lane }: PlacedBox): string {
  const { kind, id, facts, severity, isDefined, lanes, key, span } = box;
  const [type = '', ...name] = id.split('/');
  const bad = severity === 'error' || severity === 'warning' ? severity : undefined;
  const classes = ['box', kind, bad, isDefined ? undefined : 'missing', lane === undefined ? 'outside' : ''];
  const first = fitId(id, width);
  const fact = fitFact(joinedFacts(facts), width);
  const [typePart, namePart] =
    name.length > 0 && first.startsWith(`${type}/`) ? [type, first.slice(type.length)] : [first, ''];
  return [
    `<g class="${classes.filter(Boolean).join(' ')}" tabindex="-1" role="button" aria-label="${escaped(spoken(box))}"`,
    ` data-key="${escaped(key)}" data-start="${span.start}" data-end="${span.end}" data-lane="${lane ?? ''}">`,
    `<title>${escaped([id, ...facts].join('\n'))}</title>`,
    rectangle('boxBack', { x, y, width, height }, 5),
    `<rect class="boxMark" x="${x}" y="${y}" width="4" height="${height}" rx="2"/>`,
    `<text class="boxId" x="${x + 14}" y="${y + (fact === '' ? 35 : 26)}">${escaped(typePart)}`,
    `<tspan class="boxName">${escaped(namePart)}</tspan></text>`,
    fact === '' ? '' : text('boxFact', x + 14, y + 45, fact),
    lanes > 1 ? text('boxShared', x + width - 10, y + 16, `×${lanes}`) : '',
    bad === undefined ? '' : badge(bad, x + width, y),
    '</g>',
  ].join('');
}

/** A shape for each, since colour alone tells nothing to many: a cross in a circle, a triangle. */
function badge(severity: 'error' | 'warning', x: number, y: number): string {
  const sign =
    severity === 'error'
      ? `<circle cx="${x}" cy="${y}" r="8"/><path d="M${x - 3} ${y - 3}l6 6m0-6l-6 6"/>`
      : `<path class="outline" d="M${x} ${y - 8}l8.5 15h-17z"/><path d="M${x} ${y - 3}v5m0 2.2v.6"/>`;
  return `<g class="badge">${sign}</g>`;
}

/** What a screen reader says of a box. */
function spoken({ kind, id, facts, severity, isDefined, extensions, lanes }: PlacedBox['box']): string {
  return [
    `${kindWord(kind)} ${id}`,
    ...facts,
    ...(extensions.length > 0 ? [l10n.t('uses {0}', extensions.join(', '))] : []),
    ...(lanes > 1 ? [l10n.t('in {0} pipelines', lanes)] : []),
    ...(isDefined ? [] : [l10n.t('not defined')]),
    ...(severity === 'error' ? [l10n.t('has an error')] : []),
    ...(severity === 'warning' ? [l10n.t('has a warning')] : []),
  ].join(', ');
}

function signalClass(signal: string): string {
  return ['traces', 'metrics', 'logs', 'profiles'].includes(signal) ? signal : 'unknown';
}

function rectangle(
  name: string,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  radius: number,
): string {
  return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

function text(name: string, x: number, y: number, words: string): string {
  return `<text class="${name}" x="${x}" y="${y}">${escaped(words)}</text>`;
}

/** For text and attributes of XML, which has no place for most control characters at all. */
function escaped(words: string): string {
  return words
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, (one) => (one === '\n' ? '&#10;' : ' '))
    .replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
