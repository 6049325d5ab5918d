import type { Span } from '../../../problem.ts';

/**
 * A key, a list item or a lone word as its line and indentation tell it, whether or not the YAML around it can be
 * parsed. Offsets are those of the text that was read.
 */
export interface Spot extends Span {
  kind: 'root' | 'entry' | 'item' | 'word';
  /** Of the key, the dash or the word; -1 for the root and for all that stands inside `[ ]` or `{ }`. */
  column: number;
  /** Where its line begins. */
  line: number;
  parent: Spot | undefined;
  children: Spot[];
  /** As written, with its quotes. */
  key?: Span;
  /** The key without quotes; empty for all that has none. */
  name: string;
  /** As written, with its quotes, brackets, anchor and tag; the header where a block scalar follows. */
  value?: Span;
  /** The lines of a block scalar. */
  block?: Span;
  /** The value is written in brackets; its parts are children. */
  flow?: 'map' | 'sequence';
}

/** What could be told of a text by its lines alone. */
export interface LooseYaml {
  text: string;
  root: Spot;
  /** All but the root, in the order of the text. */
  spots: readonly Spot[];
  /** From `#` to the end of the line. */
  comments: readonly Span[];
}

/** A spot below `parent`, which it is added to. */
export function addSpot(
  parent: Spot | undefined,
  spot: Pick<Spot, 'kind' | 'column' | 'line' | 'start' | 'end'>,
): Spot {
  const added: Spot = { ...spot, parent, children: [], name: '' };
  parent?.children.push(added);
  return added;
}

/** Where the last thing below a spot ends. */
export function endOf(spot: Spot): number {
  let last = spot;
  // What stands in brackets ends with them.
  for (let child = last.children.at(-1); child && !last.flow; child = last.children.at(-1)) {
    last = child;
  }
  return Math.max(spot.end, last.end);
}

/** The keys (strings) and list indexes (numbers) that lead to a spot. */
export function pathOf(spot: Spot): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = spot; at.parent; at = at.parent) {
    if (at.kind === 'entry') {
      path.unshift(at.name);
    } else if (at.kind === 'item') {
      path.unshift(at.parent.children.indexOf(at));
    }
  }
  return path;
}

/** The text of a scalar as written, without quotes, anchor and tag; escapes stay. */
export function plainText(text: string, span: Span | undefined): string {
  const written = span ? text.slice(span.start, span.end).replace(/^(?:[&!]\S*\s+)+/, '') : '';
  const quote = written.charAt(0);
  if (quote !== '"' && quote !== "'") {
    return written;
  }
  return written.length > 1 && written.endsWith(quote) ? written.slice(1, -1) : written.slice(1);
}

/** The value of a key below a spot as it is written, without quotes; `undefined` where it is missing or no scalar. */
export function valueBelow(yaml: LooseYaml, spot: Spot, name: string): string | undefined {
  const child = spot.children.findLast((entry) => entry.kind === 'entry' && entry.name === name);
  return child?.value && !child.flow && !child.block ? plainText(yaml.text, child.value) : undefined;
}
