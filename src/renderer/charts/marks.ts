import type { Ticks } from '../data/scale.ts';
import type { Theme } from '../look/theme.ts';

/** The part of a canvas between the axes, in its own pixels, and how times and values lie on it. */
export interface Surface {
  context: CanvasRenderingContext2D;
  left: number;
  top: number;
  width: number;
  height: number;
  /** Pixels of the canvas for one of the page. */
  ratio: number;
  /** First and last time in sight. */
  times: readonly [number, number];
  /** Lowest and highest value in sight. */
  values: readonly [number, number];
  theme: Theme;
}

/** What a pointer in the plot is at. */
export interface Spot {
  /** The time of the point itself. */
  time: number;
  value: number;
}

export interface TipEntry {
  color: string;
  name: string;
  value: string;
  isNearest: boolean;
}

export interface Tip {
  spot: Spot;
  title: string;
  entries: readonly TipEntry[];
  /** How many there are besides. */
  note?: string;
}

/** A way to draw data over time. It knows what is shown, not where. */
export interface Marks {
  /** All that there is to see. */
  times: readonly [number, number];
  /** Seconds between points, as far as the axis and the keyboard are concerned. */
  step: number;
  /** The range of values to show between two times. */
  range(times: readonly [number, number]): [number, number];
  ticks(range: readonly [number, number], most: number): Ticks;
  tickLabels(ticks: Ticks): string[];
  /** Paints in pieces: what each yields is its cost in points, so that others get their turn. */
  paint(surface: Surface): Iterable<number>;
  /** The time of the nearest point. */
  snap(time: number): number;
  /** What is nearest to a time and a value. */
  tipAt(time: number, value: number): Tip | undefined;
  /** The value of the next series above or below at that time. */
  neighbour(time: number, value: number, direction: 1 | -1): number | undefined;
  /** Paints what is nearest once more, so that it stands out. */
  highlight(surface: Surface, spot: Spot): void;
}

export function xOf({ left, width, times: [from, to] }: Surface, time: number): number {
  return left + ((time - from) / (to - from)) * width;
}

export function yOf({ top, height, values: [low, high] }: Surface, value: number): number {
  return top + ((high - value) / (high - low)) * height;
}
