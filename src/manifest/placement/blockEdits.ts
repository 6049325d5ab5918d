import type { TextEdit } from '../../problem.ts';
import { isPrintable } from '../yaml/quotedText.ts';
import type { ScalarLayout } from './scalarLayout.ts';
import type { ScalarMap } from './scalarMap.ts';

/**
 * The edit of a literal block's value as one of the file: new lines are indented, empty ones have no blanks. The line breaks
 * at the end of the value stay as many as the block's header says. `undefined` where a block cannot hold the text.
 */
export function blockEdit(
  file: string,
  layout: ScalarLayout,
  map: ScalarMap,
  edit: TextEdit,
): TextEdit | undefined {
  const { text: value } = map;
  const rest = value.slice(edit.end);
  if (!canHold(layout, value, edit) || swallowsComment(file, layout, value, edit)) {
    return undefined;
  }
  if (layout.indent < 0) {
    return firstContent(file, layout, value.slice(0, edit.start) + edit.text + rest);
  }
  const text = rest === '' ? ended(layout, value.slice(0, edit.start), edit.text) : edit.text;
  const from = startOf(file, layout, map, { ...edit, text });
  const indentation = ' '.repeat(layout.indent);
  const lineBreak = lineBreakOf(file, layout);
  const written = indented(text, rest.charAt(0), indentation);
  // A file that ends in its last line has no line break to begin a new one behind.
  const isUnfinished = from.isLineStart && from.start === file.length && !endsLine(file);
  return {
    start: from.start,
    end: Math.max(from.start, map.toFile(edit.end)),
    text: `${isUnfinished ? '\n' : ''}${from.isIndented ? '' : indentation}${written}`.replaceAll(
      '\n',
      lineBreak,
    ),
  };
}

/** A block without content is written anew: its blank lines may have any blanks in them. */
function firstContent(file: string, layout: ScalarLayout, value: string): TextEdit {
  const { start, end } = layout.content;
  const headerLine = file.slice(0, start).trimEnd();
  const header = headerLine.slice(headerLine.lastIndexOf('\n') + 1);
  const indentation = ' '.repeat((/^(?: *- )*(?: *)/.exec(header)?.[0].length ?? 0) + 2);
  const text = value.replace(/\n*$/, value === '' ? '' : '\n');
  const written = indented(`\n${text}`, '', indentation).slice(endsLine(file.slice(0, start)) ? 1 : 0);
  return { start, end, text: written.replaceAll('\n', lineBreakOf(file, layout)) };
}

/** Each line with the indentation, but for empty ones; `next` is the character that follows. */
function indented(text: string, next: string, indentation: string): string {
  const lines = (text + next).replaceAll(/\n(?=[^\n])/g, `\n${indentation}`);
  return lines.slice(0, lines.length - next.length);
}

function lineBreakOf(file: string, { content }: ScalarLayout): string {
  return file.slice(0, content.start).endsWith('\r\n') ? '\r\n' : '\n';
}

function endsLine(text: string): boolean {
  return /[\r\n]$/.test(text.slice(-1));
}

interface Start {
  start: number;
  isLineStart: boolean;
  /** Whether the first line has its indentation, or needs none. */
  isIndented: boolean;
}

function startOf(file: string, layout: ScalarLayout, map: ScalarMap, { start, end, text }: TextEdit): Start {
  const { text: value } = map;
  const at = map.toFile(start);
  if (start > 0 && value.charAt(start - 1) !== '\n') {
    return { start: at, isLineStart: false, isIndented: true };
  }
  let lineStart = at;
  while (lineStart > layout.content.start && file.charAt(lineStart - 1) === ' ') {
    lineStart -= 1;
  }
  const first = text.charAt(0) || value.charAt(end);
  const isEmpty = first === '' || first === '\n';
  // What was a line's beginning keeps its indentation.
  return !isEmpty && at - lineStart >= layout.indent && start < value.length
    ? { start: at, isLineStart: true, isIndented: true }
    : { start: lineStart, isLineStart: true, isIndented: isEmpty };
}

/** What is written at the end of the value so that the block still ends as its header says. */
function ended({ chomping }: ScalarLayout, before: string, text: string): string {
  const result = before.slice(-1) + text;
  if (chomping === 'strip') {
    return text.replace(/\n+$/, '');
  }
  return result === '' || result.endsWith('\n') ? text : `${text}\n`;
}

/** Whether nothing would be left that tells a comment below the block from its content. */
function swallowsComment(file: string, layout: ScalarLayout, value: string, edit: TextEdit): boolean {
  const comment = /\s*#/y;
  comment.lastIndex = layout.content.end;
  return !/[^\n]/.test(value.slice(0, edit.start) + edit.text + value.slice(edit.end)) && comment.test(file);
}

function canHold(layout: ScalarLayout, value: string, { start, end, text }: TextEdit): boolean {
  if (!isPrintable(text)) {
    return false;
  }
  const result = value.slice(0, start) + text + value.slice(end);
  // Parsers disagree about blocks that only have blanks.
  if (!/\S/.test(result) && /[^\n]/.test(result)) {
    return false;
  }
  const firstContent = value.search(/[^\n]/);
  const isFirstTouched = firstContent < 0 || start <= firstContent;
  // The first line says how far all of them are indented.
  if (isFirstTouched && !layout.isIndentExplicit && /^\n* /.test(result)) {
    return false;
  }
  return (
    layout.indent > 0 || !/^(?:---|\.\.\.)(?:\s|$)/m.test(value.slice(0, start) + text + value.slice(end))
  );
}
