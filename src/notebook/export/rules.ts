import * as l10n from '@vscode/l10n';
import { isPrintable, quotedText } from '../../manifest/yaml/quotedText.ts';
import { isSafePlain } from '../../manifest/yaml/scalars.ts';
import { parseQuery } from '../../promql/parse.ts';
import { typeOf } from '../../promql/types.ts';
import { numberText } from '../expectations/judge.ts';
import { durationText } from '../../query/steps.ts';
import type { CellDirectives, Comparison, Expectation } from '../model.ts';

/** A query on its way to a rule. */
export interface RuleCell {
  /** Without variables of the notebook: see `resolveQueries`. */
  query: string;
  directives: CellDirectives;
}

/** A rule file, or why there is none. */
export type RuleFile = { yaml: string } | { why: string };

const groupName = 'notebook';

/** A group with a rule that records the query under a name of its own. https://prometheus.io/docs/practices/rules/ */
export function recordingRule({ query, directives }: RuleCell, record: string): RuleFile {
  const type = typeOf(parseQuery(query).expression);
  if (type === 'matrix' || type === 'string') {
    return { why: l10n.t('A rule records numbers or an instant vector, and this query is neither.') };
  }
  return {
    yaml: group([`record: ${scalar(record)}`, ...expr(query)], directives.step),
  };
}

/** A group with an alert for each expectation, which fires as long as it does not hold; `within` is how long that may last. */
export function alertingRules({ query, directives }: RuleCell): RuleFile {
  const type = typeOf(parseQuery(query).expression);
  if (type === 'matrix' || type === 'string') {
    return { why: l10n.t('A rule is about numbers or an instant vector, and this query is neither.') };
  }
  if (directives.expects.length === 0) {
    return { why: l10n.t('An alert needs a line # @expect, which says what should hold.') };
  }
  const vector = type === 'scalar' ? `vector(${query})` : query;
  const rules = directives.expects.flatMap((expectation, at) =>
    alert(expectation, vector, alertName(directives, at)),
  );
  return { yaml: group(rules, directives.step) };
}

function alertName({ name = 'Notebook', expects }: CellDirectives, at: number): string {
  const words = name.replaceAll(/(?:^|_)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
  return `${words}Unexpected${expects.length > 1 ? String(at + 1) : ''}`;
}

function alert(expectation: Expectation, query: string, name: string): string[] {
  const { within, text } = expectation;
  return [
    `alert: ${scalar(name)}`,
    ...expr(violation(expectation, query)),
    ...(within === undefined ? [] : [`for: ${durationText(within)}`]),
    'labels:',
    '  severity: warning',
    'annotations:',
    `  summary: ${scalar(l10n.t('This does not hold any more: {0}', text))}`,
  ];
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** What has series as long as the expectation does not hold. */
function violation(expectation: Expectation, query: string): string {
  const inner = `(\n  ${query.replaceAll('\n', '\n  ')}\n)`;
  switch (expectation.kind) {
    case 'absent':
      return query;
    case 'present':
      return `absent${inner}`;
    case 'series': {
      const { operator, count } = expectation;
      return `(count${inner} or vector(0)) ${opposite[operator]} ${count}`;
    }
    case 'values': {
      const { operator, value } = expectation;
      return `${inner} ${opposite[operator]} ${numberText(value)}\nor\nabsent${inner}`;
    }
  }
}

function expr(query: string): string[] {
  return isPrintable(query) && !/^\s|\s$/.test(query)
    ? ['expr: |-', ...query.split('\n').map((line) => (line === '' ? '' : `  ${line}`))]
    : [`expr: ${quote(query)}`];
}

function scalar(text: string): string {
  return text !== '' && isPrintable(text) && !text.includes('\n') && isSafePlain(text, false)
    ? text
    : quote(text);
}

function quote(text: string): string {
  return `"${quotedText(text.toWellFormed()) ?? ''}"`;
}

/** Rules begin where a line is no part of the one above: each has its first key at the left. */
function group(lines: readonly string[], interval: number | undefined): string {
  const rules = lines.map((line) => {
    const isFirst = /^(?:alert|record): /.test(line);
    return line === '' ? '' : `      ${isFirst ? '- ' : '  '}${line}`;
  });
  const every = interval === undefined || interval < 1 ? [] : [`    interval: ${durationText(interval)}`];
  return ['groups:', `  - name: ${groupName}`, ...every, '    rules:', ...rules, ''].join('\n');
}
