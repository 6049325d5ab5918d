import type { Span } from '../../problem.ts';
import { walkBlock, walkFlow } from '../yaml/scalarWalk.ts';
import type { BlockLayout, Chomping, ScalarSink } from '../yaml/scalarWalk.ts';
import type { ScalarStyle } from '../yaml/yamlNode.ts';

/** What a scalar's own characters say of how its value is written. */
export interface ScalarLayout {
  style: ScalarStyle;
  /** The value's part of the file: between the quotes, below the header. */
  content: Span;
  /** Columns in front of the lines of a block's content; negative where there is none. */
  indent: number;
  chomping: Chomping;
  /** Whether the header of a block says how far its content is indented. */
  isIndentExplicit: boolean;
}

/** Reads the layout of the scalar at `span`, whose value is known. */
export function layoutOf(file: string, span: Span, value: string): ScalarLayout {
  const style = styleAt(file, span.start);
  if (style === 'plain') {
    return { style, content: span, indent: 0, chomping: 'clip', isIndentExplicit: false };
  }
  if (style === 'single' || style === 'double') {
    const content = { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) };
    return { style, content, indent: 0, chomping: 'clip', isIndentExplicit: false };
  }
  const header = /[|>][-+\d]*/y;
  header.lastIndex = span.start;
  const marks = header.exec(file)?.[0] ?? '';
  const start = lineEndAfter(file, span.start);
  const content = { start, end: Math.max(start, span.end) };
  return {
    style,
    content,
    indent: contentIndent(file, content, value),
    chomping: marks.includes('-') ? 'strip' : marks.includes('+') ? 'keep' : 'clip',
    isIndentExplicit: /\d/.test(marks),
  };
}

/** Tells the sink where the scalar's value stems from. */
export function walkScalar(file: string, layout: ScalarLayout, sink: ScalarSink): void {
  const { style, content } = layout;
  if (style === 'literal' || style === 'folded') {
    walkBlock(file, content.start, content.end, { ...layout, style } satisfies BlockLayout, sink);
  } else {
    walkFlow(file, content.start, content.end, style, sink);
  }
}

function styleAt(file: string, at: number): ScalarStyle {
  switch (file.charAt(at)) {
    case '|':
      return 'literal';
    case '>':
      return 'folded';
    case "'":
      return 'single';
    case '"':
      return 'double';
    default:
      return 'plain';
  }
}

function lineEndAfter(file: string, at: number): number {
  const lineBreak = /\r\n?|\n/g;
  lineBreak.lastIndex = at;
  return lineBreak.exec(file) === null ? file.length : lineBreak.lastIndex;
}

/**
 * Lines and value are told apart by the spaces in front of the first line with content, so that what is around the scalar
 * need not be known.
 */
function contentIndent(file: string, content: Span, value: string): number {
  const lines = /^[^\n]+/m.exec(value);
  if (lines === null) {
    return -1;
  }
  let at = content.start;
  for (let skipped = lines.index; skipped > 0; skipped -= 1) {
    at = lineEndAfter(file, at);
  }
  return Math.max(0, spacesAt(file, at) - spacesAt(lines[0], 0));
}

function spacesAt(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) {
    at += 1;
  }
  return at - from;
}
