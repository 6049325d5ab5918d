import type { Problem } from '../problem.ts';
import { needsWholeText } from './ruleCatalog.ts';

/** Problems after which the rest of a text is a guess. */
const breaking = new Set(['yaml/syntax', 'yaml/too-deep']);

/** Whether the YAML is so broken that parts of it are missing from what was read. */
export function isBroken(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => breaking.has(code));
}

/**
 * The problems worth showing beside those of the YAML itself: in a broken text only what stands before the first break and
 * does not depend on what could not be read.
 */
export function withoutFollowers(syntax: readonly Problem[], others: readonly Problem[]): Problem[] {
  const breaks = syntax.filter(({ code }) => breaking.has(code));
  if (breaks.length === 0) {
    return [...others];
  }
  const first = Math.min(...breaks.map(({ span }) => span.start));
  return others.filter(({ code, span }) => span.end <= first && !needsWholeText(code));
}
