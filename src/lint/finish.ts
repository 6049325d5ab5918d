import type { Problem, Severity, Span } from '../problem.ts';
import type { SourceReading } from './sourceReading.ts';
import { suppressed } from './suppressions.ts';

type Levels = Readonly<Record<string, Severity | 'off'>>;

/** What a person sees of a file's problems: each once, without what is silenced or hidden, at the wanted levels, in order. */
export function finished(reading: SourceReading, across: readonly Problem[], levels: Levels): Problem[] {
  const { text, suppressions, placeholders, isWhole } = reading;
  const all = distinct(
    [...reading.problems, ...across].filter((one) => !isAboutPlaceholder(one, placeholders)),
  );
  return suppressed(text, all, suppressions, isWhole)
    .flatMap((problem) => atLevel(problem, levels))
    .sort(byPlace);
}

/** A value that still waits for its reader says nothing: what other rules make of it would only repeat that. */
function isAboutPlaceholder({ code, span }: Problem, placeholders: readonly Span[]): boolean {
  return (
    code !== 'placeholder/left' &&
    placeholders.some(
      ({ start, end }) => span.start <= start && end <= span.end && span.end - span.start < 500,
    )
  );
}

function atLevel(problem: Problem, levels: Levels): Problem[] {
  const level = levels[problem.code];
  if (level === undefined) {
    return [problem];
  }
  return level === 'off' ? [] : [{ ...problem, severity: level }];
}

function distinct(problems: readonly Problem[]): Problem[] {
  const byKey = new Map<string, Problem>();
  for (const problem of problems) {
    const key = `${problem.code} ${problem.span.start} ${problem.span.end}`;
    if (!byKey.has(key)) {
      byKey.set(key, problem);
    }
  }
  return [...byKey.values()];
}

function byPlace(a: Problem, b: Problem): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : 1);
}
