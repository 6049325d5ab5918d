import * as l10n from '@vscode/l10n';
import { tokenAt } from '../manifest/yaml/lineTokens.ts';
import type { Problem, Span } from '../problem.ts';
import { isKnownCode, nearestCode, seesOneFile } from './ruleCatalog.ts';

/** A comment that asks for silence: `# adot-ignore CODE, CODE -- reason` or `# adot-ignore-file CODE`. */
export interface Suppression {
  codes: readonly { code: string; span: Span }[];
  /** From the `#` to the end of the line. */
  comment: Span;
  /** The lines that it speaks of: its own, or the next one that holds more than a comment; the whole file. */
  scope: Span;
}

const pattern = /#[ \t]*adot-ignore(-file)?(?![\w-])[ \t:]*([^\r\n]*)/g;

/** The suppressions of a file, those inside embedded texts too, in the order of the text. */
export function findSuppressions(text: string): Suppression[] {
  if (!text.includes('adot-ignore')) {
    return [];
  }
  const found: Suppression[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.length < mostSuppressions && isComment(text, match.index)) {
      found.push(suppressionOf(text, match));
    }
  }
  return found;
}

/** Nobody writes so many; a file made to be slow would. */
const mostSuppressions = 1_000;

function suppressionOf(text: string, match: RegExpExecArray): Suppression {
  const start = match.index;
  const end = start + match[0].length;
  const list = (match[2] ?? '').split(/(?:^|\s)--(?:\s|$)/, 1)[0] ?? '';
  const from = end - (match[2] ?? '').length;
  const codes = [...list.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
    code,
    span: { start: from + index, end: from + index + code.length },
  }));
  const scope = match[1] === undefined ? linesOf(text, start) : { start: 0, end: text.length };
  return { codes, comment: { start, end }, scope };
}

/** A `#` that YAML, or the YAML inside a scalar, reads as the beginning of a comment. Looked at in short lines only. */
function isComment(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return at - lineStart < 2_000 && tokenAt(text, at)?.kind === 'comment';
}

/** The line of the comment, or, where nothing else stands there, the next line that is no comment and not blank. */
function linesOf(text: string, comment: number): Span {
  const start = text.lastIndexOf('\n', comment - 1) + 1;
  if (text.slice(start, comment).trim() !== '') {
    return { start, end: lineEnd(text, comment) };
  }
  let at = lineEnd(text, comment) + 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end).trim();
    if (line !== '' && !line.startsWith('#')) {
      return { start: at, end };
    }
    at = end + 1;
  }
  return { start: text.length, end: text.length };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/**
 * The problems that no suppression speaks of, and hints about suppressions that name no rule or silence nothing.
 * `isWhole` is false where a broken document kept rules from looking, so that nothing can be said of what they silence.
 */
export function suppressed(
  text: string,
  problems: readonly Problem[],
  suppressions: readonly Suppression[],
  isWhole: boolean,
): Problem[] {
  if (suppressions.length === 0) {
    return [...problems];
  }
  const used = new Set<object>();
  const left = problems.filter((problem) => {
    const silencers = suppressions
      .filter(({ scope }) => scope.start <= problem.span.start && problem.span.start <= scope.end)
      .flatMap(({ codes }) => codes.filter(({ code }) => code === problem.code));
    silencers.forEach((one) => used.add(one));
    return silencers.length === 0;
  });
  const hints = suppressions.flatMap((suppression) =>
    suppression.codes.length === 0
      ? [withoutCode(suppression)]
      : suppression.codes
          .filter((one) => !used.has(one))
          .flatMap((one) => hintFor(text, suppression, one, isWhole)),
  );
  return [...left, ...hints];
}

function withoutCode({ comment }: Suppression): Problem {
  return {
    code: 'yaml/unknown-suppression',
    severity: 'hint',
    message: l10n.t('This comment names no rule. Write the code of the finding behind adot-ignore.'),
    span: comment,
  };
}

function hintFor(
  text: string,
  { codes, comment }: Suppression,
  { code, span }: { code: string; span: Span },
  isWhole: boolean,
): Problem[] {
  if (!isKnownCode(code)) {
    const near = nearestCode(code);
    return [
      {
        code: 'yaml/unknown-suppression',
        severity: 'hint',
        message:
          near === undefined
            ? l10n.t('There is no rule {0}.', code)
            : l10n.t('There is no rule {0}. Did you mean {1}?', code, near),
        span,
        ...(near !== undefined && {
          fixes: [{ title: l10n.t('Change to {0}', near), edits: [{ ...span, text: near }] }],
        }),
      },
    ];
  }
  // What a rule across files finds depends on the files that are looked at.
  if (!isWhole || !seesOneFile(code)) {
    return [];
  }
  const fixes =
    codes.length === 1
      ? [
          {
            title: l10n.t('Remove this comment'),
            edits: [{ ...wholeComment(text, comment), text: '' }],
            safe: true,
          },
        ]
      : [];
  return [
    {
      code: 'yaml/unused-suppression',
      severity: 'hint',
      message: l10n.t('{0} finds nothing here, so there is nothing to ignore.', code),
      span,
      tag: 'unnecessary',
      ...(fixes.length > 0 && { fixes }),
    },
  ];
}

/** The comment with the blanks before it, or the line where nothing else stands on it. */
function wholeComment(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  return before.trim() === ''
    ? { start: lineStart, end: Math.min(text.length, lineEnd(text, end) + 1) }
    : { start: lineStart + before.trimEnd().length, end };
}
