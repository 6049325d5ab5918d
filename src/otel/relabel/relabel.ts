import { createHash } from 'node:crypto';
import { isLabelName } from '../prometheus/names.ts';
import { buildLabels } from './labels.ts';
import type { LabelBuilder, Labels } from './labels.ts';
import { toLower, toUpper } from './letterCase.ts';
import type { RelabelAction, RelabelRule } from './rule.ts';
import { expandTemplate } from './template.ts';

/** What became of a target. */
export interface Relabelled {
  kept: boolean;
  /** None of a target that was dropped. */
  labels: Labels;
}

/**
 * What Prometheus makes of a target by these rules, exactly: a rule that drops it is the last.
 * https://pkg.go.dev/github.com/prometheus/prometheus/model/relabel#ProcessBuilder
 */
export function relabel(labels: Labels, rules: readonly RelabelRule[]): Relabelled {
  const builder = buildLabels(labels);
  const kept = rules.every((rule) => applyRule(rule, builder));
  return { kept, labels: kept ? builder.labels : new Map() };
}

/** Applies one rule; `false` when it drops the target. */
export function applyRule(rule: RelabelRule, labels: LabelBuilder): boolean {
  return actions[rule.action](rule, labels, sourceOf(rule, labels)) ?? true;
}

/** What the rule's regular expression is held against: the values of its source labels, joined. */
export function sourceOf(
  { sourceLabels, separator }: RelabelRule,
  labels: Pick<LabelBuilder, 'get'>,
): string {
  const [first, ...more] = sourceLabels;
  let joined = first === undefined ? '' : labels.get(first);
  for (const name of more) {
    joined += separator + labels.get(name);
  }
  return joined;
}

type Action = (rule: RelabelRule, labels: LabelBuilder, source: string) => boolean | undefined;

const actions: Readonly<Record<RelabelAction, Action>> = {
  keep: ({ regex }, _labels, source) => regex.test(source),
  drop: ({ regex }, _labels, source) => !regex.test(source),
  keepequal: ({ targetLabel }, labels, source) => labels.get(targetLabel) === source,
  dropequal: ({ targetLabel }, labels, source) => labels.get(targetLabel) !== source,
  replace,
  hashmod: ({ targetLabel, modulus }, labels, source) => {
    labels.set(targetLabel, String(hashOf(source) % modulus));
    return true;
  },
  lowercase: ({ targetLabel }, labels, source) => {
    labels.set(targetLabel, toLower(source));
    return true;
  },
  uppercase: ({ targetLabel }, labels, source) => {
    labels.set(targetLabel, toUpper(source));
    return true;
  },
  labelmap: ({ regex, replacement }, labels) => {
    for (const { name, value } of namesOf(labels, (one) => regex.test(one))) {
      const renamed = regex.replaceAll(name, (groups) => expandTemplate(replacement, groups, regex.names));
      labels.set(renamed, value);
    }
    return true;
  },
  labeldrop: ({ regex }, labels) => dropNames(labels, (name) => regex.test(name)),
  labelkeep: ({ regex }, labels) => dropNames(labels, (name) => !regex.test(name)),
};

function replace(
  { regex, target, replacement, names }: RelabelRule,
  labels: LabelBuilder,
  source: string,
): boolean {
  const groups = regex.find(source);
  if (groups !== undefined) {
    const name = expandTemplate(target, groups, regex.names);
    if (isLabelName(name, names)) {
      labels.set(name, expandTemplate(replacement, groups, regex.names));
    }
  }
  return true;
}

function dropNames(labels: LabelBuilder, isDropped: (name: string) => boolean): boolean {
  for (const { name } of namesOf(labels, isDropped)) {
    labels.delete(name);
  }
  return true;
}

/** The labels whose names are wanted, all found before the first of them is changed. */
function namesOf(
  { labels }: LabelBuilder,
  isWanted: (name: string) => boolean,
): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  for (const [name, value] of labels) {
    if (isWanted(name)) {
      found.push({ name, value });
    }
  }
  return found;
}

/** The last eight bytes of the MD5 sum. */
function hashOf(text: string): bigint {
  return createHash('md5').update(text, 'utf8').digest().readBigUInt64BE(8);
}
