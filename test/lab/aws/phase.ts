/** A status that changes by itself: `code` until `until`, then `then`. */
export interface Phase {
  code: string;
  reason?: string | undefined;
  /** Milliseconds since 1970; Infinity when it stays as it is. */
  until: number;
  then?: string;
  thenReason?: string | undefined;
}

/** What a thing's phase becomes once it has been deleted. */
export const gone = 'GONE';

export function steady(code: string, reason?: string): Phase {
  return { code, reason, until: Infinity };
}

export function changing(code: string, until: number, then: string, thenReason?: string): Phase {
  return { code, until, then, thenReason };
}

/** The status now, as the APIs write it. `statusCode` is `GONE` when the deletion is through. */
export function statusOf(phase: Phase, now: number): { statusCode: string; statusReason?: string } {
  const over = now >= phase.until;
  const reason = over ? phase.thenReason : phase.reason;
  return {
    statusCode: over ? (phase.then ?? gone) : phase.code,
    ...(reason === undefined ? {} : { statusReason: reason }),
  };
}
