import type { Content, Context, Picture } from './content.ts';
import { listen, make } from './dom.ts';
import { createKeys } from './keys.ts';
import { createLegend } from './legend.ts';
import type { Marks, Spot, Tip } from './marks.ts';
import { createPlot } from './plot.ts';
import type { Plot } from './plot.ts';
import { createTooltip, spoken } from './tooltip.ts';

export interface ChartOptions {
  /** Draws those of the series. */
  marksOf: (shown: readonly number[]) => Marks;
  /** How many series the legend tells apart; none for a heatmap. */
  series: number;
  colorOf: (series: number) => string;
  /** For those who do not see it. */
  label: string;
  /** More about the colours, below the chart. */
  key?: HTMLElement;
}

const height = 260;
const manySeries = 20;
const maxPictured = 30;

/** A chart over time with legend, tooltip, crosshair, brush and keys. */
export function createChart(
  context: Context,
  { marksOf, series, colorOf, label, key }: ChartOptions,
): Content {
  const { say, theme, clock, company, nameOf } = context;
  const stage = make('div', {
    ...{ class: 'stage', tabindex: '0', role: 'application', 'aria-roledescription': say('chart') },
    'aria-label': `${label}. ${say('summary')}`,
  });
  const live = make('div', { class: 'hidden', 'aria-live': 'polite' });
  const tooltip = createTooltip();
  let plot: Plot | undefined;
  let shown = rememberedSeries(context, series);
  let spot: Spot | undefined;

  const pointed = (at: Spot | undefined, tip: Tip | undefined, isOwn: boolean): void => {
    spot = tip?.spot;
    tooltip.show(tip, placeOf(stage, plot, tip));
    live.textContent = tip !== undefined && stage.matches(':focus-visible') ? spoken(tip) : '';
    if (isOwn) {
      company.point(follower, at?.time);
    }
  };
  const brushed = (times: readonly [number, number]): void => {
    plot?.zoom(times);
    context.zoom(times);
  };
  const reset = (): void => {
    plot?.zoom(undefined);
    plot?.point(undefined);
    context.zoom(undefined);
  };
  const follower = { follow: (time: number | undefined) => plot?.follow(time) };
  const legend = createLegend({
    ...{ count: series, shown, nameOf, colorOf, say },
    changed: (next) => {
      shown = [...next];
      context.memory.shown = next.length < series ? new Set(next.map(nameOf)) : undefined;
      plot?.show(marksOf(shown));
    },
  });
  const toggle = series > 1 ? legendButton(context, { series, legend }) : undefined;
  const stop = [
    company.join(follower),
    createKeys(stage, {
      plot: () => plot,
      spot: () => spot,
      ...{ brushed, reset },
      legend: () => {
        toggle?.open(true);
        legend.focus();
      },
    }),
    listen(stage, 'blur', () => plot?.point(undefined)),
    listen(stage, 'pointerenter', () => plot?.refresh()),
  ];
  const root = make('div', { class: 'chart' }, stage, key, legend.root, live);
  return {
    root,
    tools: toggle ? [toggle.button] : [],
    fit: (width) => {
      if (plot === undefined) {
        plot = createPlot(stage, {
          marks: marksOf(shown),
          ...{ clock, theme, width, height, pointed, brushed, reset },
        });
        stage.append(tooltip.root);
        toggle?.open(context.memory.isLegendOpen ?? series <= manySeries);
      } else {
        plot.resize(width);
        legend.repaint();
      }
    },
    picture: async () =>
      plot === undefined ? undefined : pictureOf(plot, shown, { nameOf, colorOf, series }),
    dispose: () => {
      stop.forEach((end) => end());
      plot?.dispose();
    },
  };
}

/** The series that were seen last, as far as they are there again; else all. */
function rememberedSeries({ memory, nameOf }: Context, count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  const again = memory.shown && all.filter((index) => memory.shown?.has(nameOf(index)));
  return again && again.length > 0 ? again : all;
}

function placeOf(
  stage: HTMLElement,
  plot: Plot | undefined,
  tip: Tip | undefined,
): { left: number; top: number; width: number } {
  const width = stage.clientWidth;
  const place = tip && plot?.placeOf(tip.spot);
  return { left: place?.left ?? 0, top: place?.top ?? 0, width };
}

async function pictureOf(
  plot: Plot,
  shown: readonly number[],
  {
    nameOf,
    colorOf,
    series,
  }: { nameOf: (index: number) => string; colorOf: (index: number) => string; series: number },
): Promise<Picture> {
  await plot.painted();
  const named = series > 0 ? shown.slice(0, maxPictured) : [];
  return {
    canvas: plot.canvas,
    ratio: plot.canvas.width / Math.max(1, plot.canvas.clientWidth),
    legend: named.map((index) => ({ color: colorOf(index), name: nameOf(index) })),
  };
}

function legendButton(
  { say, memory }: Context,
  { series, legend }: { series: number; legend: ReturnType<typeof createLegend> },
): { button: HTMLElement; open: (isOpen: boolean) => void } {
  const button = make('button', { type: 'button', class: 'text' }, say('legendOf', String(series)));
  const open = (isOpen: boolean): void => {
    button.setAttribute('aria-expanded', String(isOpen));
    legend.open(isOpen);
  };
  button.addEventListener('click', () => {
    memory.isLegendOpen = legend.root.hidden !== false;
    open(memory.isLegendOpen);
  });
  return { button, open };
}
