import { longestRun } from '../../promql/markdown.ts';
import type { NotebookCell, NotebookText } from '../model.ts';
import { readBlocks } from './blocks.ts';
import type { Fence } from './blocks.ts';
import { codeLine, frontMatterEnd, isOutputInfo, outputMark } from './places.ts';
import { withPlainBreaks } from './readNotebook.ts';

/**
 * The file of a notebook. Cells that are as they were read, and all that lies between cells that were neighbours, are written byte for byte; the
 * rest is written so that it reads as the cells that there are.
 */
export function writeNotebook(notebook: NotebookText): Uint8Array {
  return new TextEncoder().encode(notebookMarkdown(notebook));
}

/** `writeNotebook` as a text. */
export function notebookMarkdown(notebook: NotebookText): string {
  const lineBreak = usualBreak(notebook);
  const cells = notebook.cells.filter((cell) => isVerbatim(cell) || !isEmptyProse(cell));
  const bodies: string[] = [];
  /** Index in `bodies` of the first cell of the prose that the next query follows. */
  let proseFrom = 0;
  cells.forEach((cell, index) => {
    const [before, next] = [cells[index - 1], cells[index + 1]];
    const body = bodyOf(cell, lineBreak);
    const isKept = isVerbatim(cell) && (next === undefined || areNeighbours(cell, next));
    bodies.push(body);
    if (before?.kind === 'query' || cell.kind === 'query') {
      proseFrom = bodies.length - 1;
    }
    const between = gap(cell, next, lineBreak);
    if (!isKept && next !== undefined) {
      const lines = closers(bodies.slice(proseFrom).join(''), next).filter(
        (line) => line !== '' || !hasEmptyLine(between),
      );
      bodies.push(...lines.flatMap((line) => [lineBreak, line]));
    }
    bodies.push(between);
  });
  return withHead(notebook.head, cells[0], bodies.join(''), lineBreak);
}

function isVerbatim({ kind, text, source }: NotebookCell): boolean {
  return source?.kind === kind && source.text === withPlainBreaks(text);
}

function isEmptyProse({ kind, text }: NotebookCell): boolean {
  return kind === 'markdown' && !/[^ \t\r\n]/.test(text);
}

function areNeighbours(cell: NotebookCell, next: NotebookCell): boolean {
  const [one, other] = [cell.source, next.source];
  return (
    one !== undefined &&
    other !== undefined &&
    one.of === other.of &&
    one.at + 1 === other.at &&
    (cell.kind === 'query' || next.kind === 'query')
  );
}

/** The line break that most lines of the file end in. */
function usualBreak({ head, cells }: NotebookText): string {
  const counts = new Map([
    ['\n', 0],
    ['\r\n', 0],
    ['\r', 0],
  ]);
  for (const text of [head, ...cells.flatMap(({ source }) => (source ? [source.raw, source.after] : []))]) {
    for (const [found] of text.matchAll(/\r\n|\n|\r/g)) {
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function bodyOf(cell: NotebookCell, lineBreak: string): string {
  if (isVerbatim(cell)) {
    return cell.source?.raw ?? '';
  }
  const text = withPlainBreaks(cell.text);
  if (cell.kind === 'markdown') {
    return withoutEmptyEnds(text.split('\n')).join(lineBreak);
  }
  const source = cell.source?.kind === 'query' ? cell.source.raw : '```promql';
  return fenced(text, openingOf(source), lineBreak);
}

function withoutEmptyEnds(lines: readonly string[]): readonly string[] {
  const isFull = (line: string): boolean => /[^ \t]/.test(line);
  return lines.slice(lines.findIndex(isFull), lines.findLastIndex(isFull) + 1);
}

interface Opening {
  indent: string;
  fence: string;
  /** Behind the fence, as it is written. */
  info: string;
}

function openingOf(raw: string): Opening {
  const [, indent = '', fence = '```', info = 'promql'] = /^( {0,3})(`{3,}|~{3,})([^\r\n]*)/.exec(raw) ?? [];
  return { indent, fence, info };
}

/** The text in a fence that is longer than whatever stands in it. */
function fenced(text: string, { indent, fence, info }: Opening, lineBreak: string): string {
  const char = fence.startsWith('~') ? '~' : '`';
  const own = char.repeat(Math.max(fence.length, longestRun(text, char) + 1));
  const lines = text === '' ? [] : text.split('\n');
  return [
    `${indent}${own}${info}`,
    ...lines.map((line) => (line === '' ? '' : indent + line)),
    `${indent}${own}`,
  ].join(lineBreak);
}

/** Lines that close what the prose (or a query) before a cell leaves open, where the cell would become part of it. */
function closers(text: string, next: NotebookCell): string[] {
  const { closer, listIndent } = readBlocks(text).open;
  if (closer !== undefined) {
    return [closer];
  }
  const indent = /^ */.exec(bodyOf(next, '\n'))?.[0].length ?? 0;
  // What ends a list without a word of prose: https://spec.commonmark.org/0.31.2/#example-308
  return indent > 0 && listIndent !== undefined && listIndent <= indent ? ['<!-- -->'] : [];
}

function hasEmptyLine(between: string): boolean {
  return /^[ \t]*(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]/.test(between);
}

/** What stands between a cell and the next, its saved output with it. */
function gap(cell: NotebookCell, next: NotebookCell | undefined, lineBreak: string): string {
  const { source, kind, output } = cell;
  const after = splitAfter(kind === 'query' ? (source?.after ?? '') : '');
  const isOld =
    source !== undefined && (next === undefined ? source.at === source.of - 1 : areNeighbours(cell, next));
  const isSame = output === undefined || (output ?? undefined) === after.text;
  if (isOld && (isSame || kind === 'markdown')) {
    return source.after;
  }
  const saved = kind === 'markdown' ? '' : isSame ? after.saved : savedOutput(output, lineBreak);
  const rest = isOld && kind === 'query' ? after.rest : next === undefined ? lineBreak : lineBreak.repeat(2);
  return saved + rest;
}

/** A saved output with the empty line above it; the empty text for none. */
function savedOutput(output: string | null | undefined, lineBreak: string): string {
  return typeof output === 'string'
    ? lineBreak.repeat(2) +
        fenced(withPlainBreaks(output), { indent: '', fence: '```', info: `text ${outputMark}` }, lineBreak)
    : '';
}

/** The saved output at the beginning of what follows a query, and the rest. */
function splitAfter(after: string): { saved: string; text: string | undefined; rest: string } {
  const first: Fence | undefined = readBlocks(after).fences[0];
  if (first === undefined || !first.isClosed || !isOutputInfo(first.info)) {
    return { saved: '', text: undefined, rest: after };
  }
  const text = first.lines.map((line) => codeLine(after, line, first.indent)).join('\n');
  return { saved: after.slice(0, first.end), text, rest: after.slice(first.end) };
}

function withHead(head: string, first: NotebookCell | undefined, body: string, lineBreak: string): string {
  const end = frontMatterEnd(head);
  const from = head.startsWith('\ufeff') ? 1 : 0;
  const hasFrontMatter = end > from;
  if (!hasFrontMatter) {
    const isOpen = head.length > from && !/[\r\n]$/.test(head) && body !== '';
    const whole = head + (isOpen ? lineBreak : '') + body;
    // Prose that begins with a line of dashes must not become front matter.
    return frontMatterEnd(whole) > from ? whole.slice(0, from) + lineBreak + whole.slice(from) : whole;
  }
  if (first === undefined || first.source?.at === 0) {
    return head + body;
  }
  const own = head.slice(0, end).replace(/[\r\n]+$/, '');
  return own + lineBreak.repeat(2) + body;
}
