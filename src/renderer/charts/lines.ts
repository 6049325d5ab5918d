import type { Clock } from '../wording/clock.ts';
import type { Format } from '../wording/format.ts';
import { xOf, yOf } from './marks.ts';
import type { Marks, Spot, Surface, Tip } from './marks.ts';
import { firstFrom, nearestIndex, niceRange, valueTicks } from '../data/scale.ts';
import { extentBetween, nearestPoint } from '../data/seriesData.ts';
import type { SeriesData } from '../data/seriesData.ts';
import type { UnitKind } from '../wording/unit.ts';
import type { Say } from '../wording/words.ts';

/** What all drawings of series need to know. */
export interface Drawing {
  data: SeriesData;
  /** Which series are to be seen, ascending. */
  shown: readonly number[];
  /** What the plan asked for. */
  times: readonly [number, number];
  nameOf: (series: number) => string;
  colorOf: (series: number) => string;
  format: Format;
  unitKind: UnitKind;
  clock: Clock;
  say: Say;
}

/** So many series are named in a tooltip; of more only the nearest. */
const fewSeries = 12;

/** Series as lines. */
export function linesOf(drawing: Drawing): Marks {
  const { data, shown, colorOf, unitKind } = drawing;
  return {
    ...{ times: drawing.times, step: data.step },
    ...valueAxis(drawing),
    range: (times) =>
      niceRange(extentBetween(data, shown, times) ?? [0, 1], { withZero: unitKind === 'bytes' }),
    paint: function* (surface) {
      const width = shown.length > 20 ? 1 : 1.5;
      surface.context.lineJoin = shown.length > 20 ? 'bevel' : 'round';
      for (const series of shown) {
        yield strokeSeries(surface, data, { series, color: colorOf(series), width });
      }
    },
    snap: (time) => snapTo(data, shown, time),
    tipAt: (time, value) => {
      const nearest = nearestPoint(data, shown, { time, value });
      return (
        nearest &&
        tipOf(drawing, {
          ...nearest,
          time: data.times(nearest.series)[nearest.point] ?? time,
          at: nearest.value,
        })
      );
    },
    neighbour: (time, value, direction) =>
      neighbourOf(drawing, { time, value, direction, at: (_, __, own) => own }),
    highlight: (surface, spot) => highlightLine(surface, drawing, spot),
  };
}

function highlightLine(surface: Surface, { data, shown, colorOf }: Drawing, { time, value }: Spot): void {
  const nearest = nearestPoint(data, shown, { time, value });
  if (nearest) {
    const color = colorOf(nearest.series);
    surface.context.lineJoin = 'round';
    strokeSeries(surface, data, { series: nearest.series, color, width: 2.5 });
    paintDot(surface, { time, value, color });
  }
}

/** Marks and labels of an axis of values. */
export function valueAxis({ format, unitKind }: Drawing): Pick<Marks, 'ticks' | 'tickLabels'> {
  const counting =
    unitKind === 'bytes' ? 'binary' : unitKind === 'seconds' || unitKind === 'date' ? 'seconds' : 'decimal';
  return {
    ticks: (range, most) => valueTicks(range, most, counting),
    tickLabels: ({ at, step }) => at.map((value) => format(value, step)),
  };
}

/** The time of the point that is nearest on any of the series. */
export function snapTo(data: SeriesData, shown: readonly number[], time: number): number {
  let best = time;
  let distance = Infinity;
  for (const series of data.shared ? shown.slice(0, 1) : shown) {
    const times = data.times(series);
    const near = times[nearestIndex(times, time)] ?? time;
    if (Math.abs(near - time) < distance) {
      distance = Math.abs(near - time);
      best = near;
    }
  }
  return best;
}

/** All values at a time when they are few, highest first; else the nearest alone. */
export function tipOf(
  { data, shown, nameOf, colorOf, format, clock, say }: Drawing,
  nearest: { series: number; time: number; value: number; at: number },
): Tip {
  const isFew = shown.length <= fewSeries && data.shared !== undefined;
  const point = data.shared ? nearestIndex(data.shared, nearest.time) : 0;
  const listed = isFew
    ? shown
        .map((series) => ({ series, value: data.values(series)[point] ?? NaN }))
        .filter(({ value, series }) => !Number.isNaN(value) || series === nearest.series)
        .sort((a, b) => b.value - a.value)
    : [nearest];
  return {
    spot: { time: nearest.time, value: nearest.at },
    title: clock.format(nearest.time, data.step || 1),
    entries: listed.map(({ series, value }) => ({
      color: colorOf(series),
      name: nameOf(series),
      value: format(value),
      isNearest: series === nearest.series,
    })),
    ...(!isFew && { note: say('ofSeries', String(shown.length)) }),
  };
}

/** Of what lies above or below at a time, the nearest. */
export function neighbourOf(
  { data, shown }: Drawing,
  from: {
    time: number;
    value: number;
    direction: 1 | -1;
    at: (series: number, point: number, own: number) => number;
  },
): number | undefined {
  let best: number | undefined;
  for (const series of shown) {
    const point = nearestIndex(data.times(series), from.time);
    const place = from.at(series, point, data.values(series)[point] ?? NaN);
    const away = (place - from.value) * from.direction;
    if (away > 0 && (best === undefined || away < (best - from.value) * from.direction)) {
      best = place;
    }
  }
  return best;
}

export function paintDot(
  surface: Surface,
  { time, value, color }: { time: number; value: number; color: string },
): void {
  const { context, ratio, theme } = surface;
  context.beginPath();
  context.arc(xOf(surface, time), yOf(surface, value), 4 * ratio, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 1.5 * ratio;
  context.strokeStyle = theme.background;
  context.stroke();
}

/** Draws one series, and says how many points that were. */
function strokeSeries(
  surface: Surface,
  data: SeriesData,
  { series, color, width }: { series: number; color: string; width: number },
): number {
  const { context, ratio, times: range } = surface;
  const times = data.times(series);
  const values = data.values(series);
  const from = Math.max(0, firstFrom(times, range[0]) - 1);
  const to = Math.min(times.length, firstFrom(times, range[1]) + 1);
  context.lineWidth = width * ratio;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.beginPath();
  if (to - from > 4 * surface.width) {
    traceColumns(surface, { times, values, from, to });
  } else {
    traceAll(surface, { times, values, from, to });
  }
  context.stroke();
  if (data.shared === undefined && to - from < surface.width / 8) {
    // Raw samples: where they are matters.
    markSamples(surface, { times, values, from, to });
  }
  return to - from;
}

function markSamples(surface: Surface, { times, values, from, to }: Run): void {
  const { context, ratio } = surface;
  context.beginPath();
  for (let index = from; index < to; index += 1) {
    const [x, y] = [xOf(surface, times[index] as number), yOf(surface, values[index] as number)];
    if (Number.isFinite(y)) {
      context.moveTo(x, y);
      context.arc(x, y, 2.5 * ratio, 0, 2 * Math.PI);
    }
  }
  context.fill();
}

interface Run {
  times: Float64Array;
  values: Float64Array;
  from: number;
  to: number;
}

/** A line through every point; a point without neighbours becomes a dot. */
function traceAll(surface: Surface, { times, values, from, to }: Run): void {
  const { context, ratio } = surface;
  const { perTime, perValue, x0, y0 } = factors(surface);
  let isDown = false;
  for (let index = from; index < to; index += 1) {
    const value = values[index] as number;
    // Infinite too: what cannot be reached is a gap.
    if (!(Math.abs(value) < Infinity)) {
      isDown = false;
      continue;
    }
    const x = x0 + (times[index] as number) * perTime;
    const y = y0 + value * perValue;
    if (isDown) {
      context.lineTo(x, y);
    } else {
      isDown = true;
      context.moveTo(x, y);
      const next = values[index + 1];
      if (index + 1 >= to || next === undefined || !(Math.abs(next) < Infinity)) {
        context.arc(x, y, 1.5 * ratio, 0, 2 * Math.PI);
        context.moveTo(x, y);
      }
    }
  }
}

/** Of many points in a column of pixels the first, lowest, highest and last draw the same picture. */
function traceColumns(surface: Surface, { times, values, from, to }: Run): void {
  const { context } = surface;
  const { perTime, perValue, x0, y0 } = factors(surface);
  let column = NaN;
  let [first, low, high, last] = [NaN, Infinity, -Infinity, NaN];
  let isDown = false;
  const flush = (): void => {
    if (low <= high) {
      const [begin, ...others] = [first, low, high, last].map((value) => y0 + value * perValue);
      context[isDown ? 'lineTo' : 'moveTo'](column, begin as number);
      others.forEach((y) => context.lineTo(column, y));
      isDown = true;
    }
    [low, high] = [Infinity, -Infinity];
  };
  for (let index = from; index < to; index += 1) {
    const value = values[index] as number;
    const x = Math.round(x0 + (times[index] as number) * perTime);
    if (x !== column) {
      flush();
      column = x;
    }
    if (!(Math.abs(value) < Infinity)) {
      flush();
      isDown = false;
      continue;
    }
    if (low > high) {
      first = value;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    last = value;
  }
  flush();
}

/** Pixels for one second and one unit, and where 0 of both would be. */
function factors(surface: Surface): { perTime: number; perValue: number; x0: number; y0: number } {
  const { width, height, times, values } = surface;
  const perTime = width / (times[1] - times[0]);
  const perValue = -height / (values[1] - values[0]);
  return { perTime, perValue, x0: xOf(surface, 0), y0: yOf(surface, 0) };
}
