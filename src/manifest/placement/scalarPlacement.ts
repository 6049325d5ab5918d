import type { Span, TextEdit } from '../../problem.ts';
import type { Placement } from './placement.ts';
import { blockEdit } from './blockEdits.ts';
import { isPrintable, quotedText } from '../yaml/quotedText.ts';
import { isSafePlain } from '../yaml/scalars.ts';
import { layoutOf, walkScalar } from './scalarLayout.ts';
import type { ScalarLayout } from './scalarLayout.ts';
import { scalarMap } from './scalarMap.ts';
import type { ScalarMap } from './scalarMap.ts';

/**
 * How the value of the scalar at `span` lies in the file, whatever its style. Nothing is worked out before it is asked for.
 * Both characters of a pair that an escape stands for lie where the escape begins.
 */
export function scalarPlacement(file: string, span: Span, value: string): Placement {
  let known: Scalar | undefined;
  const scalar = (): Scalar => (known ??= readScalar(file, span, value));
  return {
    toFile: (offset) => scalar().map.toFile(offset),
    toFileEnd: (offset) => scalar().map.toFileEnd(offset),
    toText: (fileOffset) => scalar().map.toText(fileOffset),
    toFileEdit: (edit) => fileEdit(scalar(), edit),
  };
}

interface Scalar {
  file: string;
  layout: ScalarLayout;
  map: ScalarMap;
}

function readScalar(file: string, span: Span, value: string): Scalar {
  const layout = layoutOf(file, span, value);
  return {
    file,
    layout,
    map: scalarMap(file, (sink) => walkScalar(file, layout, sink), layout.content.start),
  };
}

function fileEdit(scalar: Scalar, { start, end, text }: TextEdit): TextEdit | undefined {
  const { file, layout, map } = scalar;
  const edit = { start, end: Math.min(end, map.text.length), text };
  if (layout.style === 'literal') {
    return blockEdit(file, layout, map, edit);
  }
  if (layout.style === 'folded') {
    // A line break of the text takes an empty line, but for lines that are indented more.
    const candidates = [text, text.replaceAll('\n', '\n\n')];
    return firstThatHolds(
      scalar,
      edit,
      candidates.map((written) => blockEdit(file, layout, map, { ...edit, text: written })),
    );
  }
  return firstThatHolds(scalar, edit, flowEdits(scalar, edit));
}

/** How the edit may be written between quotes or in a plain scalar, the most readable first. */
function flowEdits({ layout, map }: Scalar, { start, end, text }: TextEdit): TextEdit[] {
  const from = map.toFile(start);
  const place = { start: from, end: end > start ? Math.max(from, map.toFileEnd(end)) : from };
  if (layout.style === 'double') {
    const escaped = quotedText(text);
    // Blanks beside a line break would be lost.
    return [escaped, escaped?.replaceAll(' ', '\\x20')].flatMap((written) =>
      written === undefined ? [] : [{ ...place, text: written }],
    );
  }
  if (map.text === '' || text.includes('\n') || !isPrintable(text)) {
    return [];
  }
  if (layout.style === 'single') {
    return [{ ...place, text: text.replaceAll("'", "''") }];
  }
  const whole = map.text.slice(0, start) + text + map.text.slice(end);
  return whole !== '' && isSafePlain(whole, true) ? [{ ...place, text }] : [];
}

/** The first of the edits that makes the scalar read as the text is after its own edit. */
function firstThatHolds(
  { file, layout, map }: Scalar,
  { start, end, text }: TextEdit,
  candidates: readonly (TextEdit | undefined)[],
): TextEdit | undefined {
  const wanted = map.text.slice(0, start) + text + map.text.slice(end);
  return candidates.find((edit) => edit !== undefined && isSame(read(file, layout, edit), wanted, layout));
}

/** The line breaks at the end of a block are as many as its header says. */
function isSame(text: string, wanted: string, { style }: ScalarLayout): boolean {
  return style === 'folded' ? trimBreaks(text) === trimBreaks(wanted) : text === wanted;
}

function trimBreaks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 10) {
    end -= 1;
  }
  return text.slice(0, end);
}

/** The value of the scalar after an edit of the file. */
function read(file: string, layout: ScalarLayout, edit: TextEdit): string {
  const { start, end } = layout.content;
  const edited = file.slice(start, edit.start) + edit.text + file.slice(edit.end, end);
  const content = { start: 0, end: edited.length };
  let text = '';
  walkScalar(
    edited,
    { ...layout, content },
    {
      run: (from, to) => (text += edited.slice(from, to)),
      atom: (added) => (text += added),
    },
  );
  return text;
}
