/** A failure for the person at the terminal: one sentence that says what is wrong and the way out. */
export class SetUpError extends Error {}
