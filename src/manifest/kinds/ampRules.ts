import * as l10n from '@vscode/l10n';
import type { Problem } from '../../problem.ts';
import { scalarPlacement } from '../placement/scalarPlacement.ts';
import { formats } from '../schema/formats.ts';
import { checkSchema } from '../schema/schemaCheck.ts';
import { schemaProblems } from '../schema/schemaProblems.ts';
import { entryOf, itemsOf, textOf, valueAt } from '../yaml/yamlNode.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import { plansOf, problem, spanOf } from './context.ts';
import type { ManifestContext } from './context.ts';

/**
 * What AMP refuses of a rule file, which is Prometheus' own format.
 * https://github.com/prometheus/prometheus/blob/main/model/rulefmt/rulefmt.go
 */
export function checkRuleFile(root: YamlNode, context: ManifestContext): Problem[] {
  const { definitions = {} } = context.schemas.amp();
  const findings = checkSchema(root, definitions['ruleFile'] ?? {}, {
    dialect: 'prometheus',
    definitions,
    ...plansOf(context),
  });
  const groups = itemsOf(valueAt(root, 'groups'));
  return [
    ...schemaProblems(findings, { area: 'rules', text: context.text }),
    ...groups.flatMap((group) => [...interval(group)]),
    ...checkGroups(groups, context),
  ];
}

/**
 * What Prometheus refuses of the rules in an object of the Prometheus operator, beyond what its CRD refuses; nothing for other objects.
 * https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 */
export function checkPrometheusRule(root: YamlNode, context: ManifestContext): Problem[] {
  const isOne =
    textOf(valueAt(root, 'kind')) === 'PrometheusRule' &&
    textOf(valueAt(root, 'apiVersion'))?.startsWith('monitoring.coreos.com/') === true;
  return isOne ? checkGroups(itemsOf(valueAt(root, 'spec', 'groups')), context) : [];
}

function checkGroups(groups: readonly YamlNode[], context: ManifestContext): Problem[] {
  const rules = groups.flatMap((group) => itemsOf(valueAt(group, 'rules')));
  return [
    ...groupNames(groups),
    ...rules.flatMap((rule) => [...recording(rule), ...labels(rule), ...expression(rule, context)]),
  ];
}

function* groupNames(groups: readonly YamlNode[]): Iterable<Problem> {
  const seen = new Map<string, YamlNode>();
  for (const group of groups) {
    const name = valueAt(group, 'name');
    const text = textOf(name);
    const first = text === undefined ? undefined : seen.get(text);
    if (name !== undefined && text !== undefined && first !== undefined) {
      const related = [{ message: l10n.t('The first one'), span: spanOf(first) }];
      yield problem(
        'rules/duplicate-group',
        l10n.t('There are two groups called "{0}".', text),
        spanOf(name),
        { related },
      );
    } else if (name !== undefined && text !== undefined) {
      seen.set(text, name);
    }
  }
}

/** Milliseconds of a duration such as `1m30s`; `undefined` for what is none. */
function milliseconds(text: string): number | undefined {
  if (formats['prometheus-duration']?.(text) !== undefined) {
    return undefined;
  }
  const units: Readonly<Record<string, number>> = {
    ms: 1,
    s: 1e3,
    m: 6e4,
    h: 36e5,
    d: 864e5,
    w: 6048e5,
    y: 31536e6,
  };
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

/** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP_quotas.html */
function* interval(group: YamlNode): Iterable<Problem> {
  const node = valueAt(group, 'interval');
  const length = milliseconds(textOf(node) ?? '');
  if (node !== undefined && length !== undefined && length > 0 && length < 30_000) {
    const message = l10n.t('AMP evaluates a group every 30 seconds at most often.');
    yield problem('rules/short-interval', message, spanOf(node), { severity: 'warning' });
  }
}

function* recording(rule: YamlNode): Iterable<Problem> {
  const name = valueAt(rule, 'record');
  const text = textOf(name);
  if (name === undefined || text === undefined) {
    return;
  }
  for (const field of ['for', 'keep_firing_for', 'annotations']) {
    const entry = entryOf(rule, field);
    if (entry?.value !== undefined && !entryOf(rule, 'alert')) {
      yield problem(
        'rules/forbidden-field',
        l10n.t('Only an alert can have "{0}".', field),
        spanOf(entry.key),
      );
    }
  }
  if (/[{}]/.test(text)) {
    const message = l10n.t(
      'Braces cannot be part of a name: the new labels of a recorded metric go under labels.',
    );
    yield problem('rules/bad-name', message, spanOf(name));
  } else if (formats['metric-name']?.(text) !== undefined) {
    const message = l10n.t(
      '"{0}" is no name of a metric: letters, digits, underscores and colons, no digit first.',
      text,
    );
    yield problem('rules/bad-name', message, spanOf(name), { severity: 'warning' });
  }
}

function* labels(rule: YamlNode): Iterable<Problem> {
  const name = entryOf(valueAt(rule, 'labels'), '__name__');
  if (name !== undefined) {
    yield problem(
      'rules/bad-key',
      l10n.t('The name of the metric cannot be a label here.'),
      spanOf(name.key),
    );
  }
}

function expression(rule: YamlNode, { text, checkExpression }: ManifestContext): readonly Problem[] {
  const node = valueAt(rule, 'expr');
  return checkExpression === undefined || node?.kind !== 'scalar'
    ? []
    : checkExpression(node.text, scalarPlacement(text, node, node.text));
}
