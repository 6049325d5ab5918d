import type { Span, TextEdit } from '../../problem.ts';
import type { CollectorModel, ComponentDefinition } from '../collectorModel.ts';
import { componentIdText } from '../componentId.ts';

/**
 * The edits that give a component another type, at its definition and wherever it is named. `undefined` where the new id is taken
 * already, or where a place cannot be edited (an alias of YAML).
 */
export function renameType(
  text: string,
  model: CollectorModel,
  definition: ComponentDefinition,
  type: string,
): TextEdit[] | undefined {
  const { kind, name, keySpan, uses } = definition;
  if (model.definition(kind, componentIdText({ type, name })) !== undefined) {
    return undefined;
  }
  const edits = [keySpan, ...uses.map(({ span }) => span)].map((span) =>
    replaceWithin(text, span, definition.type, type),
  );
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** The edit that replaces a word where it first stands within a span. */
export function replaceWithin(text: string, span: Span, word: string, by: string): TextEdit | undefined {
  const at = text.slice(span.start, span.end).indexOf(word);
  return at < 0 ? undefined : { start: span.start + at, end: span.start + at + word.length, text: by };
}
