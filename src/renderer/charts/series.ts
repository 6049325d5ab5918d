import type { ChartKind } from '../../query/shown.ts';
import { createBars } from './bars.ts';
import { createChart } from './chart.ts';
import type { Content, Context } from '../parts/content.ts';
import { make } from '../parts/dom.ts';
import { formatIn } from '../wording/format.ts';
import type { Format } from '../wording/format.ts';
import { heatOf } from './heat.ts';
import { gridOf } from '../data/heatmap.ts';
import type { Grid } from '../data/heatmap.ts';
import { linesOf } from './lines.ts';
import type { Drawing } from './lines.ts';
import { pilesOf } from './piles.ts';
import { seriesDataOf } from '../data/seriesData.ts';
import { createTable } from '../table/table.ts';
import { createTiles } from './tiles.ts';
import { unitOfName } from '../wording/unit.ts';

/** What shows a result as a kind of chart. */
export function createContent(kind: ChartKind, context: Context): Content {
  const { kind: resultKind } = context.shown.answer.result;
  switch (kind) {
    case 'table':
      return createTable(context);
    case 'value':
      return createTiles(context);
    case 'heatmap':
      return createHeat(context);
    case 'bar':
      return resultKind === 'instant' ? createBars(context) : createSeries(kind, context);
    case 'line':
    case 'stacked':
      return createSeries(kind, context);
  }
}

function planned({ shown: { about } }: Context, start: number, end: number): readonly [number, number] {
  const { plan } = about;
  return plan.kind === 'range' ? [plan.start, plan.end] : [start, end];
}

function createSeries(kind: 'line' | 'stacked' | 'bar', context: Context): Content {
  const { shown, nameOf, format, unit, clock, say, theme } = context;
  const data = seriesDataOf(shown.answer.result);
  if (data === undefined) {
    return createTable(context);
  }
  const colorOf = (series: number): string => theme().palette.color(series);
  const drawing = (visible: readonly number[]): Drawing => ({
    ...{ data, shown: visible, times: planned(context, data.start, data.end) },
    ...{ nameOf, colorOf, format, unitKind: unit.kind, clock, say },
  });
  return createChart(context, {
    marksOf: (visible) =>
      kind === 'line'
        ? linesOf(drawing(visible))
        : pilesOf(drawing(visible), kind === 'bar' ? 'bars' : 'areas'),
    series: data.series.length,
    colorOf,
    label: labelOf(context, kind, data.series.length),
  });
}

function createHeat(context: Context): Content {
  const { shown, clock, say, theme } = context;
  const { result } = shown.answer;
  const grid = result.kind === 'range' || result.kind === 'samples' ? gridOf(result) : undefined;
  if (grid === undefined || !('series' in result)) {
    return createTable(context);
  }
  const first = grid.times[0] ?? 0;
  const last = grid.times.at(-1) ?? first;
  const step = grid.times.length > 1 ? (last - first) / (grid.times.length - 1) : 0;
  const { language, plan, unit } = shown.about;
  const metric =
    /[a-zA-Z_:][\w:]*_bucket\b|[a-zA-Z_:][\w:]*_(?:seconds|bytes|ratio)\b/.exec(
      plan.query.slice(0, 4000),
    )?.[0] ?? '';
  const formats = { language, clock, say };
  const isPerSecond = /\bi?rate\s*\(/.test(plan.query.slice(0, 4000));
  const formatCount = formatIn({ kind: 'plain', isPerSecond }, { ...formats, digits: 3 });
  const marks = heatOf({
    ...{ grid, times: planned(context, first, last), step, clock },
    color: () => theme().palette.rgb(0),
    formatEdge: formatIn(unitOfName(metric.replace(/_bucket$/, ''), unit), { ...formats, digits: 3 }),
    formatCount,
  });
  const key = heatKey(grid, formatCount);
  const chart = createChart(context, {
    ...{ marksOf: () => marks, series: 0, colorOf: () => '' },
    label: labelOf(context, 'heatmap', result.series.length),
    key: key.root,
  });
  return {
    ...chart,
    fit: (width) => {
      key.paint(theme().palette.color(0));
      chart.fit(width);
    },
  };
}

/** What weak and strong colours mean. */
function heatKey({ most }: Grid, format: Format): { root: HTMLElement; paint: (color: string) => void } {
  const ramp = make('span', { class: 'ramp', 'aria-hidden': 'true' });
  return {
    root: make('div', { class: 'heatKey quiet' }, format(0), ramp, format(most)),
    paint: (color) => (ramp.style.color = color),
  };
}

function labelOf({ shown: { about }, say, clock }: Context, kind: ChartKind, series: number): string {
  const { plan } = about;
  return [
    say(kind),
    say('seriesCount', series.toLocaleString(about.language)),
    ...(plan.kind === 'range'
      ? [say('fromTo', clock.format(plan.start, plan.step), clock.format(plan.end, plan.step))]
      : []),
  ].join(', ');
}
