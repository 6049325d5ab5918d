import type { Labels } from '../query/result.ts';

/** Characters that change how the text around them is shown, or that end a line; what is left of a broken character pair too. */
const unsafe =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}\ufeff\u200b-\u200d\u2060-\u2064\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The text on one line, with escapes for characters that are not seen or that turn the text around them. */
export function inert(text: string, most = Infinity): string {
  const cut = text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return cut.replaceAll(unsafe, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** A series as PromQL writes it, `up{job="a"}`, on one line; values longer than `most` are cut. */
export function seriesName(labels: Labels, most = 200): string {
  const { __name__: metric, ...others } = labels;
  const pairs = Object.entries(others).map(([name, value]) => `${inert(name, most)}=${quoted(value, most)}`);
  const braces = pairs.length === 0 && metric !== undefined ? '' : `{${pairs.join(', ')}}`;
  return (metric === undefined ? '' : inert(metric, most)) + braces;
}

function quoted(value: string, most: number): string {
  const cut = value.length > most ? `${value.slice(0, most)}…` : value;
  return `"${inert(cut.replaceAll(/[\\"]/g, (char) => `\\${char}`))}"`;
}
