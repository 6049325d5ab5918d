import type { Problem, Span } from '../../problem.ts';

type More = Omit<Problem, 'code' | 'severity' | 'message' | 'span'>;

/** Something that this release of Prometheus, or the receiver around it, refuses. */
export function refusal(code: string, message: string, span: Span, more: More = {}): Problem {
  return { code, severity: 'error', message, span: pick(span), ...more };
}

/** Something that is taken and yet hardly meant. */
export function warning(code: string, message: string, span: Span, more: More = {}): Problem {
  return { code, severity: 'warning', message, span: pick(span), ...more };
}

/** Something that could be better. */
export function information(code: string, message: string, span: Span, more: More = {}): Problem {
  return { code, severity: 'information', message, span: pick(span), ...more };
}

/** A node may stand for its span. */
function pick({ start, end }: Span): Span {
  return { start, end };
}
