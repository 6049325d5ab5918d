import * as l10n from '@vscode/l10n';
import { itemsOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span } from '../../problem.ts';
import { isRe2Problem } from '../re2.ts';
import { actionOf, defaultReplacement, defaultSeparator, refusalsOf } from './refusals.ts';
import type { RelabelRule, RuleDialect } from './rule.ts';
import { readRuleFields } from './ruleFields.ts';
import type { RuleFields } from './ruleFields.ts';
import { parseTemplate } from './template.ts';

/** A rule where it stands. */
export interface ReadRule {
  span: Span;
  /** `undefined` when it is no mapping. */
  fields: RuleFields | undefined;
  /** `undefined` when Prometheus refuses it, or it holds `${…}`, so that nobody can say here what it does. */
  rule: RelabelRule | undefined;
}

export interface ReadRules {
  rules: readonly ReadRule[];
  /** Why Prometheus refuses rules, in the order of the text. */
  problems: readonly Problem[];
}

/** The rules of `relabel_configs` or `metric_relabel_configs`; none where that is no list. */
export function readRelabelRules(node: YamlNode | undefined, dialect: RuleDialect): ReadRules {
  const problems: Problem[] = [];
  const rules = itemsOf(node).map((item): ReadRule => {
    const fields = readRuleFields(item);
    const refusals = fields ? refusalsOf(fields, dialect) : emptyRefusal(item);
    problems.push(...refusals);
    const rule = fields && refusals.length === 0 ? compileRule(fields, dialect) : undefined;
    return { span: { start: item.start, end: item.end }, fields, rule };
  });
  return { rules, problems };
}

function emptyRefusal(item: YamlNode): Problem[] {
  const scalar = resolved(item);
  return scalar?.kind === 'scalar' && scalar.value === null
    ? [
        {
          code: 'relabel/empty-rule',
          severity: 'error',
          message: l10n.t('This rule is empty, which Prometheus refuses.'),
          span: { start: item.start, end: item.end },
        },
      ]
    : [];
}

/** `undefined` for a rule of which some value is not known here, or that is of a wrong type. */
function compileRule(fields: RuleFields, { compile, names }: RuleDialect): RelabelRule | undefined {
  const action = actionOf(fields.action);
  const sourceLabels = fields.sourceLabels ? fields.sourceLabels.names : [];
  const separator = fields.separator ? fields.separator.text : defaultSeparator;
  const pattern = fields.regex ? fields.regex.text : '(.*)';
  const modulus = fields.modulus ? fields.modulus.value : 0n;
  const targetLabel = fields.targetLabel ? fields.targetLabel.text : '';
  const replacement = fields.replacement ? fields.replacement.text : defaultReplacement;
  if (
    action === undefined ||
    sourceLabels === undefined ||
    separator === undefined ||
    pattern === undefined ||
    modulus === undefined ||
    targetLabel === undefined ||
    replacement === undefined
  ) {
    return undefined;
  }
  const regex = compile(pattern);
  return isRe2Problem(regex)
    ? undefined
    : {
        ...{ action, separator, regex, modulus, targetLabel },
        sourceLabels: sourceLabels.map(({ text }) => text),
        target: parseTemplate(targetLabel),
        replacement: parseTemplate(replacement),
        names: names.written,
      };
}
