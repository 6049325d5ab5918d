import type { Expression } from '../ast.ts';

export interface SignedNumber {
  value: number;
  isDuration: boolean;
}

/** A number with the signs in front of it, which Prometheus takes as one; `undefined` for anything else. */
export function signedNumber(expression: Expression): SignedNumber | undefined {
  if (expression.kind === 'number') {
    return { value: expression.value, isDuration: expression.isDuration };
  }
  const inner = expression.kind === 'unary' ? signedNumber(expression.expression) : undefined;
  return inner && expression.kind === 'unary' && expression.operator === '-'
    ? { ...inner, value: -inner.value }
    : inner;
}
