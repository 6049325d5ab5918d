import type { Picture } from './content.ts';
import { make } from './dom.ts';
import type { Theme } from '../look/theme.ts';

const margin = 12;
const lineHeight = 18;
const fontSize = 12;

/** A picture with what it shows written above, and what its colours mean below. */
export function composePicture(
  title: string,
  { canvas, ratio, legend }: Picture,
  theme: Theme,
): HTMLCanvasElement {
  const columns = Math.max(1, Math.floor(canvas.width / ratio / 320));
  const lines = Math.ceil(legend.length / columns);
  const width = canvas.width + 2 * margin * ratio;
  const top = margin + lineHeight + 6;
  const height = canvas.height + (top + lines * lineHeight + margin) * ratio;
  const whole = make('canvas', { width: String(Math.round(width)), height: String(Math.round(height)) });
  const context = whole.getContext('2d');
  if (!context) {
    return whole;
  }
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  context.drawImage(canvas, margin * ratio, top * ratio);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  const pageWidth = width / ratio;
  write(context, theme, {
    text: title,
    x: margin,
    y: margin + lineHeight / 2,
    room: pageWidth - 2 * margin,
    isBold: true,
  });
  const columnWidth = (pageWidth - 2 * margin) / columns;
  legend.forEach(({ color, name }, index) => {
    const x = margin + (index % columns) * columnWidth;
    const y = top + canvas.height / ratio + Math.floor(index / columns) * lineHeight + lineHeight / 2;
    context.fillStyle = color;
    context.fillRect(x, y - 2, 12, 4);
    write(context, theme, { text: name, x: x + 18, y, room: columnWidth - 26 });
  });
  return whole;
}

interface Line {
  name: string;
  text: string;
  /** Where a bar begins and ends, as shares of its room. */
  from?: number;
  to?: number;
}

/** What is no canvas in the page: lines with a name, a bar and a value. */
export function textPicture(lines: readonly Line[], theme: Theme): Picture {
  const ratio = Math.max(1, devicePixelRatio);
  const width = 760;
  const height = lines.length * 24 + 4;
  const canvas = make('canvas', { width: String(width * ratio), height: String(height * ratio) });
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(ratio, ratio);
    context.textBaseline = 'middle';
    lines.forEach(({ name, text, from, to }, index) => {
      const y = index * 24 + 12;
      write(context, theme, { text: name, x: 0, y, room: 290 });
      if (from !== undefined && to !== undefined) {
        context.fillStyle = theme.palette.color(0);
        context.fillRect(300 + Math.min(from, to) * 300, y - 7, Math.abs(to - from) * 300, 14);
      }
      write(context, theme, {
        text,
        x: from === undefined ? 300 : 610,
        y,
        room: from === undefined ? 460 : 150,
      });
    });
  }
  return { canvas, ratio, legend: [] };
}

function write(
  context: CanvasRenderingContext2D,
  theme: Theme,
  {
    text,
    x,
    y,
    room,
    isBold = false,
  }: { text: string; x: number; y: number; room: number; isBold?: boolean },
): void {
  context.font = `${isBold ? 'bold ' : ''}${fontSize}px ${theme.font}`;
  context.fillStyle = theme.foreground;
  context.fillText(fitting(context, text, room), x, y);
}

/** As much of a text as there is room for. */
function fitting(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) {
    return text;
  }
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return `${text.slice(0, low)}…`;
}

/** The bytes of a canvas as a PNG file, as Base64 has them. */
export function pngOf(canvas: HTMLCanvasElement): string {
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
