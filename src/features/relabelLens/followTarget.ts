import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { JobLens } from '../../otel/relabel/lens.ts';
import type { Labels } from '../../otel/relabel/labels.ts';
import type { ScrapeLens } from '../../otel/relabel/scrapeLenses.ts';
import type { Step } from '../../otel/relabel/steps.ts';
import type { Ask } from '../ask.ts';
import type { Language } from '../collectorYaml/language.ts';
import type { LensJobs } from './jobs.ts';
import { journeyPage } from './report.ts';

interface FollowDeps {
  ask: Ask;
  language: Language;
}

interface TargetItem extends vscode.QuickPickItem {
  target?: Labels;
  steps?: readonly Step[];
}

/** Asks for one of a job's targets, `rule` being the one that is asked about. `undefined` when that was cancelled. */
export async function pickTarget(
  { ask, language }: FollowDeps,
  { job }: ScrapeLens,
  { lens, rule }: { lens: JobLens; rule: number | undefined },
): Promise<Labels | undefined> {
  const { rules } = job.targetRules;
  const walked = lens.targets.map((target) => ({ target, steps: language.code.stepTarget(rules, target) }));
  const picked = await ask.pick(itemsFor(walked, rule), {
    title: l10n.t('Follow Target through Relabel Rules'),
    placeHolder: l10n.t('Target of job {0}', job.name ?? ''),
    matchOnDetail: true,
  });
  return picked?.target;
}

/** The way of a target as the rules of its job stand; `undefined` while the document has no such job. */
export function wayOfTarget(
  { jobs, language }: { jobs: LensJobs; language: Language },
  document: vscode.TextDocument,
  { job: { job: before }, target }: { job: ScrapeLens; target: Labels },
): () => string | undefined {
  const at = jobs.of(document).findIndex(({ job }) => job === before);
  let [name, labels] = [before.name, target];
  return () => {
    const all = jobs.of(document);
    const named = all.filter(({ job }) => job.name === name);
    // It may have got another name, or another place.
    const now = all[at] && named.includes(all[at]) ? all[at] : (named[0] ?? all[at]);
    if (!now) {
      return undefined;
    }
    name = now.job.name;
    labels = sameTarget(now.lens?.targets ?? [], labels) ?? labels;
    return pageOfTarget(language, now, { target: labels, text: document.getText() });
  };
}

/** The page that shows the way of a target through the rules of a job, which stand in `text`. */
function pageOfTarget(
  { code: { stepTarget, finishTarget, spanInFile } }: Language,
  { job, place }: ScrapeLens,
  { target, text }: { target: Labels; text: string },
): string {
  const steps = stepTarget(job.targetRules.rules, target);
  const last = steps.at(-1);
  const labels = last === undefined ? target : last.labels;
  return journeyPage({
    job: job.name ?? '',
    target,
    steps,
    ruleTexts: steps.map(({ span }) => {
      const { start, end } = spanInFile(place, span);
      return textOfRule(text, start, end);
    }),
    finished: last === undefined || last.kept === true ? finishTarget(labels) : undefined,
  });
}

/** The target of now that one of before has become: the same in all that discovery found of it, else at the same address. */
function sameTarget(targets: readonly Labels[], before: Labels): Labels | undefined {
  const found = (labels: Labels): string =>
    JSON.stringify([...labels].filter(([name]) => name.startsWith('__meta_')).sort());
  const near = targets.filter((labels) => addressOf(labels) === addressOf(before));
  return near.find((labels) => found(labels) === found(before)) ?? near[0];
}

/** With the indentation that all its lines share taken away. */
function textOfRule(text: string, start: number, end: number): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = start - lineStart;
  return text
    .slice(start, end)
    .trimEnd()
    .split(/\r?\n/)
    .map((line, at) => (at > 0 && line.slice(0, indent).trim() === '' ? line.slice(indent) : line))
    .join('\n');
}

type Walked = Required<Pick<TargetItem, 'target' | 'steps'>>;

/** Those that the clicked rule drops come first, then those that are kept, then those that other rules drop. */
function itemsFor(walked: readonly Walked[], rule: number | undefined): TargetItem[] {
  const groups = new Map<number, Walked[]>();
  for (const one of walked) {
    const end = one.steps.at(-1)?.kept === false ? one.steps.length - 1 : -1;
    groups.set(end, [...(groups.get(end) ?? []), one]);
  }
  const order = [...groups.keys()].sort((a, b) => Number(b === rule) - Number(a === rule) || a - b);
  return order.flatMap((end) => [
    {
      label: end < 0 ? l10n.t('Kept') : l10n.t('Dropped by rule {0}', end + 1),
      kind: vscode.QuickPickItemKind.Separator,
    },
    ...(groups.get(end) ?? []).map((one): TargetItem => itemOf(one, end)),
  ]);
}

function itemOf({ target, steps }: Walked, end: number): TargetItem {
  const named = ['namespace', 'service_name', 'pod_name', 'pod_container_name', 'node_name'];
  const parts = named.flatMap((name) => target.get(`__meta_kubernetes_${name}`) ?? []);
  return {
    label: `$(${end < 0 ? 'pass' : 'circle-slash'}) ${addressOf(target)}`,
    description: parts.join(' · '),
    target,
    steps,
  };
}

export function addressOf(target: Labels): string {
  return target.get('__address__') ?? '?';
}
