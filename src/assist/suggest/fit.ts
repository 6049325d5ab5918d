import type { Span, Suggestion } from '../../problem.ts';
import type { Offer, PlaceAsk } from '../ask.ts';
import { needsSpace } from '../cursor.ts';
import { literal } from './snippets.ts';

/** The offers as they are written at the cursor, the most likely first; those that the place cannot hold are left out. */
export function suggestionsOf(ask: PlaceAsk, offers: readonly Offer[], offset: number): Suggestion[] {
  return offers
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .flatMap((offer) => fitted(ask, offer, offset) ?? [])
    .map((suggestion, order) => ({ ...suggestion, order }));
}

/** The offer as it is written at the cursor; `undefined` where that place cannot hold it. */
function fitted(ask: PlaceAsk, offer: Offer, offset: number): Suggestion | undefined {
  const { view, cursor } = ask;
  const snippet = snippetFor(ask, offer, offset);
  if (snippet === undefined) {
    return undefined;
  }
  const edit = view.toFileEdit({ ...replaced(ask, offer, offset), text: snippet });
  if (!edit) {
    return undefined;
  }
  const { label, kind, filter, detail, documentation, deprecated, order, triggersNext } = offer;
  const goesOn = triggersNext === true && cursor.where !== 'key';
  return {
    label,
    kind,
    snippet: edit.text,
    replace: { start: edit.start, end: edit.end },
    ...(filter !== undefined && { filter }),
    ...(detail !== undefined && detail !== '' && { detail }),
    ...(documentation !== undefined && { documentation }),
    ...(deprecated !== undefined && { deprecated }),
    ...(order !== undefined && { order }),
    ...(goesOn && { triggersNext }),
  };
}

/** The word of the cursor, what stands behind the cursor in it too; or no more than the offer says. */
function replaced({ cursor }: PlaceAsk, { from }: Offer, offset: number): Span {
  const { start, end } = cursor.word;
  if (from !== undefined) {
    return { start: from, end: offset };
  }
  return start <= offset && offset <= end ? { start, end } : { start: offset, end: offset };
}

function snippetFor(ask: PlaceAsk, offer: Offer, offset: number): string | undefined {
  const { cursor, list, view } = ask;
  const { text } = view.yaml;
  if (cursor.where === 'key') {
    return offer.form === 'key' ? literal(offer.name) : undefined;
  }
  if (cursor.where === 'flow') {
    return offer.snippet.includes('\n') ? undefined : offer.snippet;
  }
  if (cursor.where === 'line') {
    // A lone word below a key that takes a list becomes its first item.
    return list && cursor.holder === list ? `- ${indented(offer.snippet, 2)}` : offer.snippet;
  }
  const space = needsSpace(text, offset) ? ' ' : '';
  if (cursor.holder.kind === 'item') {
    return space + indented(offer.snippet, columnOf(ask) - lineIndent(text, cursor.word.start));
  }
  if (offer.form === 'key') {
    const depth = Math.max(0, cursor.column - lineIndent(text, cursor.holder.start)) + 2;
    return cursor.holder.column < 0 ? undefined : `\n${' '.repeat(depth)}${indented(offer.snippet, depth)}`;
  }
  return list ? `${space}[${offer.snippet}]` : space + offer.snippet;
}

/** Where a key behind a dash stands, or would stand. */
function columnOf({ cursor, view }: PlaceAsk): number {
  const { start } = cursor.word;
  const column = start - (view.yaml.text.lastIndexOf('\n', start - 1) + 1);
  return Math.max(column, cursor.holder.column + 2);
}

function indented(snippet: string, by: number): string {
  return snippet.replaceAll('\n', `\n${' '.repeat(by)}`);
}

function lineIndent(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0].length ?? 0;
}
