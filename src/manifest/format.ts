import type { TextEdit } from '../problem.ts';
import { lineEnd, nextLine, skipSpaces } from './yaml/loose/scan.ts';
import type { LooseYaml, Spot } from './yaml/loose/spot.ts';

const step = 2;

/** Where spots stand after formatting, by spot. */
type Columns = ReadonlyMap<Spot, number>;

/**
 * The edits that give a text an indentation of two spaces: keys and list items by their depth, comments like what follows
 * them, what lies in block scalars and brackets moved along with its key. Order, quotes, blank lines and brackets stay.
 * Whether lists are indented below their key is taken from the text, where it is mixed from most of it. White space at the
 * ends of lines goes. Only what changes is edited; a formatted text gives none.
 */
export function formatLoose(yaml: LooseYaml): TextEdit[] {
  const columns = newColumns(yaml);
  const indents = lineIndents(yaml, columns);
  const edits: TextEdit[] = [];
  const { text, root, spots } = yaml;
  const end = spots.reduce((last, spot) => Math.max(last, spot.end), root.start);
  const stop = yaml.comments.reduce((last, comment) => Math.max(last, comment.end), end);
  for (let line = lineStartAt(text, root.start); line < stop; line = nextLine(text, line, text.length)) {
    const indent = indents.get(line);
    const content = skipSpaces(text, line, text.length);
    if (indent !== undefined && content - line !== indent) {
      edits.push({ start: line, end: content, text: ' '.repeat(indent) });
    }
  }
  return [...edits, ...gapEdits(yaml), ...trailingEdits(yaml, stop)].sort((a, b) => a.start - b.start);
}

function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function newColumns({ root, spots }: LooseYaml): Columns {
  const base = spots[0]?.column ?? 0;
  const listIndent = isMostlyIndented(spots) ? step : 0;
  const columns = new Map<Spot, number>();
  for (const spot of spots) {
    const { parent } = spot;
    if (spot.column < 0 || !parent) {
      continue;
    }
    const above = columns.get(parent);
    columns.set(
      spot,
      parent === root || above === undefined
        ? base
        : above + (spot.kind === 'item' && parent.kind === 'entry' ? listIndent : step),
    );
  }
  return columns;
}

/** Whether most lists below keys are indented further than the key. */
function isMostlyIndented(spots: readonly Spot[]): boolean {
  let balance = 0;
  for (const { children, column, kind } of spots) {
    const [first] = children;
    if (kind === 'entry' && first?.kind === 'item' && first.column >= 0) {
      balance += first.column > column ? 1 : -1;
    }
  }
  return balance >= 0;
}

/** The indentation that each line gets, by its beginning. Lines that are blank have none. */
function lineIndents(yaml: LooseYaml, columns: Columns): Map<number, number> {
  const { text, spots } = yaml;
  const indents = new Map<number, number>();
  let previous = -1;
  for (const spot of spots) {
    const column = columns.get(spot);
    if (column === undefined) {
      continue;
    }
    if (spot.line !== previous && text.slice(spot.line, spot.start).trim() === '') {
      indents.set(spot.line, column);
    }
    previous = spot.line;
    moveAlong(yaml, spot, { column, indents });
  }
  alignComments(yaml, columns, indents);
  return indents;
}

/** The further lines of a value keep their distance from its key; the content of a block scalar gets one step. */
function moveAlong(
  { text }: LooseYaml,
  spot: Spot,
  { column, indents }: { column: number; indents: Map<number, number> },
): void {
  const { block, value } = spot;
  const from = block?.start ?? nextLine(text, value?.start ?? spot.end, text.length);
  const end = block?.end ?? value?.end ?? from;
  const isFixed = block !== undefined && /^[^#]*\d/.test(text.slice(value?.start, value?.end));
  const lowest = block && !isFixed ? leastIndent(text, { start: from, end }) : undefined;
  const shift = lowest === undefined ? column - spot.column : column + step - lowest;
  for (let line = from; line < end; line = nextLine(text, line, text.length)) {
    const content = skipSpaces(text, line, end);
    if (content < lineEnd(text, line, end)) {
      indents.set(line, Math.max(0, content - line + shift));
    }
  }
}

function leastIndent(text: string, { start, end }: { start: number; end: number }): number | undefined {
  let least: number | undefined;
  for (let line = start; line < end; line = nextLine(text, line, text.length)) {
    const content = skipSpaces(text, line, end);
    if (content < lineEnd(text, line, end)) {
      least = Math.min(least ?? Infinity, content - line);
    }
  }
  return least;
}

/**
 * A comment alone in its line moves with the line that it stands level with: the next one, or one above it that it still
 * belongs to. Level with neither it stands where the next line does.
 */
function alignComments(
  { text, spots, comments }: LooseYaml,
  columns: Columns,
  indents: Map<number, number>,
): void {
  let above = spots.length - 1;
  for (const { start } of comments.toReversed()) {
    const line = lineStartAt(text, start);
    if (text.slice(line, start).trim() !== '' || indents.has(line)) {
      continue;
    }
    while (above >= 0 && (spots[above]?.start ?? 0) > start) {
      above -= 1;
    }
    const column = start - line;
    const next = nextContent(text, line);
    const isLevelWithNext = next !== undefined && skipSpaces(text, next, text.length) - next === column;
    const indent =
      (isLevelWithNext ? undefined : levelAbove(spots[above], columns, column)) ??
      (next === undefined ? undefined : indents.get(next)) ??
      lastIndent(text, line, indents);
    if (indent !== undefined) {
      indents.set(line, indent);
    }
  }
}

/** Where a spot goes that stands in a column, among a spot and those that it is part of. */
function levelAbove(spot: Spot | undefined, columns: Columns, column: number): number | undefined {
  for (let at = spot; at; at = at.parent) {
    if (at.column === column) {
      return columns.get(at);
    }
  }
  return undefined;
}

/** The beginning of the next line that is not blank. */
function nextContent(text: string, from: number): number | undefined {
  for (
    let line = nextLine(text, from, text.length);
    line < text.length;
    line = nextLine(text, line, text.length)
  ) {
    if (skipSpaces(text, line, text.length) < lineEnd(text, line, text.length)) {
      return line;
    }
  }
  return undefined;
}

function lastIndent(text: string, from: number, indents: ReadonlyMap<number, number>): number | undefined {
  for (let line = from; line > 0;) {
    line = lineStartAt(text, line - 1);
    const indent = indents.get(line);
    if (indent !== undefined) {
      return indent;
    }
  }
  return undefined;
}

/** One space between a dash and what follows it, and behind a colon. */
function gapEdits({ text, spots }: LooseYaml): TextEdit[] {
  const edits: TextEdit[] = [];
  const gap = (from: number, to: number): void => {
    if (to - from > 1 && text.slice(from, to).trim() === '' && !text.slice(from, to).includes('\n')) {
      edits.push({ start: from, end: to, text: ' ' });
    }
  };
  for (const spot of spots) {
    if (spot.column < 0) {
      continue;
    }
    if (spot.parent?.kind === 'item' && spot.parent.line === spot.line) {
      gap(spot.parent.start + 1, spot.start);
    }
    if (spot.value && spot.kind !== 'word') {
      const mark = spot.key ? text.indexOf(':', spot.key.end) : spot.start;
      gap(mark + 1, spot.value.start);
    }
  }
  return edits;
}

/** White space at the ends of lines, but not in scalars, where it can be part of the value. */
function trailingEdits({ text, root, spots }: LooseYaml, stop: number): TextEdit[] {
  const edits: TextEdit[] = [];
  const kept = spots.filter(
    ({ block, value }) => block ?? (value && text.slice(value.start, value.end).includes('\n')),
  );
  let next = 0;
  for (let line = lineStartAt(text, root.start); line < stop; line = nextLine(text, line, text.length)) {
    const end = lineEnd(text, line, text.length);
    while (next < kept.length && spotEnd(kept[next]) < line) {
      next += 1;
    }
    const scalar = kept[next];
    const isInside = scalar !== undefined && line <= spotEnd(scalar) && end >= (scalar.value?.start ?? 0);
    const content = line + text.slice(line, end).trimEnd().length;
    if (!isInside && content < end) {
      edits.push({ start: content, end, text: '' });
    }
  }
  return edits;
}

function spotEnd(spot: Spot | undefined): number {
  return Math.max(spot?.block?.end ?? 0, spot?.value?.end ?? 0);
}
