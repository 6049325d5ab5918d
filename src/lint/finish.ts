import type { Problem, Severity, Span } from '../problem.ts';
import type { SourceReading } from './sourceReading.ts';
import { suppressed } from './suppressions.ts';

type Levels = Readonly<Record<string, Severity | 'off'>>;

/** What a person sees of a file's problems: each once, without what is silenced or hidden, at the wanted levels, in order. */
export function finished(
  reading: Pick<SourceReading, 'text' | 'problems' | 'suppressions' | 'placeholders' | 'isWhole'>,
  across: readonly Problem[],
  levels: Levels,
): Problem[] {
  const { text, suppressions, placeholders, isWhole } = reading;
  const all = distinct(
    [...reading.problems, ...across].filter((one) => !isAboutPlaceholder(one, placeholders)),
  );
  return suppressed(text, all, suppressions, isWhole)
    .flatMap((problem) => atLevel(problem, levels))
    .map((problem) => within(problem, text.length))
    .sort(byPlace);
}

/** A value that still waits for its reader says nothing: what other rules make of it would only repeat that. */
function isAboutPlaceholder({ code, span }: Problem, sorted: readonly Span[]): boolean {
  if (code === 'placeholder/left' || span.end - span.start >= longestValue) {
    return false;
  }
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = (sorted[middle]?.start ?? 0) < span.start ? [middle + 1, high] : [low, middle];
  }
  return (sorted[low]?.end ?? Infinity) <= span.end;
}

/** What is longer is no value, but a whole section. */
const longestValue = 500;

function atLevel(problem: Problem, levels: Levels): Problem[] {
  const level = levels[problem.code];
  if (level === undefined) {
    return [problem];
  }
  return level === 'off' ? [] : [{ ...problem, severity: level }];
}

/** What a parser says of the end of a broken text may lie behind it. */
function within(problem: Problem, length: number): Problem {
  const { start, end } = problem.span;
  if (start <= end && end <= length) {
    return problem;
  }
  const from = Math.min(start, length);
  return { ...problem, span: { start: from, end: Math.min(Math.max(from, end), length) } };
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
