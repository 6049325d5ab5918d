import * as l10n from '@vscode/l10n';
import { sentence, Trouble } from '../../trouble.ts';
import type { QueryPlan } from '../../query/plan.ts';
import { QueryError } from '../../query/queryError.ts';
import type { QueryAnswer } from '../../query/result.ts';
import { checkPlan, durationText } from '../../query/steps.ts';
import { setDirective } from '../directives/setDirective.ts';
import { judge } from '../expectations/judge.ts';
import type { CellDirectives } from '../model.ts';
import type { Asked, CellFailure, JudgedExpectation } from './outcome.ts';
import { planOf } from './planCell.ts';
import type { CellTimes } from './planCell.ts';
import type { Slots } from './slots.ts';
import { spanInCell } from './substitute.ts';
import type { SentQuery } from './substitute.ts';

export interface AskOptions {
  signal: AbortSignal;
  /** Of `# @budget`. */
  maxSamples?: number;
  timeoutSeconds?: number;
}

/** What asking takes. */
export interface Asking {
  text: string;
  directives: CellDirectives;
  sent: SentQuery;
  /** At a time, in milliseconds since 1970. */
  timesAt: (now: number, isFirst: boolean) => CellTimes;
  run: (plan: QueryPlan, options: AskOptions) => Promise<QueryAnswer>;
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  pollMs: number;
  slots: Slots;
  options: AskOptions;
  onStart: () => void;
}

/** Asks a server until what is expected holds, or no longer may be waited for. Never rejects. */
export async function askCell(asking: Asking): Promise<Asked> {
  const { directives, sent, now, sleep, pollMs, slots, options, run } = asking;
  const { signal } = options;
  let plan: QueryPlan | undefined;
  let [began, tookMs, asked] = [now(), 0, 0];
  try {
    for (;;) {
      plan = planOf(sent.text, asking.timesAt(now(), asked === 0));
      const failure = planFailure(plan, asking);
      if (failure !== undefined) {
        return { state: 'failed', plan, failure, tookMs, asked };
      }
      const answer = await slots.within(signal, async () => {
        if (asked === 0) {
          asking.onStart();
          began = now();
        }
        asked += 1;
        const before = now();
        const got = await run(plan as QueryPlan, options);
        tookMs = now() - before;
        return got;
      });
      const expectations = directives.expects.map((expectation) => ({
        expectation,
        judgement: judge(expectation, answer.result),
      }));
      const leftMs = patience(expectations) * 1000 - (now() - began);
      if (leftMs <= 0) {
        return { state: 'done', plan, answer, expectations, tookMs, asked };
      }
      await sleep(Math.min(pollMs, leftMs), signal);
    }
  } catch (error) {
    return signal.aborted
      ? { state: 'cancelled', tookMs, asked }
      : {
          state: 'failed',
          ...(plan !== undefined && { plan }),
          failure: failureOf(error, sent),
          tookMs,
          asked,
        };
  }
}

/** Seconds from the beginning on that may be waited for what does not hold. */
function patience(expectations: readonly JudgedExpectation[]): number {
  return expectations.reduce(
    (most, { expectation, judgement }) => (judgement.holds ? most : Math.max(most, expectation.within ?? 0)),
    0,
  );
}

function planFailure(plan: QueryPlan, { text, directives }: Asking): CellFailure | undefined {
  const problem = checkPlan(plan);
  if (problem === undefined) {
    return undefined;
  }
  const { code, message, suggestedStep } = problem;
  const line = directives.lines.findLast(({ name }) => name === 'step' || name === 'range');
  const step = suggestedStep === undefined ? undefined : durationText(suggestedStep);
  return {
    code,
    message,
    ...(line !== undefined && { span: line.valueSpan }),
    ...(step !== undefined && {
      fixes: [{ title: l10n.t('Write {0}', `# @step ${step}`), edits: setDirective(text, 'step', step) }],
    }),
  };
}

function failureOf(error: unknown, sent: SentQuery): CellFailure {
  if (error instanceof QueryError) {
    const span = error.span === undefined ? undefined : spanInCell(sent, error.span);
    return { code: error.errorType, message: error.message, ...(span !== undefined && { span }) };
  }
  if (error instanceof Trouble) {
    return { code: error.advice.code, message: sentence(error.advice), advice: error.advice };
  }
  return { code: 'unknown', message: error instanceof Error ? error.message : String(error) };
}
