import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../problem.ts';
import type { Expression, Matcher, StringLiteral, VectorSelector } from '../ast.ts';
import { goQuoted } from '../goText.ts';
import { hasVariable } from '../variables.ts';
import { lint } from './knowledge.ts';
import type { LintContext } from './knowledge.ts';

/** Regular expressions of matchers that say what a plain text says, leave nothing out, or cost more than they must. */
export function* lintRegexes(expression: Expression, { text }: LintContext): Iterable<Problem> {
  if (expression.kind !== 'selector') {
    return;
  }
  for (const matcher of expression.matchers) {
    const { operator, value } = matcher;
    if ((operator !== '=~' && operator !== '!~') || value === undefined || isOpen(value, text)) {
      continue;
    }
    const plain = plainText(value.value);
    if (plain !== undefined) {
      yield plainRegex(matcher, value, plain);
    } else if (operator === '=~' && /^(?:\.\*)+$/.test(value.value)) {
      yield idleMatcher(matcher, expression);
    } else {
      yield* costlyRegex(matcher, value);
    }
  }
}

function isOpen({ start, end }: Span, text: string): boolean {
  return hasVariable(text.slice(start, end));
}

/** The one text that an expression matches; `undefined` where it has signs that mean more. */
function plainText(pattern: string): string | undefined {
  return /^(?:[^\\.+*?()|[\]{}^$]|\\[-\\.+*?()|[\]{}^$/])*$/.test(pattern)
    ? pattern.replaceAll(/\\(.)/g, '$1')
    : undefined;
}

function plainRegex(matcher: Matcher, value: StringLiteral, plain: string): Problem {
  const operator = matcher.operator === '=~' ? '=' : '!=';
  const edit = { start: matcher.label.end, end: value.end, text: operator + goQuoted(plain) };
  return lint('promql/plain-regex', 'hint', matcher, {
    message: l10n.t(
      'This regular expression matches one text only. {0} says the same and is quicker to read and to look up.',
      operator,
    ),
    fixes: [{ title: l10n.t('Change to {0}', operator), edits: [edit], safe: true }],
  });
}

function idleMatcher(matcher: Matcher, { matchers, braces = matcher }: VectorSelector): Problem {
  const at = matchers.indexOf(matcher);
  const [before, after] = [matchers[at - 1], matchers[at + 1]];
  const { start, end } =
    after !== undefined
      ? { start: matcher.start, end: after.start }
      : before !== undefined
        ? { start: before.end, end: matcher.end }
        : braces;
  return lint('promql/idle-matcher', 'information', matcher, {
    message: l10n.t(
      '.* matches every value, and series without the label too: this matcher leaves nothing out. .+ asks for the label.',
    ),
    fixes: [{ title: l10n.t('Remove this matcher'), edits: [{ start, end, text: '' }] }],
  });
}

const mostRepetitions = 100;

function* costlyRegex({ label }: Matcher, value: StringLiteral): Iterable<Problem> {
  const pattern = value.value;
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) =>
    Math.max(Number(least), Number(most ?? 0)),
  );
  if (counts.some((count) => count >= mostRepetitions)) {
    yield lint('promql/costly-regex', 'warning', value, {
      message: l10n.t(
        'So many repetitions make a large automaton that runs over every value of {0}. Match less exactly.',
        label.text,
      ),
    });
  } else if (/^(?:\.[*+]|\(\.[*+]\)).*[.)][*+]/.test(pattern) && !/^\.[*+]$/.test(pattern)) {
    yield lint('promql/costly-regex', 'hint', value, {
      message: l10n.t(
        'What begins with .* is tried in full on every value of {0}. Where you can, begin with a text that is known, or list whole values: a|b.',
        label.text,
      ),
    });
  }
}
