import { spanInFile } from '../../manifest/placement/placement.ts';
import type { Appearance, Definition } from './definition.ts';
import { alone, objectAppearancesAt, objectDefinitionsAt } from './objectLinks.ts';
import type { Surroundings } from './objectLinks.ts';
import { occurrencesAt } from './occurrences.ts';
import type { Occurrences } from './occurrences.ts';
import type { AssistFile } from '../view.ts';

/**
 * The definition of the component that an offset names, itself at the definition, or of the Kubernetes objects that it
 * names, in whichever file; none where there is none.
 */
export function definitionsAt(file: AssistFile, offset: number, around: Surroundings = alone): Definition[] {
  const found = occurrencesAt(file, offset);
  if (!found) {
    return objectDefinitionsAt(file, offset, around);
  }
  const defined = found.component ?? found.pipeline;
  if (!defined) {
    return [];
  }
  const { place } = found.collector.config;
  return [
    {
      origin: spanInFile(place, found.origin),
      target: spanInFile(place, defined.span),
      selection: spanInFile(place, defined.keySpan),
    },
  ];
}

/** Every place of the file that names what an offset names, in the order of the text. */
export function highlightsAt(file: AssistFile, offset: number): Appearance[] {
  const found = occurrencesAt(file, offset);
  const all = found ? appearancesOf(found) : objectAppearancesAt(file, offset, alone, 'file');
  return all.sort((a, b) => a.span.start - b.span.start);
}

/** The places that use what an offset names, in the whole folder, with its definition when that is wanted. */
export function referencesAt(
  file: AssistFile,
  offset: number,
  { includeDefinition, around = alone }: { includeDefinition: boolean; around?: Surroundings },
): Appearance[] {
  const found = occurrencesAt(file, offset);
  const all = found ? appearancesOf(found) : objectAppearancesAt(file, offset, around, 'folder');
  return all
    .filter(({ kind }) => includeDefinition || kind === 'use')
    .sort((a, b) => a.span.start - b.span.start);
}

function appearancesOf({ collector, component, pipeline, uses }: Occurrences): Appearance[] {
  const { place } = collector.config;
  const defined = component ?? pipeline;
  return [
    ...(defined ? [{ span: spanInFile(place, defined.keySpan), kind: 'definition' as const }] : []),
    ...uses.map(({ span }) => ({ span: spanInFile(place, span), kind: 'use' as const })),
  ];
}
