import uPlot from 'uplot';
import type { Clock } from '../wording/clock.ts';
import { timeTicks } from '../wording/clock.ts';
import { make } from '../parts/dom.ts';
import type { Marks, Spot, Surface, Tip } from './marks.ts';
import { createPainter } from './painter.ts';
import type { Painter } from './painter.ts';
import type { Ticks } from '../data/scale.ts';
import type { Theme } from '../look/theme.ts';

export interface PlotOptions {
  marks: Marks;
  clock: Clock;
  theme: () => Theme;
  width: number;
  height: number;
  /** The crosshair is at a time, or nowhere. `isOwn` when the person put it there in this plot. */
  pointed: (spot: Spot | undefined, tip: Tip | undefined, isOwn: boolean) => void;
  /** A part of the time was marked. */
  brushed: (times: readonly [number, number]) => void;
  /** Back to all. */
  reset: () => void;
}

/** A chart over time: axes, crosshair and brush around whatever the marks draw. */
export interface Plot {
  readonly canvas: HTMLCanvasElement;
  marks(): Marks;
  /** Times in sight. */
  times(): readonly [number, number];
  /** Draws other marks, or the same ones anew. */
  show(marks: Marks): void;
  /** `undefined` for all there is. */
  zoom(times: readonly [number, number] | undefined): void;
  resize(width: number): void;
  /** Puts the crosshair on a spot as a person would, or shows only the time when another chart says so. */
  point(spot: Spot | undefined): void;
  follow(time: number | undefined): void;
  /** Where a spot lies in the element that the plot was made in, in pixels. */
  placeOf(spot: Spot): { left: number; top: number };
  /** Looks anew where on the page it is. */
  refresh(): void;
  /** Settles once everything is painted. */
  painted(): Promise<void>;
  dispose(): void;
}

const tickFont = 11;
/** Room beside the plot for half of a time, in pixels. */
const halfLabel = 32;
const leastDrag = 4;
/** Where uPlot shows no crosshair. */
const nowhere = -10;

/** A plot from within. */
interface Inside {
  readonly options: PlotOptions;
  readonly painter: Painter;
  /** Lies above the lines, for what the pointer is at. */
  readonly overlay: HTMLCanvasElement;
  marks: Marks;
  zoomed: readonly [number, number] | undefined;
  /** The crosshair is another chart's. */
  isFollowing: boolean;
}

export function createPlot(into: HTMLElement, options: PlotOptions): Plot {
  const inside: Inside = {
    ...{ options, painter: createPainter(), overlay: make('canvas', { class: 'overlay' }) },
    ...{ marks: options.marks, zoomed: undefined, isFollowing: false },
  };
  const u = new uPlot(frameOf(inside), [[...inSight(inside)], [null, null]], into);
  u.over.append(inside.overlay);
  return {
    canvas: u.ctx.canvas,
    marks: () => inside.marks,
    times: () => inSight(inside),
    show: (marks) => {
      inside.marks = marks;
      redraw(inside, u);
    },
    zoom: (times) => {
      inside.zoomed = times;
      redraw(inside, u);
    },
    resize: (width) => u.setSize({ width, height: options.height }),
    point: (spot) => moveCursor(u, spot),
    follow: (time) => {
      inside.isFollowing = true;
      u.setCursor({ left: time === undefined ? nowhere : u.valToPos(time, 'x'), top: nowhere });
      inside.isFollowing = false;
    },
    placeOf: ({ time, value }) => ({
      left: u.over.offsetLeft + u.valToPos(time, 'x'),
      top: u.over.offsetTop + u.valToPos(value, 'y'),
    }),
    refresh: () => u.syncRect(),
    painted: () => inside.painter.finished(),
    dispose: () => {
      inside.painter.stop();
      u.destroy();
    },
  };
}

function inSight({ zoomed, marks }: Inside): readonly [number, number] {
  return widened(zoomed ?? marks.times, marks.step);
}

/** Of uPlot only scales, axes, crosshair and brush: it knows of no series, the marks paint them. */
function frameOf(inside: Inside): uPlot.Options {
  const { options, painter } = inside;
  return {
    ...{ width: options.width, height: options.height, padding: [10, halfLabel, 0, 0] },
    series: [{}, { show: false }],
    legend: { show: false },
    scales: {
      x: { time: false, auto: false, range: () => [...inSight(inside)] },
      y: { auto: false, range: () => inside.marks.range(inSight(inside)) },
    },
    axes: axesOf({ marks: () => inside.marks, clock: options.clock, theme: options.theme }),
    cursor: {
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: leastDrag },
      move: (u, left, top) => [left < 0 ? left : snapped(u, left, inside.marks), top],
      bind: { dblclick: () => () => (options.reset(), null) },
    },
    hooks: {
      draw: [(u) => painter.start(u.ctx, inside.marks.paint(surfaceOf(inside, u, u.ctx)), u.bbox)],
      setCursor: [(u) => pointed(inside, u)],
      setSelect: [(u) => selected(u, options.brushed)],
    },
  };
}

/** The canvas of the plot itself, or the one above, which has no room for axes. */
function surfaceOf(inside: Inside, u: uPlot, context: CanvasRenderingContext2D): Surface {
  const { left, top, width, height } = u.bbox;
  const { min = 0, max = 1 } = u.scales['y'] ?? {};
  return {
    ...{ context, ratio: uPlot.pxRatio, theme: inside.options.theme(), times: inSight(inside) },
    values: [min, max],
    ...(context === u.ctx ? { left, top, width, height } : { left: 0, top: 0, width, height }),
  };
}

function pointed(inside: Inside, u: uPlot): void {
  const { options, isFollowing, marks, overlay } = inside;
  const { left = -1, top = -1 } = u.cursor;
  const time = left < 0 ? undefined : u.posToVal(left, 'x');
  const tip = time === undefined || isFollowing ? undefined : marks.tipAt(time, u.posToVal(top, 'y'));
  highlight(overlay, u, (context) => tip && marks.highlight(surfaceOf(inside, u, context), tip.spot));
  options.pointed(tip?.spot ?? (time === undefined ? undefined : { time, value: NaN }), tip, !isFollowing);
}

function selected(u: uPlot, brushed: PlotOptions['brushed']): void {
  const { left, width } = u.select;
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width >= leastDrag) {
    brushed([u.posToVal(left, 'x'), u.posToVal(left + width, 'x')]);
  }
}

function redraw(inside: Inside, u: uPlot): void {
  const [from, to] = inSight(inside);
  const [low, high] = inside.marks.range([from, to]);
  u.batch(() => {
    u.setScale('x', { min: from, max: to });
    u.setScale('y', { min: low, max: high });
  });
  u.redraw(false, true);
}

/** A moment is no range: there has to be something around it. */
function widened([from, to]: readonly [number, number], step: number): readonly [number, number] {
  const reach = step > 0 ? step : 60;
  return to > from ? [from, to] : [from - reach, to + reach];
}

function snapped(u: uPlot, left: number, marks: Marks): number {
  return u.valToPos(marks.snap(u.posToVal(left, 'x')), 'x');
}

function moveCursor(u: uPlot, spot: Spot | undefined): void {
  if (spot === undefined) {
    u.setCursor({ left: nowhere, top: nowhere });
  } else {
    u.setCursor({ left: u.valToPos(spot.time, 'x'), top: u.valToPos(spot.value, 'y') });
  }
}

/** Clears the canvas above the plot, and has it painted on. */
function highlight(
  overlay: HTMLCanvasElement,
  u: uPlot,
  paint: (context: CanvasRenderingContext2D) => void,
): void {
  const { width, height } = u.bbox;
  if (overlay.width !== width || overlay.height !== height) {
    overlay.width = width;
    overlay.height = height;
  }
  const context = overlay.getContext('2d');
  if (context) {
    context.clearRect(0, 0, width, height);
    paint(context);
  }
}

function axesOf({
  marks,
  clock,
  theme,
}: {
  marks: () => Marks;
  clock: Clock;
  theme: () => Theme;
}): uPlot.Axis[] {
  const last: { x: Ticks; y: Ticks } = { x: { at: [], step: 1 }, y: { at: [], step: 1 } };
  const look = {
    stroke: () => theme().muted,
    font: `${tickFont}px ${theme().font}`,
    grid: { stroke: () => theme().grid, width: 1 },
    ticks: { show: false },
    gap: 6,
  };
  return [
    {
      ...look,
      grid: { show: false },
      ticks: { stroke: () => theme().grid, width: 1, size: 4 },
      size: 40,
      splits: (u, _, low, high) => {
        last.x = timeTicks(low, high, Math.max(2, Math.floor(u.bbox.width / uPlot.pxRatio / 90)), clock);
        return [...last.x.at];
      },
      values: () => clock.label(last.x),
    },
    {
      ...look,
      size: (u, values) => yAxisSize(u, values, look.font),
      splits: (u, _, low, high) => {
        last.y = marks().ticks([low, high], Math.max(2, Math.floor(u.bbox.height / uPlot.pxRatio / 32)));
        return [...last.y.at];
      },
      values: () => marks().tickLabels(last.y),
    },
  ];
}

function yAxisSize(u: uPlot, values: readonly string[] | null, font: string): number {
  if (values === null) {
    return 50;
  }
  u.ctx.save();
  u.ctx.font = font;
  const widest = values.reduce((most, value) => Math.max(most, u.ctx.measureText(value).width), 0);
  u.ctx.restore();
  return Math.max(halfLabel, Math.ceil(widest) + 16);
}
