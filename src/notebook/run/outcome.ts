import type { Advice } from '../../trouble.ts';
import type { Problem, Span } from '../../problem.ts';
import type { QueryPlan } from '../../query/plan.ts';
import type { QueryAnswer } from '../../query/result.ts';
import type { Judgement } from '../expectations/judge.ts';
import type { CellDirectives, Expectation } from '../model.ts';

/** A query cell to be run. */
export interface RunCell {
  /** Tells it from the others. */
  id: string;
  text: string;
}

/** What came of a cell. Plain data. */
export type CellOutcome = { id: string; directives: CellDirectives } & Asked;

/** What came of asking. */
export type Asked = {
  /** Milliseconds from asking to having the last answer. */
  tookMs: number;
  /** How often it was asked, for what `within` waits for. */
  asked: number;
} & (
  | { state: 'done'; plan: QueryPlan; answer: QueryAnswer; expectations: readonly JudgedExpectation[] }
  | { state: 'failed'; plan?: QueryPlan; failure: CellFailure }
  | { state: 'cancelled' }
);

export interface JudgedExpectation {
  expectation: Expectation;
  judgement: Judgement;
}

/** Why a cell has no result. */
export interface CellFailure {
  /** Of a rule of ours, of Prometheus (`bad_data`) or of an advice. */
  code: string;
  /** Localised, or as the server worded it. */
  message: string;
  /** In the cell's text. */
  span?: Span;
  advice?: Advice;
  fixes?: Problem['fixes'];
}

/** Whether a cell ran and everything that it expects holds. */
export function isPassed(outcome: CellOutcome): boolean {
  return outcome.state === 'done' && outcome.expectations.every(({ judgement }) => judgement.holds);
}
