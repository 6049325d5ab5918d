import * as l10n from '@vscode/l10n';
import type { QueryPlan } from './plan.ts';

/** Steps between points that Prometheus answers at most: one point more. https://github.com/prometheus/prometheus/blob/main/web/api/v1/api.go */
export const maxSteps = 11_000;

/** Why a plan cannot be run as it is. */
export interface PlanProblem {
  code: 'notebook/too-many-points' | 'notebook/bad-range' | 'notebook/bad-step';
  /** Localised. */
  message: string;
  /** Seconds; a step that can be run. */
  suggestedStep?: number;
}

/** What a person would choose, in seconds. */
const steps: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3600),
  ...[1, 2, 5, 7, 14, 30, 90, 365].map((days) => days * 86_400),
];

/** What is wrong with a plan, before a server is asked; `undefined` when nothing is. */
export function checkPlan(plan: QueryPlan): PlanProblem | undefined {
  if (plan.kind === 'instant') {
    return Number.isFinite(plan.time) ? undefined : badRange();
  }
  const { start, end, step } = plan;
  if (!Number.isFinite(start) || !Number.isFinite(end) || end < start) {
    return badRange();
  }
  if (!Number.isFinite(step) || step < 0.001) {
    return {
      code: 'notebook/bad-step',
      message: l10n.t('The step has to be a millisecond or more.'),
      suggestedStep: suggestStep(end - start),
    };
  }
  const points = Math.floor((end - start) / step);
  if (points <= maxSteps) {
    return undefined;
  }
  const suggestedStep = suggestStep(end - start, maxSteps);
  return {
    code: 'notebook/too-many-points',
    message: l10n.t(
      'This range with a step of {0} makes {1} points for each series; servers answer at most {2}. A step of {3} or more will do.',
      ...[durationText(step), points.toLocaleString('en-US'), maxSteps.toLocaleString('en-US')],
      durationText(suggestedStep),
    ),
    suggestedStep,
  };
}

/** The shortest step of those that people use, in seconds, that makes at most so many points of the range. */
export function suggestStep(rangeSeconds: number, maxPoints = 500): number {
  const least = rangeSeconds / maxPoints;
  const years = Math.ceil(least / (365 * 86_400)) * 365 * 86_400;
  return steps.find((step) => step >= least) ?? years;
}

/** A duration as PromQL writes it: `1h30m`. */
export function durationText(seconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ];
  let rest = Math.round(seconds * 1000);
  let text = '';
  for (const [unit, millis] of units) {
    const whole = Math.floor(rest / millis);
    text += whole > 0 ? `${whole}${unit}` : '';
    rest -= whole * millis;
  }
  return text || '0s';
}

function badRange(): PlanProblem {
  return { code: 'notebook/bad-range', message: l10n.t('The range ends before it begins, or has no end.') };
}
