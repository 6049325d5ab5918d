/** The answer of somebody who wants the step before this one again. */
export const back: unique symbol = Symbol.for('adot.back');

/** `undefined` means the person cancelled. */
export type StepAnswer<T> = T | typeof back | undefined;

/** Where in a row of questions one stands. The first has no way back. */
export interface StepPlace {
  title: string;
  step: number;
  totalSteps: number;
}

/** One question after the other with a way back; what was answered so far is `state`. */
export type Step<S> = (state: S, place: StepPlace) => Promise<StepAnswer<S>>;

/**
 * The state after all steps; `undefined` when the person cancelled at any of them. Whoever goes back finds the answers
 * given so far where a step shows them.
 */
export async function runSteps<S>(
  title: string,
  steps: readonly Step<S>[],
  start: S,
): Promise<S | undefined> {
  let state = start;
  for (let at = 0; at < steps.length;) {
    const answer = await steps[at]?.(state, { title, step: at + 1, totalSteps: steps.length });
    if (answer === undefined) {
      return undefined;
    }
    if (answer === back) {
      at -= 1;
    } else {
      state = answer;
      at += 1;
    }
  }
  return state;
}
