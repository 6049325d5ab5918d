import type { Content, Context, Picture } from '../parts/content.ts';
import { listen, make } from '../parts/dom.ts';
import { createKeys } from './keys.ts';
import { createLegend } from './legend.ts';
import type { Marks, Spot, Tip } from './marks.ts';
import { createPlot } from './plot.ts';
import type { Plot } from './plot.ts';
import type { Follower } from '../parts/sync.ts';
import { createTooltip, spoken } from './tooltip.ts';
import type { Tooltip } from './tooltip.ts';

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
/** Milliseconds: whoever zooms with keys presses them several times. */
const keyPause = 300;

/** A chart from within. */
interface Inside {
  readonly context: Context;
  readonly options: ChartOptions;
  readonly stage: HTMLElement;
  readonly tooltip: Tooltip;
  /** Says to screen readers where the crosshair is. */
  readonly live: HTMLElement;
  readonly follower: Follower;
  /** There once the chart stands in the page. */
  plot: Plot | undefined;
  shown: readonly number[];
  spot: Spot | undefined;
  /** Of a zoom that others do not know of yet. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** A chart over time with legend, tooltip, crosshair, brush and keys. */
export function createChart(context: Context, options: ChartOptions): Content {
  const inside = insideOf(context, options);
  const { stage, live } = inside;
  const legend = createLegend({
    ...{ count: options.series, shown: inside.shown, colorOf: options.colorOf },
    ...{ nameOf: context.nameOf, say: context.say },
    changed: (shown) => showSeries(inside, shown),
  });
  const toggle = options.series > 1 ? legendButton(context, { series: options.series, legend }) : undefined;
  const openLegend = (): void => {
    toggle?.open(true);
    legend.focus();
  };
  const stop = [context.company.join(inside.follower), ...listenIn(inside, openLegend)];
  return {
    root: make('div', { class: 'chart' }, stage, options.key, legend.root, live),
    tools: toggle ? [toggle.button] : [],
    fit: (width) => {
      if (inside.plot === undefined) {
        inside.plot = plotOf(inside, width);
        toggle?.open(context.memory.isLegendOpen ?? options.series <= manySeries);
      } else {
        inside.plot.resize(width);
        legend.repaint();
      }
    },
    picture: () => pictureOf(inside),
    dispose: () => {
      clearTimeout(inside.timer);
      stop.forEach((end) => end());
      inside.plot?.dispose();
    },
  };
}

function insideOf(context: Context, options: ChartOptions): Inside {
  const { say } = context;
  const stage = make('div', {
    ...{ class: 'stage', tabindex: '0', role: 'application', 'aria-roledescription': say('chart') },
    'aria-label': `${options.label}. ${say('summary')}`,
  });
  const inside: Inside = {
    ...{ context, options, stage, tooltip: createTooltip() },
    live: make('div', { class: 'hidden', 'aria-live': 'polite' }),
    follower: { follow: (time) => inside.plot?.follow(time) },
    shown: rememberedSeries(context, options.series),
    ...{ plot: undefined, spot: undefined, timer: undefined },
  };
  return inside;
}

function plotOf(inside: Inside, width: number): Plot {
  const { context, options, stage, tooltip, shown } = inside;
  const plot = createPlot(stage, {
    ...{ marks: options.marksOf(shown), clock: context.clock, theme: context.theme, width, height },
    pointed: (spot, tip, isOwn) => pointed(inside, { spot, tip, isOwn }),
    brushed: (times) => zoom(inside, times, 0),
    reset: () => reset(inside),
  });
  stage.append(tooltip.root);
  return plot;
}

function listenIn(inside: Inside, legend: () => void): (() => void)[] {
  const { stage } = inside;
  return [
    createKeys(stage, {
      ...{ plot: () => inside.plot, spot: () => inside.spot, legend },
      zoom: (times) => zoom(inside, times, keyPause),
      reset: () => reset(inside),
    }),
    listen(stage, 'blur', () => inside.plot?.point(undefined)),
    listen(stage, 'pointerenter', () => inside.plot?.refresh()),
  ];
}

function pointed(
  inside: Inside,
  { spot, tip, isOwn }: { spot: Spot | undefined; tip: Tip | undefined; isOwn: boolean },
): void {
  const { stage, tooltip, live, context, follower, plot } = inside;
  inside.spot = tip?.spot;
  tooltip.show(tip, tip && plot?.placeOf(tip.spot));
  live.textContent = tip !== undefined && stage.matches(':focus-visible') ? spoken(tip) : '';
  if (isOwn) {
    context.company.point(follower, spot?.time);
  }
}

/** At once in the picture that is there; whoever can run the query again is asked after a pause. */
function zoom(inside: Inside, times: readonly [number, number], pause: number): void {
  clearTimeout(inside.timer);
  inside.plot?.zoom(times);
  if (pause === 0) {
    inside.context.zoom(times);
  } else {
    inside.timer = setTimeout(() => inside.context.zoom(times), pause);
  }
}

function reset(inside: Inside): void {
  clearTimeout(inside.timer);
  inside.plot?.zoom(undefined);
  inside.plot?.point(undefined);
  inside.context.zoom(undefined);
}

function showSeries(inside: Inside, shown: readonly number[]): void {
  const { context, options, plot } = inside;
  inside.shown = shown;
  context.memory.shown = shown.length < options.series ? new Set(shown.map(context.nameOf)) : undefined;
  plot?.show(options.marksOf(shown));
}

/** The series that were seen last, as far as they are there again; else all. */
function rememberedSeries({ memory, nameOf }: Context, count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  const again = memory.shown && all.filter((index) => memory.shown?.has(nameOf(index)));
  return again && again.length > 0 ? again : all;
}

async function pictureOf({ plot, shown, options, context }: Inside): Promise<Picture | undefined> {
  await plot?.painted();
  const named = options.series > 0 ? shown.slice(0, maxPictured) : [];
  return (
    plot && {
      canvas: plot.canvas,
      ratio: plot.canvas.width / Math.max(1, plot.canvas.clientWidth),
      legend: named.map((index) => ({ color: options.colorOf(index), name: context.nameOf(index) })),
    }
  );
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
