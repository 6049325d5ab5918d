import * as l10n from '@vscode/l10n';
import type { Labels } from '../../otel/relabel/labels.ts';
import type { Finished } from '../../otel/relabel/scrapeTarget.ts';
import type { Step } from '../../otel/relabel/steps.ts';
import { failureText } from './words.ts';

/** The way of one target through the rules of its job. */
export interface Journey {
  job: string;
  /** What the rules of the job find. */
  target: Labels;
  steps: readonly Step[];
  /** The text of each rule that a step is of, as it stands in the file. */
  ruleTexts: readonly string[];
  /** `undefined` when a rule dropped it, or nobody can say. */
  finished: Finished | undefined;
}

/** A journey as a page of Markdown: a heading for each rule, below it what the rule saw and what it changed. */
export function journeyPage(journey: Journey): string {
  const { job, target, steps, ruleTexts } = journey;
  return [
    `# ${escaped(l10n.t('{0} in job {1}', target.get('__address__') ?? '?', job))}`,
    outcome(journey),
    ...steps.flatMap((step, at) => [
      `## ${escaped(l10n.t('Rule {0}', at + 1))}`,
      fenced(ruleTexts[at] ?? ''),
      ...stepParts(step),
    ]),
    ...endParts(journey),
    `## ${l10n.t('Labels before the first rule')}`,
    labelTable(target),
    '',
  ].join('\n\n');
}

function outcome({ steps, finished }: Journey): string {
  const last = steps.at(-1);
  if (last?.kept === false) {
    return l10n.t('**Dropped** by rule {0}.', steps.length);
  }
  if (last !== undefined && last.kept === undefined) {
    return l10n.t(
      '**Not known** behind rule {0}: it is refused or holds a value that is known only where the collector runs.',
      steps.length,
    );
  }
  if (finished === undefined || 'labels' in finished) {
    return l10n.t('**Scraped.**');
  }
  return l10n.t('**Kept, but not scraped.** {0}', escaped(failureText(finished.failure)));
}

function stepParts({ kept, source, changes }: Step): string[] {
  return [
    ...(source === '' ? [] : [l10n.t('Compared with the regex: {0}', code(source))]),
    ...(changes.length === 0
      ? []
      : [
          table(
            [l10n.t('Label'), l10n.t('Before'), l10n.t('After')],
            changes.map(({ name, before, after }) => [code(name), cell(before), cell(after)]),
          ),
        ]),
    ...(kept === false ? [l10n.t('**Dropped here.**')] : []),
    ...(kept === true && changes.length === 0 ? [l10n.t('Kept; no label changes.')] : []),
  ];
}

function endParts({ finished }: Journey): string[] {
  return finished !== undefined && 'labels' in finished
    ? [`## ${l10n.t('Labels as scraped')}`, labelTable(finished.labels)]
    : [];
}

function labelTable(labels: Labels): string {
  const rows = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
  return table(
    [l10n.t('Label'), l10n.t('Value')],
    rows.map(([name, value]) => [code(name), cell(value)]),
  );
}

function cell(value: string | undefined): string {
  return value === undefined ? '—' : code(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((one) => one.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const controls = /[\p{Cc}\u2028\u2029]/gu;

/** Text from outside as code, whatever stands in it. */
function code(text: string): string {
  const plain = text.replaceAll(controls, '\uFFFD');
  const marks = '`'.repeat(longestRun(plain) + 1);
  const pad = /^[` ]|[` ]$/.test(plain) ? ' ' : '';
  return marks + pad + plain + pad + marks;
}

function fenced(text: string): string {
  const marks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}yaml\n${text}\n${marks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

function escaped(text: string): string {
  return text.replaceAll(controls, ' ').replaceAll(/[\\`*_{}[\]()#+\-!<>|~&]/g, String.raw`\$&`);
}
