import uPlot from 'uplot';
import type { Clock } from './clock.ts';
import { timeTicks } from './clock.ts';
import { make } from './dom.ts';
import type { Marks, Spot, Surface, Tip } from './marks.ts';
import { createPainter } from './painter.ts';
import type { Ticks } from './scale.ts';
import type { Theme } from './theme.ts';

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
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly marks: Marks;
  /** Times in sight. */
  readonly times: readonly [number, number];
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
const leastDrag = 4;

export function createPlot(into: HTMLElement, options: PlotOptions): Plot {
  const { clock, theme } = options;
  const state = {
    marks: options.marks,
    zoomed: undefined as readonly [number, number] | undefined,
    isFollowing: false,
    isDisposed: false,
  };
  const painter = createPainter();
  const overlay = make('canvas', { class: 'overlay' });
  const inSight = (): readonly [number, number] =>
    widened(state.zoomed ?? state.marks.times, state.marks.step);
  const surface = (context: CanvasRenderingContext2D, u: uPlot, isOverlay: boolean): Surface => ({
    ...{ context, ratio: uPlot.pxRatio, theme: theme(), times: inSight(), values: rangeOf(u) },
    ...{
      left: isOverlay ? 0 : u.bbox.left,
      top: isOverlay ? 0 : u.bbox.top,
      width: u.bbox.width,
      height: u.bbox.height,
    },
  });
  const pointed = (u: uPlot): void => {
    const { left = -1, top = -1 } = u.cursor;
    const tip =
      left < 0 || state.isFollowing
        ? undefined
        : state.marks.tipAt(u.posToVal(left, 'x'), u.posToVal(top, 'y'));
    highlight(overlay, u, (context) => tip && state.marks.highlight(surface(context, u, true), tip.spot));
    const time = left < 0 ? undefined : u.posToVal(left, 'x');
    options.pointed(
      tip?.spot ?? (time === undefined ? undefined : { time, value: NaN }),
      tip,
      !state.isFollowing,
    );
  };
  const u = new uPlot(
    {
      ...{ width: options.width, height: options.height, padding: [10, 16, 0, 0] },
      series: [{}, { show: false }],
      legend: { show: false },
      scales: {
        x: { time: false, auto: false, range: () => [...inSight()] },
        y: { auto: false, range: () => state.marks.range(inSight()) },
      },
      axes: axesOf({ marks: () => state.marks, clock, theme }),
      cursor: {
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: leastDrag },
        move: (self, left, top) => [left < 0 ? left : snapped(self, left, state.marks), top],
        bind: { dblclick: () => () => (options.reset(), null) },
      },
      hooks: {
        draw: [
          (self) => painter.start(self.ctx, state.marks.paint(surface(self.ctx, self, false)), self.bbox),
        ],
        setCursor: [pointed],
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            if (width >= leastDrag) {
              options.brushed([self.posToVal(left, 'x'), self.posToVal(left + width, 'x')]);
            }
          },
        ],
      },
    },
    [[...inSight()], [null, null]],
    into,
  );
  u.over.append(overlay);
  const redraw = (): void => {
    const [[from, to], [low, high]] = [inSight(), state.marks.range(inSight())];
    u.batch(() => {
      u.setScale('x', { min: from, max: to });
      u.setScale('y', { min: low, max: high });
    });
    u.redraw(false, true);
  };
  return {
    root: u.root,
    canvas: u.ctx.canvas,
    get marks() {
      return state.marks;
    },
    get times() {
      return inSight();
    },
    show: (marks) => {
      state.marks = marks;
      redraw();
    },
    zoom: (times) => {
      state.zoomed = times;
      redraw();
    },
    resize: (width) => u.setSize({ width, height: options.height }),
    point: (spot) => moveCursor(u, spot),
    follow: (time) => {
      state.isFollowing = true;
      u.setCursor({ left: time === undefined ? -10 : u.valToPos(time, 'x'), top: -10 }, true);
      state.isFollowing = false;
    },
    placeOf: ({ time, value }) => ({
      left: u.over.offsetLeft + u.valToPos(time, 'x'),
      top: u.over.offsetTop + u.valToPos(value, 'y'),
    }),
    refresh: () => u.syncRect(),
    painted: () => painter.finished(),
    dispose: () => {
      painter.stop();
      u.destroy();
    },
  };
}

/** A moment is no range: there has to be something around it. */
function widened([from, to]: readonly [number, number], step: number): readonly [number, number] {
  const reach = step > 0 ? step : 60;
  return to > from ? [from, to] : [from - reach, to + reach];
}

function rangeOf(u: uPlot): [number, number] {
  const { min = 0, max = 1 } = u.scales['y'] ?? {};
  return [min, max];
}

function snapped(u: uPlot, left: number, marks: Marks): number {
  return u.valToPos(marks.snap(u.posToVal(left, 'x')), 'x');
}

function moveCursor(u: uPlot, spot: Spot | undefined): void {
  if (spot === undefined) {
    u.setCursor({ left: -10, top: -10 });
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
  return Math.ceil(widest) + 16;
}
