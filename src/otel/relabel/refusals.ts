import * as l10n from '@vscode/l10n';
import type { Problem, Span } from '../../problem.ts';
import { nearest } from '../../manifest/schema/nearest.ts';
import { isLabelName } from '../prometheus/names.ts';
import { isRe2Problem } from '../re2.ts';
import { relabelActions } from './rule.ts';
import type { RelabelAction, RuleDialect } from './rule.ts';
import { fieldKeys } from './ruleFields.ts';
import type { Field, FieldName, RuleFields } from './ruleFields.ts';

/** The default of `replacement`, which may be written out everywhere. */
export const defaultReplacement = '$1';
export const defaultSeparator = ';';

/**
 * Why Prometheus does not take a rule: all reasons, each an error.
 * https://github.com/prometheus/prometheus/blob/main/model/relabel/relabel.go
 */
export function refusalsOf(fields: RuleFields, dialect: RuleDialect): Problem[] {
  const regex = regexRefusal(fields.regex, dialect);
  const action = actionOf(fields.action);
  if (action === undefined) {
    return [...actionRefusal(fields.action), ...regex];
  }
  return [
    ...sourceLabelRefusals(fields, dialect),
    ...regex,
    ...modulusRefusal(fields, action),
    ...targetRefusals(fields, action, dialect),
    ...replacementRefusals(fields, action, dialect),
    ...fieldRefusals(fields, action),
  ];
}

/** The action of a rule, `replace` without one; `undefined` where it is none, or is known only where the collector runs. */
export function actionOf(field: Field | undefined): RelabelAction | undefined {
  const text = field === undefined ? 'replace' : field.text?.toLowerCase();
  return relabelActions.find((action) => action === text);
}

function error(code: string, message: string, span: Span): Problem {
  return { code: `relabel/${code}`, severity: 'error', message, span };
}

function actionRefusal(field: Field | undefined): Problem[] {
  if (field?.text === undefined) {
    return [];
  }
  if (field.text === '') {
    return [error('unknown-action', l10n.t('The action is empty. Leave it out for “replace”.'), field.span)];
  }
  const meant = nearest(field.text.toLowerCase(), relabelActions);
  const problem = error(
    'unknown-action',
    l10n.t('There is no action “{0}”. Actions are: {1}.', field.text, relabelActions.join(', ')),
    field.span,
  );
  return [
    meant === undefined
      ? problem
      : {
          ...problem,
          fixes: [{ title: l10n.t('Change to “{0}”', meant), edits: [{ ...field.span, text: meant }] }],
        },
  ];
}

function sourceLabelRefusals({ sourceLabels }: RuleFields, { names }: RuleDialect): Problem[] {
  return (sourceLabels?.names ?? [])
    .filter(({ text }) => !isLabelName(text, names.source))
    .map(({ text, span }) =>
      error('invalid-source-label', l10n.t('“{0}” is not a valid name of a label.', text), span),
    );
}

function regexRefusal(field: Field | undefined, { compile }: RuleDialect): Problem[] {
  if (field?.text === undefined) {
    return [];
  }
  const compiled = compile(field.text);
  return isRe2Problem(compiled)
    ? [
        error(
          'bad-regex',
          l10n.t('The regular expression does not compile: {0}.', compiled.reason),
          field.span,
        ),
      ]
    : [];
}

function modulusRefusal({ modulus, span }: RuleFields, action: RelabelAction): Problem[] {
  const isZero = modulus === undefined || modulus.value === 0n;
  return action === 'hashmod' && isZero
    ? [
        error(
          'modulus-missing',
          l10n.t('The action hashmod needs a modulus above 0: into how many parts targets are divided.'),
          modulus?.span ?? span,
        ),
      ]
    : [];
}

const withTarget: ReadonlySet<RelabelAction> = new Set([
  'replace',
  'hashmod',
  'lowercase',
  'uppercase',
  'keepequal',
  'dropequal',
]);
const withoutReplacement: ReadonlySet<RelabelAction> = new Set([
  'lowercase',
  'uppercase',
  'keepequal',
  'dropequal',
]);

function targetRefusals(
  { targetLabel, action: written, span }: RuleFields,
  action: RelabelAction,
  { names }: RuleDialect,
): Problem[] {
  if (!withTarget.has(action) || (targetLabel !== undefined && targetLabel.text === undefined)) {
    return [];
  }
  const name = targetLabel?.text ?? '';
  if (name === '') {
    return [
      error(
        'target-label-missing',
        l10n.t('The action {0} needs a target_label: the label that it writes or compares with.', action),
        targetLabel?.span ?? written?.span ?? firstOf(span),
      ),
    ];
  }
  const isValid =
    action === 'replace' ? isTemplateOrName(name, names.written) : isLabelName(name, names.written);
  return isValid || targetLabel === undefined
    ? []
    : [
        error(
          'invalid-target-label',
          l10n.t('“{0}” is not a valid target_label for the action {1}.', name, action),
          targetLabel.span,
        ),
      ];
}

function replacementRefusals(
  { replacement }: RuleFields,
  action: RelabelAction,
  { names }: RuleDialect,
): Problem[] {
  if (replacement?.text === undefined) {
    return [];
  }
  if (withoutReplacement.has(action) && replacement.text !== defaultReplacement) {
    return [
      error(
        'replacement-not-allowed',
        l10n.t('The action {0} takes no replacement.', action),
        replacement.key,
      ),
    ];
  }
  return action === 'labelmap' && !isMapTarget(replacement.text, names.written)
    ? [
        error(
          'invalid-replacement',
          l10n.t(
            '“{0}” makes no valid names of labels, which is what the action labelmap writes.',
            replacement.text,
          ),
          replacement.span,
        ),
      ]
    : [];
}

/** Names with references to groups in them. */
const legacyTemplate =
  /^(?:[a-zA-Z_]|\$(?:\{[0-9A-Za-z_]+\}|[0-9A-Za-z_]))(?:[0-9A-Za-z_]|\$(?:\{[0-9A-Za-z_]+\}|[0-9A-Za-z_]))*$/;

function isTemplateOrName(text: string, scheme: RuleDialect['names']['written']): boolean {
  return text.includes('$') && scheme === 'legacy' ? legacyTemplate.test(text) : isLabelName(text, scheme);
}

function isMapTarget(text: string, scheme: RuleDialect['names']['written']): boolean {
  return scheme === 'legacy' ? legacyTemplate.test(text) : isLabelName(text, scheme);
}

/** Whether a field says anything else than its default. */
const isSet: Partial<Record<FieldName, (fields: RuleFields) => boolean>> = {
  // Even the default is refused when it is written out.
  regex: ({ regex }) => regex !== undefined,
  sourceLabels: ({ sourceLabels }) => sourceLabels?.isNull === false,
  modulus: ({ modulus }) => modulus?.value !== undefined && modulus.value !== 0n,
  separator: ({ separator }) => isOther(separator, defaultSeparator),
  replacement: ({ replacement }) => isOther(replacement, defaultReplacement),
  targetLabel: ({ targetLabel }) => isOther(targetLabel, ''),
};

function isOther(field: Field | undefined, normal: string): boolean {
  return field?.text !== undefined && field.text !== normal;
}

/** By action the fields that it does not take. */
const forbidden: Partial<Record<RelabelAction, readonly FieldName[]>> = {
  keepequal: ['regex', 'modulus', 'separator'],
  dropequal: ['regex', 'modulus', 'separator'],
  labeldrop: ['sourceLabels', 'targetLabel', 'modulus', 'separator', 'replacement'],
  labelkeep: ['sourceLabels', 'targetLabel', 'modulus', 'separator', 'replacement'],
};

function fieldRefusals(fields: RuleFields, action: RelabelAction): Problem[] {
  return (forbidden[action] ?? [])
    .filter((name) => isSet[name]?.(fields))
    .map((name) =>
      error(
        'forbidden-field',
        action.startsWith('label')
          ? l10n.t(
              'The action {0} takes a regex and nothing else, so {1} is refused.',
              action,
              fieldKeys[name],
            )
          : l10n.t(
              'The action {0} takes source_labels and target_label and nothing else, so {1} is refused.',
              action,
              fieldKeys[name],
            ),
        fields[name]?.key ?? fields.span,
      ),
    );
}

/** The first line of a rule is enough to underline. */
function firstOf({ start, end }: Span): Span {
  return { start, end: Math.min(end, start + 1) };
}
