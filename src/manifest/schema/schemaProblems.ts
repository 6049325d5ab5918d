import * as l10n from '@vscode/l10n';
import type { Problem, Severity } from '../../problem.ts';
import type { FindingKind, SchemaFinding } from './finding.ts';
import { fixesOf } from './fixes.ts';
import { wordsOf } from './words.ts';

export interface ProblemContext {
  /** The part of the code before its slash, `collector`. */
  area: string;
  /** The text that the spans count in: fixes take out whole lines. */
  text: string;
  /** The severity where it is not the kind's own; `off` leaves a finding out. */
  severity?: (finding: SchemaFinding) => Severity | 'off' | undefined;
}

/**
 * The findings as problems with codes `area/…`, in words and with fixes. They are errors, as a schema says what is refused;
 * only what is deprecated or counts nanoseconds by accident is a warning.
 */
export function schemaProblems(findings: readonly SchemaFinding[], context: ProblemContext): Problem[] {
  return findings.flatMap((finding) => {
    const severity = context.severity?.(finding) ?? severities[finding.kind] ?? 'error';
    return severity === 'off' ? [] : [problemOf(finding, severity, context)];
  });
}

function problemOf(finding: SchemaFinding, severity: Severity, { area, text }: ProblemContext): Problem {
  const fixes = fixesOf(finding, text);
  return {
    code: `${area}/${codes[finding.kind]}`,
    severity,
    message: wordsOf(finding),
    span: finding.span,
    ...(fixes.length > 0 && { fixes }),
    ...(finding.kind === 'deprecated' && { tag: 'deprecated' }),
    ...(finding.origin && { related: [{ message: l10n.t('It stands here.'), span: finding.origin }] }),
  };
}

const severities: Readonly<Partial<Record<FindingKind, Severity>>> = {
  deprecated: 'warning',
  'no-unit': 'warning',
};

const codes: Readonly<Record<FindingKind, string>> = {
  'unknown-key': 'unknown-field',
  'bad-key': 'bad-key',
  type: 'wrong-type',
  enum: 'unknown-value',
  required: 'missing-field',
  'one-required': 'missing-field',
  exclusive: 'exclusive-fields',
  forbidden: 'forbidden-field',
  format: 'bad-format',
  pattern: 'bad-format',
  'too-short': 'bad-format',
  range: 'out-of-range',
  'too-few': 'too-few',
  'no-unit': 'duration-without-unit',
  deprecated: 'deprecated-field',
  mismatch: 'no-such-form',
};
