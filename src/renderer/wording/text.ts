import type { Labels } from '../../query/result.ts';

/** Characters that would reorder, hide or break a line: controls, and the marks of bidirectional text. */
// eslint-disable-next-line no-control-regex
const unruly = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * A text of a server as it may stand on the page: at most `limit` characters, and whatever cannot be seen is written as an escape.
 * That it is no markup is up to whoever writes it: as a text node.
 */
export function visibleText(text: string, limit: number): string {
  const cut = text.length > limit;
  const kept = cut ? text.slice(0, limit).replace(/[\ud800-\udbff]$/, '') : text;
  const plain = kept.replace(unruly, escaped);
  return cut ? `${plain}…` : plain;
}

function escaped(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\t':
      return '\\t';
    case '\r':
      return '\\r';
    default:
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
}

const valueLimit = 80;
const nameLimit = 240;

/** Labels that all the series have with the same value: they set nothing apart. Empty for a single series. */
export function commonLabels(series: readonly Labels[]): ReadonlySet<string> {
  const [first, ...others] = series;
  if (first === undefined || others.length === 0) {
    return new Set();
  }
  const common = new Set(Object.keys(first));
  for (const labels of others) {
    for (const name of common) {
      if (labels[name] !== first[name]) {
        common.delete(name);
      }
    }
    if (common.size === 0) {
      break;
    }
  }
  return common;
}

/** How PromQL writes the labels, without those that are left out: `name{a="b"}`. Empty when nothing is left. */
export function seriesName(labels: Labels, leftOut: ReadonlySet<string>): string {
  const parts: string[] = [];
  let length = 0;
  for (const label of Object.keys(labels)) {
    if (label === '__name__' || leftOut.has(label)) {
      continue;
    }
    const part = `${visibleText(label, valueLimit)}="${visibleText(labels[label] ?? '', valueLimit)}"`;
    length += part.length;
    if (length > nameLimit) {
      parts.push('…');
      break;
    }
    parts.push(part);
  }
  const metric = leftOut.has('__name__') ? '' : visibleText(labels['__name__'] ?? '', valueLimit);
  return parts.length === 0 ? metric : `${metric}{${parts.join(', ')}}`;
}

/** Names series by their place, and remembers: a thousand names are never wanted at once. `whole` stands for a series without labels. */
export function nameSeries(series: readonly Labels[], whole: string): (index: number) => string {
  const common = commonLabels(series);
  const known: (string | undefined)[] = [];
  return (index) => {
    const labels = series[index] ?? {};
    return (known[index] ??=
      seriesName(labels, common) || seriesName(labels, new Set()) || visibleText(whole, valueLimit));
  };
}
