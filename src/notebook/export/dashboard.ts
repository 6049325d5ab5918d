import type { ChartKind } from '../../query/shown.ts';
import { durationText } from '../../query/steps.ts';
import type { CellDirectives, NotebookDefaults } from '../model.ts';

/** A query on its way to a panel. */
export interface PanelCell {
  /** Without variables of the notebook: see `resolveQueries`. */
  query: string;
  directives: CellDirectives;
  /** Grafana's own name of the unit. */
  unit?: string;
}

const kinds: Readonly<Record<ChartKind, string>> = {
  line: 'timeseries',
  stacked: 'timeseries',
  bar: 'timeseries',
  heatmap: 'heatmap',
  value: 'stat',
  table: 'table',
};

/** Panels in a row, and how large they are on Grafana's grid of 24 columns. */
const size = { perRow: 2, width: 12, height: 8 };

/**
 * A dashboard for Grafana's import with a panel for each query; it asks for the data source. https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardJson(
  title: string,
  cells: readonly PanelCell[],
  defaults: Pick<NotebookDefaults, 'range' | 'timezone'> = {},
): string {
  const panels = cells.map((cell, at) => panel(cell, at));
  const used = [...new Set(panels.map(({ type }) => type))];
  const dashboard = {
    __inputs: [
      {
        name: 'DS_PROMETHEUS',
        label: 'Prometheus',
        type: 'datasource',
        pluginId: 'prometheus',
        pluginName: 'Prometheus',
      },
    ],
    __requires: [
      { type: 'grafana', id: 'grafana', name: 'Grafana', version: '10.4.0' },
      { type: 'datasource', id: 'prometheus', name: 'Prometheus', version: '1.0.0' },
      ...used.map((id) => ({ type: 'panel', id, name: id, version: '' })),
    ],
    id: null,
    title,
    tags: ['adot'],
    editable: true,
    graphTooltip: 1,
    schemaVersion: 39,
    version: 1,
    timezone:
      defaults.timezone === undefined || defaults.timezone === 'local' ? 'browser' : defaults.timezone,
    time: { from: `now-${wholeDuration(defaults.range ?? 3600)}`, to: 'now' },
    templating: { list: [] },
    annotations: { list: [] },
    panels,
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

const datasource = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };

/** Grafana's times have one unit. */
function wholeDuration(seconds: number): string {
  return seconds % 3600 === 0
    ? `${seconds / 3600}h`
    : seconds % 60 === 0
      ? `${seconds / 60}m`
      : `${Math.ceil(seconds)}s`;
}

function panel(
  { query, directives, unit }: PanelCell,
  at: number,
): { type: string } & Record<string, unknown> {
  const { chart, isInstant = false, name, step, range } = directives;
  const type = kinds[chart ?? (isInstant ? 'table' : 'line')];
  const { perRow, width, height } = size;
  const isTable = type === 'table';
  return {
    id: at + 1,
    type,
    title: name ?? `${at + 1}`,
    datasource,
    gridPos: { x: (at % perRow) * width, y: Math.floor(at / perRow) * height, w: width, h: height },
    ...(step !== undefined && { interval: durationText(step) }),
    ...(range !== undefined && { timeFrom: wholeDuration(range) }),
    fieldConfig: { defaults: { unit: unit ?? 'short', ...customOf(chart) }, overrides: [] },
    options: optionsOf(type),
    targets: [
      {
        ...{ refId: 'A', datasource, editorMode: 'code', expr: query, legendFormat: '__auto' },
        ...(isInstant || isTable ? { instant: true, range: false } : { instant: false, range: true }),
        format: isTable ? 'table' : type === 'heatmap' ? 'heatmap' : 'time_series',
      },
    ],
  };
}

function customOf(chart: ChartKind | undefined): Record<string, unknown> {
  if (chart === 'stacked') {
    return { custom: { fillOpacity: 40, stacking: { mode: 'normal', group: 'A' } } };
  }
  return chart === 'bar' ? { custom: { drawStyle: 'bars', fillOpacity: 80 } } : {};
}

function optionsOf(type: string): Record<string, unknown> {
  switch (type) {
    case 'stat':
      return { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, textMode: 'auto' };
    case 'heatmap':
      return { calculate: false, yAxis: { unit: 'short' } };
    case 'timeseries':
      return {
        legend: { displayMode: 'list', placement: 'bottom' },
        tooltip: { mode: 'multi', sort: 'desc' },
      };
    default:
      return {};
  }
}
