import type { FromPage, Shown } from '../../query/shown.ts';
import type { Clock } from '../wording/clock.ts';
import type { Format } from '../wording/format.ts';
import type { Company } from './sync.ts';
import type { Theme } from '../look/theme.ts';
import type { Unit } from '../wording/unit.ts';
import type { Say } from '../wording/words.ts';

/** What every part of an output is made from. */
export interface Context {
  shown: Shown;
  say: Say;
  clock: Clock;
  unit: Unit;
  format: Format;
  nameOf: (series: number) => string;
  theme: () => Theme;
  company: Company;
  /** Absent where nobody hears it. */
  send: ((message: FromPage) => void) | undefined;
  /** Outlives the output: the next one of the cell looks alike. */
  memory: Memory;
  /** Asks for another range, or for the one before all zooms. */
  zoom: (times: readonly [number, number] | undefined) => void;
}

/** What a person chose for the outputs of a cell. */
export interface Memory {
  /** Names of the series that are to be seen, where not all are. */
  shown?: ReadonlySet<string> | undefined;
  isLegendOpen?: boolean;
}

/** One way to show a result, in the middle of an output. */
export interface Content {
  readonly root: HTMLElement;
  /** Goes into the toolbar. */
  readonly tools: readonly HTMLElement[];
  /** Called when it stands in the page, and when its width or the theme changed. */
  fit(width: number): void;
  /** Its picture, without title or legend, `width` pixels of the page wide. */
  picture(): Picture | undefined | Promise<Picture | undefined>;
  dispose(): void;
}

export interface Picture {
  canvas: HTMLCanvasElement;
  /** Pixels of the canvas for one of the page. */
  ratio: number;
  /** What the colours mean. */
  legend: readonly { color: string; name: string }[];
}
