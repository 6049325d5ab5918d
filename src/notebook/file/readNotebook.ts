import * as l10n from '@vscode/l10n';
import { Trouble } from '../../trouble.ts';
import type { NotebookCell, NotebookText } from '../model.ts';
import { cellPlaces, codeLine } from './places.ts';
import type { CellPlace } from './places.ts';
import { invalidUtf8At } from './utf8.ts';

/**
 * A Markdown file as a notebook: fences of the language `promql` that lie in no list, quote or HTML are queries, what stands between them
 * is prose. Every text can be read; bytes that are no UTF-8 throw a `Trouble`. `writeNotebook` makes the same bytes of it.
 * https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function readNotebook(bytes: Uint8Array): NotebookText {
  const at = invalidUtf8At(bytes);
  if (at !== undefined) {
    throw new Trouble({
      code: 'notUtf8',
      what: l10n.t('This file cannot be read as a notebook: its byte {0} is not part of UTF-8 text.', at + 1),
      todo: l10n.t('Save it with the encoding UTF-8, then open it again.'),
    });
  }
  return readNotebookText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

/** `readNotebook` of a text. */
export function readNotebookText(text: string): NotebookText {
  const { headEnd, cells } = cellPlaces(text);
  return {
    head: text.slice(0, headEnd),
    cells: cells.map((place, at) => cellAt(text, place, { at, of: cells.length })),
  };
}

function cellAt(text: string, place: CellPlace, order: { at: number; of: number }): NotebookCell {
  const raw = text.slice(place.start, place.end);
  const kind = place.fence === undefined ? 'markdown' : 'query';
  const read = place.fence === undefined ? withPlainBreaks(raw) : codeOf(text, place.fence, place.end);
  return {
    kind,
    text: read,
    source: { kind, ...order, raw, text: read, after: text.slice(place.end, place.next) },
    ...(place.output !== undefined && { output: codeOf(text, place.output) }),
  };
}

function codeOf(text: string, { lines, indent }: NonNullable<CellPlace['fence']>, end = Infinity): string {
  return lines
    .filter(({ start }) => start <= end)
    .map((line) => codeLine(text, line, indent))
    .join('\n');
}

/** The text with `\n` for every line break. */
export function withPlainBreaks(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
