import * as l10n from '@vscode/l10n';
import type { Fix, Problem, Span } from '../../problem.ts';
import type { Re2 } from '../re2.ts';
import type { ReadRule } from './readRules.ts';
import type { RelabelAction, RelabelRule } from './rule.ts';
import { fieldKeys } from './ruleFields.ts';
import type { Field, FieldName, RuleFields } from './ruleFields.ts';

type Known = RuleFields & { rule: RelabelRule };

/** What Prometheus takes and what is hardly meant, of one rule by itself. */
export function adviceFor({ fields, rule }: ReadRule): Problem[] {
  if (fields === undefined || rule === undefined) {
    return [];
  }
  const known = { ...fields, rule };
  return [...missingGroups(known), ...sweepingRule(known), ...ignoredFields(known)];
}

function advice(
  severity: Problem['severity'],
  code: string,
  message: string,
  span: Span,
  more: Pick<Problem, 'fixes' | 'tag'> = {},
): Problem {
  return { code: `relabel/${code}`, severity, message, span: { start: span.start, end: span.end }, ...more };
}

/** A group that the expression does not have gives nothing: https://pkg.go.dev/regexp#Regexp.Expand */
function missingGroups({ rule, targetLabel, replacement }: Known): Problem[] {
  const { action, regex } = rule;
  if (action !== 'replace' && action !== 'labelmap') {
    return [];
  }
  const templates = [
    [action === 'replace' ? targetLabel : undefined, rule.target],
    [replacement, rule.replacement],
  ] as const;
  return templates.flatMap(([field, parts]) => {
    if (field === undefined) {
      return [];
    }
    return parts.flatMap((part) => {
      if (typeof part === 'string') {
        return [];
      }
      return 'group' in part
        ? part.group > regex.groups
          ? [advice('warning', 'missing-group', groupWords(part.group, regex), field.span)]
          : []
        : regex.names.has(part.name)
          ? []
          : [unknownName(part.name, field)];
    });
  });
}

function groupWords(group: number, regex: Re2): string {
  return regex.groups === 0
    ? l10n.t('The regex has no group, so ${0} is always empty.', group)
    : l10n.t('The regex has {1} groups, so ${0} is always empty.', group, regex.groups);
}

function unknownName(name: string, field: Field): Problem {
  const [, group, rest = ''] = /^(\d+)(_?\w*)$/.exec(name) ?? [];
  if (group === undefined || rest === '') {
    return advice(
      'warning',
      'missing-group',
      l10n.t('The regex has no group named “{0}”, so this part is always empty.', name),
      field.span,
    );
  }
  const text = field.text?.replace(`$${name}`, () => `\${${group}}${rest}`) ?? '';
  const fix: Fix = {
    title: l10n.t('Change to “{0}”', text),
    // The collector takes each dollar that is written twice as one.
    edits: [
      { start: field.span.start, end: field.span.end, text: JSON.stringify(text.replaceAll('$', '$$$$')) },
    ],
  };
  return advice(
    'warning',
    'missing-group',
    l10n.t(
      '${0} means a group of that name, which is not there, so this part is always empty. Write {1}.',
      name,
      text,
    ),
    field.span,
    { fixes: [fix] },
  );
}

const matchesAll = new Set(['(.*)', '.*', '^.*$', '^(.*)$', '(?:.*)']);

function isAnything(regex: Field | undefined): boolean {
  return regex === undefined || matchesAll.has(regex.text ?? '');
}

/** Rules that do nothing, and rules after which nothing is left. */
function sweepingRule(known: Known): Problem[] {
  const { rule, regex, action } = known;
  const span = action?.span ?? regex?.span ?? known.span;
  switch (rule.action) {
    case 'keep':
    case 'drop': {
      const isAll =
        rule.sourceLabels.length === 0 ? rule.regex.test('') : isAnything(regex) ? true : undefined;
      return isAll === undefined ? [] : [sweeping(isAll === (rule.action === 'keep'), span)];
    }
    case 'keepequal':
    case 'dropequal': {
      const [only, second] = rule.sourceLabels;
      const isSame = only === rule.targetLabel && second === undefined;
      return isSame ? [sweeping(rule.action === 'keepequal', span)] : [];
    }
    case 'replace':
      return writesItself(known) ? [noEffect(span)] : [];
    case 'labelmap':
      return isAnything(regex) && isPlainCopy(rule) ? [noEffect(span)] : [];
    case 'labeldrop':
    case 'labelkeep':
      return isAnything(regex) ? [sweeping(rule.action === 'labelkeep', span)] : [];
    case 'hashmod':
    case 'lowercase':
    case 'uppercase':
    default:
      return [];
  }
}

function sweeping(keeps: boolean, span: Span): Problem {
  return keeps
    ? noEffect(span)
    : advice(
        'warning',
        'drops-everything',
        l10n.t('Nothing is left behind this rule: it drops everything.'),
        span,
      );
}

function noEffect(span: Span): Problem {
  return advice('warning', 'no-effect', l10n.t('This rule changes nothing.'), span, { tag: 'unnecessary' });
}

function writesItself({ rule, regex }: Known): boolean {
  const [only, second] = rule.sourceLabels;
  return only === rule.targetLabel && second === undefined && isAnything(regex) && isPlainCopy(rule);
}

function isPlainCopy({ regex, replacement }: RelabelRule): boolean {
  const [part, more] = replacement;
  return (
    more === undefined &&
    typeof part === 'object' &&
    'group' in part &&
    (part.group === 0 || (part.group === 1 && regex.groups === 1))
  );
}

/** Fields that an action does not look at. */
const ignored: Partial<Record<RelabelAction, readonly FieldName[]>> = {
  keep: ['targetLabel', 'replacement', 'modulus'],
  drop: ['targetLabel', 'replacement', 'modulus'],
  replace: ['modulus'],
  hashmod: ['regex', 'replacement'],
  labelmap: ['sourceLabels', 'targetLabel', 'separator', 'modulus'],
  lowercase: ['regex', 'modulus'],
  uppercase: ['regex', 'modulus'],
};

function ignoredFields(known: Known): Problem[] {
  const { action } = known.rule;
  return (ignored[action] ?? []).flatMap((name) => {
    const field = known[name];
    return field === undefined
      ? []
      : [
          advice(
            'information',
            'ignored-field',
            l10n.t('The action {0} does not look at {1}.', action, fieldKeys[name]),
            field.key,
            { tag: 'unnecessary' },
          ),
        ];
  });
}
