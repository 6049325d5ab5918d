import * as l10n from '@vscode/l10n';
import type { YAMLParseError } from 'yaml';
import type { Problem, Span } from '../../problem.ts';
import type { YamlNode } from './yamlNode.ts';

/** Why and where a document was refused. */
export interface Refusal {
  reason: string;
  span: Span;
}

/** The errors of a document as problems; where there are none, what it was refused for, as far as parsers agree on that. */
export function syntaxProblems(errors: readonly YAMLParseError[], base: number, refusal: Refusal): Problem[] {
  if (errors.length === 0) {
    return /non-printable|null byte|valid JSON character/.test(refusal.reason)
      ? [syntaxProblem(refusal)]
      : [];
  }
  return errors
    .filter(({ code }) => code !== 'BAD_ALIAS')
    .map(({ code, message, pos: [start, end] }) => ({
      code: 'yaml/syntax',
      severity: 'error',
      message: sentences[code]?.() ?? unreadable(message),
      span: { start: start + base, end: end + base },
    }));
}

/** The refusal as a problem. */
export function syntaxProblem({ reason, span }: Refusal): Problem {
  return /non-printable|null byte|valid JSON character/.test(reason)
    ? controlCharacter(span)
    : { code: 'yaml/syntax', severity: 'error', message: unreadable(reason), span };
}

/** A character that no YAML may hold, wherever it stands. https://yaml.org/spec/1.2.2/#51-character-set */
export function controlCharacter(span: Span): Problem {
  return {
    code: 'yaml/syntax',
    severity: 'error',
    message: l10n.t(
      'YAML must not hold this control character. Leave it out, or write it as an escape in double quotes.',
    ),
    span,
  };
}

/**
 * What stands behind a mapping but further to the left than it. go-yaml reads one document and does not look at the rest.
 * `undefined` where the document was refused for something else.
 */
export function strayText(
  source: string,
  base: number,
  root: YamlNode | undefined,
  refusal: Refusal,
): Problem | undefined {
  const { reason, span } = refusal;
  const isStray = reason.startsWith('end of the stream or a document separator') && root?.kind === 'map';
  if (!isStray || columnAt(source, span.start - base) >= columnAt(source, root.start - base)) {
    return undefined;
  }
  return {
    code: 'yaml/syntax',
    severity: 'warning',
    message: l10n.t(
      'This is no part of what stands above it, often for its indentation. The collector and kubectl leave it out without a word.',
    ),
    span,
  };
}

/** The line is indented too little for YAML, but not for the parsers that read it. */
export function flowIndentation({ span }: Refusal): Problem {
  return {
    code: 'yaml/syntax',
    severity: 'warning',
    message: l10n.t(
      'Lines inside brackets or quotes must be indented more than the key. The collector and kubectl read them, other tools may not.',
    ),
    span,
  };
}

function columnAt(source: string, at: number): number {
  return at - source.lastIndexOf('\n', at - 1) - 1;
}

function unreadable(reason: string): string {
  return l10n.t('The YAML cannot be read here: {0}', reason);
}

/** What people meet most, by the names that the `yaml` package has for it: https://eemeli.org/yaml/#errors */
const sentences: Readonly<Record<string, () => string>> = {
  BAD_INDENT: () => l10n.t('The indentation does not fit: line this up with the entries it belongs to.'),
  TAB_AS_INDENT: () => l10n.t('YAML is indented by spaces; a tab cannot be read here.'),
  MISSING_CHAR: () =>
    l10n.t('A character is missing here: a closing quote or bracket, a comma, or a space behind the colon.'),
  MULTILINE_IMPLICIT_KEY: () => l10n.t('A key must stand on one line and have a colon behind it.'),
  KEY_OVER_1024_CHARS: () => l10n.t('The key is longer than 1,024 characters.'),
  BLOCK_AS_IMPLICIT_KEY: () =>
    l10n.t('A second mapping cannot begin on this line: put it on a line of its own, or quote the text.'),
  BLOCK_IN_FLOW: () => l10n.t('Lists and mappings inside brackets must be written in brackets too.'),
  BAD_SCALAR_START: () => l10n.t('A value cannot begin with this character unless it is quoted.'),
  BAD_DQ_ESCAPE: () => l10n.t('There is no such escape in double quotes. Write \\\\ for a backslash.'),
  UNEXPECTED_TOKEN: () =>
    l10n.t(
      'This does not belong here: quote it when it is text, or check the brackets and the indentation around it.',
    ),
  MULTIPLE_ANCHORS: () => l10n.t('A value can have only one anchor.'),
  MULTIPLE_TAGS: () => l10n.t('A value can have only one tag.'),
  BAD_DIRECTIVE: () => l10n.t('YAML does not know this directive.'),
};
