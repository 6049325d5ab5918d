import { decodeShown } from '../../../src/query/codec.ts';
import type { RangeResult } from '../../../src/query/result.ts';
import type { FirstPaint } from './firstPaint.ts';

export const width = 900;
export const height = 260;

/** Has a page measure: `draw` paints an answer's bytes into an element, and settles when all is painted. */
export function contend(draw: (bytes: Uint8Array, element: HTMLElement) => Promise<unknown>): void {
  const given: { bytes: Uint8Array } = { bytes: new Uint8Array() };
  const take = (base64: string): void => {
    given.bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  };
  const measure = async (): Promise<FirstPaint> => {
    const element = document.createElement('div');
    element.style.width = `${width}px`;
    document.body.append(element);
    // The page itself is done.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    await draw(given.bytes, element);
    const canvas = (element.shadowRoot ?? element).querySelector('canvas');
    if (!canvas) {
      throw new Error('nothing was drawn');
    }
    // Paints whatever was only noted down so far.
    const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return { ms: performance.now() - start, ...ink(image) };
  };
  Object.assign(globalThis, { contender: { take, measure } });
}

export function columnsOf(bytes: Uint8Array): RangeResult {
  const result = decodeShown(bytes)?.answer.result;
  if (result?.kind !== 'range') {
    throw new Error('these are no series');
  }
  return result;
}

function ink(image: ImageData | undefined): Omit<FirstPaint, 'ms'> {
  const columns = new Set<number>();
  const colors = new Set<number>();
  let pixels = 0;
  for (let at = 0; image && at < image.data.length; at += 4) {
    const [r = 0, g = 0, b = 0, a = 0] = image.data.subarray(at, at + 4);
    // Axes and their words are grey.
    if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 40) {
      pixels += 1;
      columns.add((at / 4) % image.width);
      colors.add((r >> 5) * 64 + (g >> 5) * 8 + (b >> 5));
    }
  }
  return {
    covered: columns.size / (image?.width ?? 1),
    colors: colors.size,
    inked: pixels / (width * height),
  };
}
