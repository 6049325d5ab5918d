import * as l10n from '@vscode/l10n';
import { RE2JS } from 're2js';
import type { RE2JSSyntaxException } from 're2js';

/** A match: the groups, the whole first. A group that took no part is `undefined`. */
export type Groups = readonly (string | undefined)[];

/** A compiled regular expression of Go's package regexp. */
export interface Re2 {
  /** How many groups there are, the whole not counted. */
  groups: number;
  /** The numbers of groups by their name: Go lets several have the same one. */
  names: ReadonlyMap<string, readonly number[]>;
  test(text: string): boolean;
  /** The leftmost match; `undefined` without one. */
  find(text: string): Groups | undefined;
  /** The text with each match replaced, as Go's ReplaceAllString does it: no empty match right behind another one. */
  replaceAll(text: string, replacement: (groups: Groups) => string): string;
}

/** Why an expression does not compile. */
export interface Re2Problem {
  /** Localised. */
  reason: string;
}

/** Compiles an expression by the rules of RE2: https://github.com/google/re2/wiki/Syntax. Never throws. */
export function compileRe2(pattern: string): Re2 | Re2Problem {
  try {
    return wrap(RE2JS.compile(pattern), (name) => name);
  } catch (error) {
    return isDuplicateName(error) ? compileWithSameNames(pattern) : { reason: reasonOf(error) };
  }
}

/** The class itself would have to be there before anything is compiled: build.js puts the library off until then. */
function isSyntaxError(error: unknown): error is RE2JSSyntaxException {
  return error instanceof Error && error.name === 'RE2JSSyntaxException';
}

function isDuplicateName(error: unknown): boolean {
  return isSyntaxError(error) && error.getDescription() === 'duplicate capture group name';
}

/** Other than this library, Go's takes several groups of one name: each gets a name of its own. */
function compileWithSameNames(pattern: string): Re2 | Re2Problem {
  const originals = new Map<string, string>();
  const renamed = pattern.replaceAll(/\\[^]|\(\?P?<(\w+)>/g, (whole, name: string | undefined) => {
    if (name === undefined) {
      return whole;
    }
    const unique = `${name}__${originals.size}`;
    originals.set(unique, name);
    return `(?P<${unique}>`;
  });
  try {
    return wrap(RE2JS.compile(renamed), (name) => originals.get(name) ?? name);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Whether compiling failed. */
export function isRe2Problem(compiled: object): compiled is Re2Problem {
  return 'reason' in compiled;
}

function wrap(compiled: RE2JS, originalName: (name: string) => string): Re2 {
  const groups = compiled.groupCount();
  const groupsOf = (matcher: ReturnType<RE2JS['matcher']>): Groups =>
    Array.from({ length: groups + 1 }, (_, group) => matcher.group(group) ?? undefined);
  return {
    groups,
    names: new Map(
      Object.entries(
        Object.groupBy(Object.entries(compiled.namedGroups()), ([name]) => originalName(name)),
      ).map(([name, same = []]) => [name, same.map(([, group]) => group).sort((a, b) => a - b)]),
    ),
    test: (text) => compiled.matcher(text).find(),
    find: (text) => {
      const matcher = compiled.matcher(text);
      return matcher.find() ? groupsOf(matcher) : undefined;
    },
    replaceAll: (text, replacement) => {
      const matcher = compiled.matcher(text);
      let made = '';
      let done = 0;
      while (matcher.find()) {
        made += text.slice(done, matcher.start());
        if (matcher.end() > done || matcher.start() === 0) {
          made += replacement(groupsOf(matcher));
        }
        done = matcher.end();
      }
      return made + text.slice(done);
    },
  };
}

/** By the words of the library's own errors, which are those of Go's regexp/syntax. */
const reasons: Readonly<Record<string, (part: string) => string>> = {
  'missing closing )': () => l10n.t('a “(” has no “)”'),
  'unexpected )': () => l10n.t('a “)” has no “(”'),
  'missing closing ]': (part) => l10n.t('“{0}” has no “]”', part),
  'missing argument to repetition operator': (part) => l10n.t('“{0}” repeats nothing', part),
  'invalid nested repetition operator': (part) => l10n.t('“{0}” repeats a repetition', part),
  'invalid repeat count': (part) => l10n.t('“{0}” is no valid number of repetitions (at most 1000)', part),
  'invalid character class range': (part) => l10n.t('“{0}” is no range of characters', part),
  'invalid character class': (part) => l10n.t('“{0}” is no class of characters', part),
  'invalid escape sequence': (part) => l10n.t('“{0}” is no escape that RE2 knows', part),
  'trailing backslash at end of expression': () => l10n.t('it ends with a lone backslash'),
  'invalid or unsupported Perl syntax': (part) =>
    l10n.t('“{0}” is not part of RE2, which has no look-ahead, look-behind or atomic groups', part),
  'invalid named capture': (part) => l10n.t('“{0}” is no name for a group', part),
  'expression nests too deeply': () => l10n.t('it is nested too deeply'),
  'expression too large': () => l10n.t('it is too large'),
};

function reasonOf(error: unknown): string {
  const known = isSyntaxError(error) ? reasons[error.getDescription()] : undefined;
  return known && isSyntaxError(error) ? known(error.getPattern() ?? '') : l10n.t('RE2 cannot read it');
}
