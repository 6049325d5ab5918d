import type { Clock } from '../wording/clock.ts';
import type { Rgba } from '../look/colors.ts';
import { cssColor } from '../look/colors.ts';
import type { Format } from '../wording/format.ts';
import { intensity } from '../data/heatmap.ts';
import type { Grid } from '../data/heatmap.ts';
import { xOf, yOf } from './marks.ts';
import type { Marks, Spot, Surface, Tip } from './marks.ts';
import { nearestIndex } from '../data/scale.ts';

export interface HeatDrawing {
  grid: Grid;
  times: readonly [number, number];
  step: number;
  color: () => Rgba;
  /** Of what was measured. */
  formatEdge: Format;
  formatCount: Format;
  clock: Clock;
}

/** Histograms over time: each column a moment, each row a bucket, all rows of the same height. */
export function heatOf(drawing: HeatDrawing): Marks {
  const { grid, times, step, color, formatEdge } = drawing;
  const rows = grid.edges.length - 1;
  const half = step / 2 || 30;
  const picture = pictureMaker(grid);
  return {
    ...{ times: [times[0] - half, times[1] + half], step },
    range: () => [0, rows],
    ticks: (_, most) => {
      const stride = Math.max(1, Math.ceil((rows + 1) / Math.max(2, 2 * most)));
      const at = Array.from({ length: Math.floor(rows / stride) + 1 }, (_, index) => index * stride);
      return { at, step: stride };
    },
    tickLabels: ({ at }) => at.map((edge) => formatEdge(grid.edges[edge] ?? NaN)),
    paint: function* (surface) {
      paintGrid(surface, picture(color()), { grid, half });
      yield grid.counts.length;
    },
    snap: (time) => grid.times[nearestIndex(grid.times, time)] ?? time,
    tipAt: (time, value) => tipIn(drawing, { time, value }),
    neighbour: (_, value, direction) => {
      const next = rowAt(grid, value) + direction;
      return next >= 0 && next < rows ? next + 0.5 : undefined;
    },
    highlight: (surface, { time, value }) => outlineCell(surface, { time, row: rowAt(grid, value), half }),
  };
}

function rowAt({ edges }: Grid, value: number): number {
  return Math.min(edges.length - 2, Math.max(0, Math.floor(value)));
}

function tipIn(
  { grid, step, color, formatEdge, formatCount, clock }: HeatDrawing,
  { time, value }: Spot,
): Tip | undefined {
  const row = rowAt(grid, value);
  const column = nearestIndex(grid.times, time);
  const at = grid.times[column];
  const count = grid.counts[row * grid.times.length + column];
  if (at === undefined || count === undefined) {
    return undefined;
  }
  const [lower, upper] = [row, row + 1].map((edge) => formatEdge(grid.edges[edge] ?? NaN));
  const entry = {
    color: withIntensity(color(), intensity(count, grid.most)),
    name: `${lower} – ${upper}`,
    ...{ value: formatCount(count), isNearest: true },
  };
  return { spot: { time: at, value: row + 0.5 }, title: clock.format(at, step || 1), entries: [entry] };
}

function paintGrid(
  surface: Surface,
  picture: HTMLCanvasElement,
  { grid, half }: { grid: Grid; half: number },
): void {
  const { context, left, top, width, height, theme } = surface;
  context.imageSmoothingEnabled = false;
  // The lines of the axis would shine through.
  context.fillStyle = theme.background;
  context.fillRect(left, top, width, height);
  const x0 = xOf(surface, (grid.times[0] ?? 0) - half);
  const x1 = xOf(surface, (grid.times.at(-1) ?? 0) + half);
  const [y0, y1] = [yOf(surface, grid.edges.length - 1), yOf(surface, 0)];
  context.drawImage(picture, x0, y0, x1 - x0, y1 - y0);
}

function withIntensity([r, g, b]: Rgba, alpha: number): string {
  return cssColor([r, g, b, alpha]);
}

function outlineCell(
  surface: Surface,
  { time, row, half }: { time: number; row: number; half: number },
): void {
  const { context, ratio, theme } = surface;
  const [x0, x1] = [xOf(surface, time - half), xOf(surface, time + half)];
  context.strokeStyle = theme.foreground;
  context.lineWidth = 1.5 * ratio;
  context.strokeRect(
    x0,
    yOf(surface, row + 1),
    Math.max(2, x1 - x0),
    yOf(surface, row) - yOf(surface, row + 1),
  );
}

/** Paints the grid with one pixel for a cell, once for each colour. */
function pictureMaker(grid: Grid): (color: Rgba) => HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  let painted = '';
  return (color) => {
    const name = cssColor(color);
    const columns = grid.times.length;
    const rows = grid.edges.length - 1;
    if (painted !== name && columns > 0) {
      painted = name;
      canvas.width = columns;
      canvas.height = rows;
      const context = canvas.getContext('2d');
      const image = new ImageData(columns, rows);
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const at = ((rows - 1 - row) * columns + column) * 4;
          image.data.set(color.slice(0, 3), at);
          image.data[at + 3] = Math.round(
            255 * intensity(grid.counts[row * columns + column] ?? 0, grid.most),
          );
        }
      }
      context?.putImageData(image, 0, 0);
    }
    return canvas;
  };
}
