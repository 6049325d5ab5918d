import type { Content, Context } from '../parts/content.ts';
import { isolated, make } from '../parts/dom.ts';
import { textPicture } from '../parts/picture.ts';
import { extentOf } from '../data/scale.ts';
import { seriesDataOf, summarize } from '../data/seriesData.ts';
import { visibleText } from '../wording/text.ts';

interface Tile {
  name: string;
  text: string;
  values?: Float64Array;
}

const maxTiles = 24;
const maxText = 4000;

/** Numbers to be read from afar, each with what it was before. */
export function createTiles(context: Context): Content {
  const { shown, say, theme } = context;
  const { tiles, total } = tilesOf(context);
  const isText = shown.answer.result.kind === 'string';
  const sparks = tiles.map(({ values }) =>
    values && values.length > 1 ? make('canvas', { class: 'spark', 'aria-hidden': 'true' }) : undefined,
  );
  const made = tiles.map(({ name, text }, index) =>
    make(
      'div',
      { class: 'tile' },
      make('div', { class: isText ? 'tileText' : 'tileValue' }, isolated(text)),
      sparks[index],
      name === '' ? undefined : make('div', { class: 'tileName quiet' }, isolated(name)),
    ),
  );
  const left = total - tiles.length;
  const more = left > 0 ? make('p', { class: 'quiet' }, say('andMore', String(left))) : undefined;
  const grid = make('div', { class: tiles.length === 1 ? 'tiles single' : 'tiles' }, ...made);
  return {
    root: make('div', {}, grid, more),
    tools: [],
    fit: () =>
      sparks.forEach((canvas, index) => {
        const values = tiles[index]?.values;
        if (canvas && values) {
          paintSpark(canvas, values, theme().palette.color(0));
        }
      }),
    picture: () =>
      textPicture(
        tiles.map(({ name, text }) => ({ name, text })),
        theme(),
      ),
    dispose: () => undefined,
  };
}

function tilesOf({ shown: { answer }, nameOf, format, say }: Context): { tiles: Tile[]; total: number } {
  const { result } = answer;
  if (result.kind === 'string') {
    return {
      tiles: [
        { name: '', text: result.value === '' ? say('emptyText') : visibleText(result.value, maxText) },
      ],
      total: 1,
    };
  }
  if (result.kind === 'scalar') {
    return { tiles: [{ name: '', text: format(result.value) }], total: 1 };
  }
  const data = seriesDataOf(result);
  const counts = new Map(result.histograms.map(({ series, count }) => [series, count]));
  const tiles = result.series.slice(0, maxTiles).map((_, index): Tile => {
    const values = data?.values(index) ?? new Float64Array();
    const last = summarize(values)?.last;
    const text =
      last === undefined && counts.has(index)
        ? `${say('count')} ${counts.get(index) ?? ''}`
        : format(last ?? NaN);
    return { name: nameOf(index), text, values };
  });
  return { tiles, total: result.series.length };
}

function paintSpark(canvas: HTMLCanvasElement, values: Float64Array, color: string): void {
  const ratio = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = clientWidth * ratio;
  canvas.height = clientHeight * ratio;
  const context = canvas.getContext('2d');
  const extent = extentOf(values);
  if (!context || !extent) {
    return;
  }
  const [low, high] = extent;
  const air = 3 * ratio;
  context.strokeStyle = color;
  context.lineWidth = 1.5 * ratio;
  context.lineJoin = 'round';
  context.beginPath();
  let isDown = false;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) {
      isDown = false;
      return;
    }
    const x = (index / (values.length - 1)) * canvas.width;
    const share = high > low ? (value - low) / (high - low) : 0.5;
    const y = canvas.height - air - share * (canvas.height - 2 * air);
    if (isDown) {
      context.lineTo(x, y);
    } else {
      context.moveTo(x, y);
    }
    isDown = true;
  });
  context.stroke();
}
