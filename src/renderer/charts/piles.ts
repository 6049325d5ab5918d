import { neighbourOf, paintDot, snapTo, tipOf, valueAxis } from './lines.ts';
import type { Drawing } from './lines.ts';
import { xOf, yOf } from './marks.ts';
import type { Marks, Spot, Surface, Tip } from './marks.ts';
import { firstFrom, nearestIndex, niceRange } from '../data/scale.ts';
import { stackExtent, stackOf } from '../data/stack.ts';
import type { Stack } from '../data/stack.ts';

type Shape = 'areas' | 'bars';

/** Series on top of each other, as areas or as bars. They have to share their times. */
export function pilesOf(drawing: Drawing, shape: Shape): Marks {
  const { data, shown, colorOf } = drawing;
  const times = data.shared ?? new Float64Array();
  const stack = stackOf(data, shown);
  const margin = shape === 'bars' ? data.step / 2 : 0;
  const at = (series: number, point: number, own: number): number =>
    Number.isFinite(own) ? middleOf(stack, series, point) : NaN;
  return {
    ...{ times: [drawing.times[0] - margin, drawing.times[1] + margin], step: data.step },
    ...valueAxis(drawing),
    range: (inSight) =>
      niceRange(stackExtent(stack, ...pointsBetween(times, inSight)) ?? [0, 1], { withZero: true }),
    paint: function* (surface) {
      const points = pointsInSight(stack, times, surface);
      for (const series of shown) {
        const pile = { stack, times, points, row: stack.place.get(series) ?? 0, color: colorOf(series) };
        yield shape === 'areas' ? paintArea(surface, pile) : paintBars(surface, pile, data.step);
      }
    },
    snap: (time) => snapTo(data, shown, time),
    tipAt: (time, value) => tipIn(stack, drawing, { time, value }),
    neighbour: (time, value, direction) => neighbourOf(drawing, { time, value, direction, at }),
    highlight: (surface, { time, value }) => {
      const series = seriesAt(stack, { shown, point: nearestIndex(times, time), value });
      if (series !== undefined) {
        paintDot(surface, { time, value, color: colorOf(series) });
      }
    },
  };
}

function tipIn(stack: Stack, drawing: Drawing, { time, value }: Spot): Tip | undefined {
  const { data, shown } = drawing;
  const point = nearestIndex(data.times(0), time);
  const series = seriesAt(stack, { shown, point, value });
  return series === undefined
    ? undefined
    : tipOf(drawing, {
        ...{ series, time: data.times(series)[point] ?? time, value: data.values(series)[point] ?? NaN },
        at: middleOf(stack, series, point),
      });
}

function middleOf({ place, points, low, high }: Stack, series: number, point: number): number {
  const at = (place.get(series) ?? 0) * points + point;
  return ((low[at] ?? 0) + (high[at] ?? 0)) / 2;
}

/** First and last of the points between two times, with those that lines come from and go to. */
function pointsBetween(times: Float64Array, [from, to]: readonly [number, number]): [number, number] {
  return [Math.max(0, firstFrom(times, from) - 1), Math.min(times.length, firstFrom(times, to) + 1)];
}

/** The series whose part of the stack holds a value, else the one that is nearest. */
function seriesAt(
  { points, low, high }: Stack,
  { shown, point, value }: { shown: readonly number[]; point: number; value: number },
): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  shown.forEach((series, row) => {
    const [from = 0, to = 0] = [low[row * points + point], high[row * points + point]];
    // What takes no room is nearest only where nothing else is.
    const away = from === to ? Math.abs(from - value) + 1e-9 : Math.max(0, from - value, value - to);
    if (away < distance) {
      distance = away;
      best = series;
    }
  });
  return best;
}

/** The points to draw: all, or for each column of pixels the one where the stack is highest. */
function pointsInSight(
  { points, place, high, low }: Stack,
  times: Float64Array,
  surface: Surface,
): Uint32Array {
  const [from, to] = pointsBetween(times, surface.times);
  if (to - from <= 2 * surface.width) {
    return Uint32Array.from({ length: to - from }, (_, index) => from + index);
  }
  const reach = new Float64Array(to - from);
  for (let row = 0; row < place.size; row += 1) {
    for (let point = from; point < to; point += 1) {
      const at = row * points + point;
      reach[point - from] = Math.max(reach[point - from] as number, high[at] as number, -(low[at] as number));
    }
  }
  const chosen: number[] = [];
  let column = NaN;
  for (let point = from; point < to; point += 1) {
    const x = Math.round(xOf(surface, times[point] as number));
    const last = chosen.length - 1;
    if (x !== column) {
      column = x;
      chosen.push(point);
    } else if ((reach[point - from] as number) > (reach[(chosen[last] as number) - from] as number)) {
      chosen[last] = point;
    }
  }
  return Uint32Array.from(chosen);
}

interface Pile {
  stack: Stack;
  times: Float64Array;
  points: Uint32Array;
  row: number;
  color: string;
}

function paintArea(surface: Surface, pile: Pile): number {
  const { context } = surface;
  const { stack, points, color } = pile;
  if (points.length === 1) {
    return paintBars(surface, pile, (surface.times[1] - surface.times[0]) / 20);
  }
  context.beginPath();
  for (let index = 0; index < points.length; index += 1) {
    context.lineTo(...placeOf(surface, pile, { column: stack.high, index }));
  }
  for (let index = points.length - 1; index >= 0; index -= 1) {
    context.lineTo(...placeOf(surface, pile, { column: stack.low, index }));
  }
  context.closePath();
  context.fillStyle = color;
  context.globalAlpha = 0.55;
  context.fill();
  context.globalAlpha = 1;
  outlineArea(surface, pile);
  return points.length * 2;
}

/** A line along the top of an area; what takes no room has none. */
function outlineArea(surface: Surface, pile: Pile): void {
  const { context, ratio } = surface;
  const { stack, points, row, color } = pile;
  context.beginPath();
  let isDown = false;
  for (let index = 0; index < points.length; index += 1) {
    const at = row * stack.points + (points[index] as number);
    const takesRoom = (stack.high[at] as number) > (stack.low[at] as number);
    if (takesRoom) {
      const [x, y] = placeOf(surface, pile, { column: stack.high, index });
      if (isDown) {
        context.lineTo(x, y);
      } else {
        context.moveTo(x, y);
      }
    }
    isDown = takesRoom;
  }
  context.strokeStyle = color;
  context.lineWidth = ratio;
  context.stroke();
}

/** Where the stack reaches at a point, in pixels. */
function placeOf(
  surface: Surface,
  { stack, times, points, row }: Pile,
  { column, index }: { column: Float64Array; index: number },
): [number, number] {
  const point = points[index] as number;
  return [xOf(surface, times[point] as number), yOf(surface, column[row * stack.points + point] as number)];
}

function paintBars(surface: Surface, { stack, times, points, row, color }: Pile, step: number): number {
  const { context, ratio, width, times: range } = surface;
  const slot = points.length > width ? 1 : (step / (range[1] - range[0])) * width;
  const thick = Math.max(1, Math.min(slot - ratio, slot * 0.85));
  context.fillStyle = color;
  for (const point of points) {
    const at = row * stack.points + point;
    const top = yOf(surface, stack.high[at] as number);
    const bottom = yOf(surface, stack.low[at] as number);
    if (bottom > top) {
      const left = Math.round(xOf(surface, times[point] as number) - thick / 2);
      context.fillRect(left, top, Math.max(1, Math.round(thick)), bottom - top);
    }
  }
  return points.length;
}
