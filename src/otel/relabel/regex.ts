import { compileRe2, isRe2Problem } from '../re2.ts';
import type { Groups, Re2, Re2Problem } from '../re2.ts';
import { asPlainRegex } from './plainRegex.ts';
import type { PlainRegex } from './plainRegex.ts';

/** Compiles the `regex` of rules. */
export type RegexCompiler = (pattern: string) => Re2 | Re2Problem;

/** A compiler that knows what it has compiled: jobs of one config repeat their rules. */
export function regexCompiler(dotMatchesNewline: boolean): RegexCompiler {
  const compiled = new Map<string, Re2 | Re2Problem>();
  return (pattern) => {
    const known = compiled.get(pattern) ?? compileRegex(pattern, dotMatchesNewline);
    compiled.set(pattern, known);
    return known;
  };
}

/** How many ways of matching JavaScript's engine may try before RE2, whose work grows with the text alone, does it instead. */
const maxWays = 100_000;

/**
 * The `regex` of a relabelling rule, anchored at both ends as Prometheus does it, or why it does not compile. `.` matches
 * line breaks since Prometheus 3. https://prometheus.io/docs/prometheus/latest/migration/
 */
export function compileRegex(pattern: string, dotMatchesNewline: boolean): Re2 | Re2Problem {
  const anchored = `^(?${dotMatchesNewline ? 's' : ''}:${pattern})$`;
  const plain = asPlainRegex(pattern, dotMatchesNewline);
  if (plain !== undefined) {
    return remembering(runPlain(plain, anchored));
  }
  const compiled = compileRe2(anchored);
  if (!isRe2Problem(compiled)) {
    return remembering(compiled);
  }
  // The words about the expression alone fit better than those about what is around it.
  const alone = compileRe2(pattern);
  return isRe2Problem(alone) ? alone : compiled;
}

function runPlain({ source, groups, choices, loops }: PlainRegex, anchored: string): Re2 {
  let compiled: RegExp | undefined;
  const quick = (): RegExp => (compiled ??= new RegExp(`^(?:${source})$`, 'u'));
  let slow: Re2 | undefined;
  /** RE2 for the few texts that are too long, compiled for the first of them; it takes all that is plain. */
  const re2 = (): Re2 => {
    if (slow === undefined) {
      const made = compileRe2(anchored);
      if (isRe2Problem(made)) {
        throw new Error(`RE2 does not take ${anchored}`);
      }
      slow = made;
    }
    return slow;
  };
  const isQuick = (text: string): boolean => choices * Math.max(text.length, 1) ** loops <= maxWays;
  return {
    groups,
    names: new Map(),
    test: (text) => (isQuick(text) ? quick().test(text) : re2().test(text)),
    find: (text) => (isQuick(text) ? (quick().exec(text) ?? undefined) : re2().find(text)),
    replaceAll: (text, replacement) => {
      const found = isQuick(text) ? quick().exec(text) : re2().find(text);
      return found ? replacement(found) : text;
    },
  };
}

const maxRemembered = 5000;

/** Targets of one job share names of labels and many values: what was tested once is known. */
function remembering(regex: Re2): Re2 {
  let tested: Map<string, boolean> | undefined;
  let found: Map<string, Groups | undefined> | undefined;
  return {
    ...regex,
    test: (text) => remembered((tested ??= new Map<string, boolean>()), text, () => regex.test(text)),
    find: (text) =>
      remembered((found ??= new Map<string, Groups | undefined>()), text, () => regex.find(text)),
  };
}

function remembered<T>(known: Map<string, T>, text: string, make: () => T): T {
  const old = known.get(text);
  if (old !== undefined || known.has(text)) {
    return old as T;
  }
  if (known.size >= maxRemembered) {
    known.clear();
  }
  const made = make();
  known.set(text, made);
  return made;
}
