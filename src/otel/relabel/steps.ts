import type { Span } from '../../problem.ts';
import { buildLabels } from './labels.ts';
import type { LabelBuilder, Labels } from './labels.ts';
import type { ReadRule } from './readRules.ts';
import { applyRule, sourceOf } from './relabel.ts';

/** What a rule did to one label; without `before` it was not there, without `after` it is gone. */
export interface LabelChange {
  name: string;
  before?: string;
  after?: string;
}

/** One rule at work on one target. */
export interface Step {
  /** Of the rule. */
  span: Span;
  /** `undefined`: nobody can say, as the rule holds `${…}` or is refused; the steps end there. */
  kept: boolean | undefined;
  /** What the rule's regex was held against; nothing for actions that look at names of labels. */
  source: string;
  changes: readonly LabelChange[];
  /** All labels behind the rule. */
  labels: Labels;
}

/** How the rules work on a target, one after the other, up to the one that drops it. */
export function stepTarget(rules: readonly ReadRule[], target: Labels): Step[] {
  const builder = buildLabels(target);
  const steps: Step[] = [];
  for (const { rule, span } of rules) {
    if (rule === undefined) {
      steps.push({ span, kept: undefined, source: '', changes: [], labels: new Map(builder.labels) });
      break;
    }
    const source = rule.action.startsWith('label') ? '' : sourceOf(rule, builder);
    const recorder = recordChanges(builder);
    const kept = applyRule(rule, recorder.builder);
    steps.push({ span, kept, source, changes: recorder.changes(), labels: new Map(builder.labels) });
    if (!kept) {
      break;
    }
  }
  return steps;
}

/** A builder over another one that knows what was changed through it. */
export function recordChanges(builder: LabelBuilder): {
  builder: LabelBuilder;
  changes: () => LabelChange[];
} {
  const before = new Map<string, string>();
  const note = (name: string): void => {
    if (!before.has(name)) {
      before.set(name, builder.get(name));
    }
  };
  return {
    builder: {
      ...builder,
      set: (name, value) => {
        note(name);
        builder.set(name, value);
      },
      delete: (name) => {
        note(name);
        builder.delete(name);
      },
    },
    changes: () =>
      [...before].flatMap(([name, old]) => {
        const now = builder.get(name);
        return old === now
          ? []
          : [{ name, ...(old !== '' && { before: old }), ...(now !== '' && { after: now }) }];
      }),
  };
}
