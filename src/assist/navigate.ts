import { spanInFile } from '../manifest/placement.ts';
import type { Span } from '../problem.ts';
import type { Definition } from './definition.ts';
import { objectDefinitionAt } from './objectLinks.ts';
import { occurrencesAt } from './occurrences.ts';
import type { AssistFile } from './view.ts';

/**
 * The definition of the component that an offset names, itself at the definition, or of the Kubernetes object that it
 * names; `undefined` where there is none.
 */
export function definitionAt(file: AssistFile, offset: number): Definition | undefined {
  const found = occurrencesAt(file, offset);
  const defined = found?.component ?? found?.pipeline;
  if (!found || !defined) {
    return found ? undefined : objectDefinitionAt(file, offset);
  }
  const { place } = found.collector.config;
  return {
    origin: spanInFile(place, found.origin),
    target: spanInFile(place, defined.span),
    selection: spanInFile(place, defined.keySpan),
  };
}

/** An appearance of an id: where it is defined, or where it is used. */
export interface Appearance {
  span: Span;
  kind: 'definition' | 'use';
}

/** Every place of the config that names what an offset names, in the order of the text. */
export function highlightsAt(file: AssistFile, offset: number): Appearance[] {
  const found = occurrencesAt(file, offset);
  if (!found) {
    return [];
  }
  const { place } = found.collector.config;
  const defined = found.component ?? found.pipeline;
  const all: Appearance[] = [
    ...(defined ? [{ span: spanInFile(place, defined.keySpan), kind: 'definition' as const }] : []),
    ...found.uses.map(({ span }) => ({ span: spanInFile(place, span), kind: 'use' as const })),
  ];
  return all.sort((a, b) => a.span.start - b.span.start);
}

/** The places that use what an offset names, with its definition when that is wanted. */
export function referencesAt(
  file: AssistFile,
  offset: number,
  { includeDefinition }: { includeDefinition: boolean },
): Span[] {
  return highlightsAt(file, offset)
    .filter(({ kind }) => includeDefinition || kind === 'use')
    .map(({ span }) => span);
}
