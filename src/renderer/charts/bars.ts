import type { Content, Context } from '../parts/content.ts';
import { isolated, make } from '../parts/dom.ts';
import { textPicture } from '../parts/picture.ts';

interface Bar {
  name: string;
  value: number;
  text: string;
}

/** So many bars at most: the table has all. */
const maxBars = 200;

/** Values of one moment side by side, or the buckets of one histogram. */
export function createBars(context: Context): Content {
  const { say, theme } = context;
  const { bars, total } = barsOf(context);
  const finite = bars.map(({ value }) => value).filter((value) => Number.isFinite(value));
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  const share = (value: number): number =>
    high > low ? ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * 100 : 0;
  const fills: HTMLElement[] = [];
  const rows = bars.map(({ name, value, text }) => {
    const fill = make('div', { class: 'barFill' });
    if (!Number.isNaN(value)) {
      const [from, to] = [share(0), share(value)].sort((a, b) => a - b);
      fill.style.marginInlineStart = `${from}%`;
      fill.style.width = `${(to ?? 0) - (from ?? 0)}%`;
      fills.push(fill);
    }
    const track = make('div', { class: 'barTrack', 'aria-hidden': 'true' }, fill);
    return make('li', {}, isolated(name, 'barName'), track, make('span', { class: 'barValue' }, text));
  });
  const list = make('ul', { class: 'bars', role: 'list' }, ...rows);
  const more =
    total > bars.length
      ? make('p', { class: 'quiet' }, say('andMore', String(total - bars.length)))
      : undefined;
  return {
    root: make('div', {}, list, more),
    tools: [],
    fit: () => fills.forEach((fill) => (fill.style.backgroundColor = theme().palette.color(0))),
    picture: () =>
      textPicture(
        bars
          .slice(0, 40)
          .map(({ name, value, text }) => ({ name, text, from: share(0) / 100, to: share(value) / 100 })),
        theme(),
      ),
    dispose: () => undefined,
  };
}

function barsOf({ shown: { answer }, nameOf, format, say }: Context): { bars: Bar[]; total: number } {
  const { result } = answer;
  if (result.kind !== 'instant') {
    return { bars: [], total: 0 };
  }
  const [histogram] = result.histograms;
  if (histogram !== undefined && result.series.length === 1) {
    const bars = histogram.buckets.slice(0, maxBars).map(({ lower, upper, count }) => {
      const name = `${format(lower)} – ${format(upper)}`;
      return { name, value: count, text: String(count) };
    });
    return { bars, total: histogram.buckets.length };
  }
  const counts = new Map(result.histograms.map(({ series, count }) => [series, count]));
  const bars = result.series.slice(0, maxBars).map((_, index) => {
    const count = counts.get(index);
    const value = count ?? result.values[index] ?? NaN;
    return {
      name: nameOf(index),
      value,
      text: count === undefined ? format(value) : `${say('count')} ${count}`,
    };
  });
  return { bars, total: result.series.length };
}
