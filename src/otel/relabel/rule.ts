import type { Re2 } from '../re2.ts';
import type { NameScheme } from '../prometheus/names.ts';
import type { RegexCompiler } from './regex.ts';
import type { TemplatePart } from './template.ts';

export const relabelActions = [
  'replace',
  'keep',
  'drop',
  'keepequal',
  'dropequal',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
] as const;

export type RelabelAction = (typeof relabelActions)[number];

/** A relabelling rule, compiled. https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config */
export interface RelabelRule {
  action: RelabelAction;
  sourceLabels: readonly string[];
  separator: string;
  regex: Re2;
  modulus: bigint;
  targetLabel: string;
  target: readonly TemplatePart[];
  replacement: readonly TemplatePart[];
  /** Which names of labels a `replace` may make. */
  names: NameScheme;
}

/** By what a rule is read: it depends on the release and on the job. */
export interface RuleDialect {
  compile: RegexCompiler;
  names: {
    /** Names in `source_labels`, which the job has no say in. */
    source: NameScheme;
    /** Names that rules write. */
    written: NameScheme;
  };
}
