import * as l10n from '@vscode/l10n';
import { codeSpan } from '../../promql/markdown.ts';
import { sampleWords, shortNumber } from '../../query/cost.ts';
import { inert, seriesName } from '../seriesName.ts';
import type { ExplainedJoin, ExplainedNode, JoinSide, UnmatchedSeries } from './node.ts';

/** So many labels are named of a part. */
const maxLabels = 8;
const maxTitle = 120;

/**
 * The tree as lines of text, each part indented below what it is a part of, with what it came to behind it; localised. Names and values are
 * inert: on one line, without characters that cannot be seen.
 */
export function explainText(root: ExplainedNode): string {
  const lines: string[] = [];
  const write = (node: ExplainedNode, indent: string): void => {
    lines.push(`${indent}${[nodeTitle(node), nodeWords(node)].filter(Boolean).join(': ')}`);
    joinWords(node).forEach((line) => lines.push(`${indent}  ! ${line}`));
    node.children.forEach((child) => write(child, `${indent}  `));
  };
  write(root, '');
  return `${lines.join('\n')}\n`;
}

/** The same as nested lists of Markdown. */
export function explainMarkdown(root: ExplainedNode): string {
  const lines: string[] = [];
  const write = (node: ExplainedNode, indent: string): void => {
    lines.push(`${indent}- ${codeSpan(nodeTitle(node))} ${escapeMarkdown(nodeWords(node))}`.trimEnd());
    joinWords(node).forEach((line) => lines.push(`${indent}  - ⚠ ${escapeMarkdown(line)}`));
    node.children.forEach((child) => write(child, `${indent}  `));
  };
  write(root, '');
  return `${lines.join('\n')}\n`;
}

function nodeTitle({ title }: ExplainedNode): string {
  return inert(title.replaceAll(/\s+/g, ' '), maxTitle);
}

/** What a part came to, in one line. */
function nodeWords({ series, value, labels, seconds, samples, problem }: ExplainedNode): string {
  return [
    ...(problem === undefined ? [] : [inert(problem, 500)]),
    ...(series === undefined ? [] : [seriesWords(series, labels)]),
    ...(value === undefined ? [] : [String(value)]),
    ...(samples === undefined ? [] : [sampleWords(samples)]),
    ...(seconds === undefined ? [] : [`${Math.max(1, Math.round(seconds * 1000))} ms`]),
  ].join(' · ');
}

/** `3 series (pod 3, job)`: the labels that tell them apart with how many values they have. */
function seriesWords(series: number, labels: ExplainedNode['labels']): string {
  const count = series === 1 ? l10n.t('1 series') : l10n.t('{0} series', shortNumber(series));
  const named = labels
    .slice(0, maxLabels)
    .map(({ name, values }) => (values > 1 ? `${inert(name, 60)} ${values}` : inert(name, 60)));
  const rest = labels.length > named.length ? ', …' : '';
  return named.length === 0 ? count : `${count} (${named.join(', ')}${rest})`;
}

/** What is worth knowing of the two sides: nothing when all found each other. */
function joinWords({ join }: ExplainedNode): string[] {
  if (join === undefined || (join.operator === 'or' && !hasDuplicates(join))) {
    return [];
  }
  const lines = [...sideWords(join, join.left, true), ...sideWords(join, join.right, false)];
  return lines.length > 0 && join.suggestion !== undefined
    ? [...lines, l10n.t('Write {0} behind the operator to match them.', inert(join.suggestion))]
    : lines;
}

function hasDuplicates({ left, right }: ExplainedJoin): boolean {
  return left.duplicates.groups + right.duplicates.groups > 0;
}

function sideWords(
  { operator }: ExplainedJoin,
  { series, unmatched, examples, duplicates }: JoinSide,
  isLeft: boolean,
): string[] {
  const lines: string[] = [];
  // Of `and` and `unless` the right side only chooses.
  const isExpected = !isLeft && (operator === 'and' || operator === 'unless');
  const [example] = examples;
  if (unmatched > 0 && example && !isExpected) {
    const count = [shortNumber(unmatched), shortNumber(series)];
    lines.push(
      isLeft
        ? l10n.t(
            '{0} of {1} series on the left have no partner, such as {2}: {3}',
            ...count,
            seriesName(example.labels, 60),
            reasonWords(example),
          )
        : l10n.t(
            '{0} of {1} series on the right have no partner, such as {2}: {3}',
            ...count,
            seriesName(example.labels, 60),
            reasonWords(example),
          ),
    );
  }
  const [crowd] = duplicates.examples;
  if (crowd) {
    const parts = [crowd.series, seriesName(crowd.labels, 60), inert(crowd.differing.join(', '), 200)];
    lines.push(
      isLeft
        ? l10n.t('{0} series on the left are the same for {1}; they differ in: {2}', ...parts)
        : l10n.t('{0} series on the right are the same for {1}; they differ in: {2}', ...parts),
    );
  }
  return lines;
}

function reasonWords({ reason }: UnmatchedSeries): string {
  switch (reason.kind) {
    case 'empty':
      return l10n.t('the other side has no series');
    case 'onlyHere':
      return l10n.t('the other side does not have the label {0}', inert(reason.labels.join(', '), 200));
    case 'onlyThere':
      return l10n.t('it does not have the label {0} of the other side', inert(reason.labels.join(', '), 200));
    case 'values': {
      const differing = reason.differing.map(({ label, here, there }) => `${label}: "${here}" ≠ "${there}"`);
      return l10n.t('the nearest series has other values ({0})', inert(differing.join(', '), 300));
    }
  }
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~!&]/g, (sign) => `\\${sign}`);
}
