import type { Span } from '../../problem.ts';
import { positiveSeconds } from '../durations.ts';
import type { Comparison, Expectation } from '../model.ts';

const comparisons = /^(==|!=|<=|>=|<|>)[ \t]*(\S+)(?:[ \t]+(series))?$/;
const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|nan)$/i;

/**
 * What `# @expect` wants: `> 0`, `== 4 series`, `absent` or `present`, each with `within 5m` behind it, which alone stands for `present within 5m`.
 * `undefined` for what is none of these.
 */
export function readExpectation(text: string, span: Span): Expectation | undefined {
  const end = /(?:^|[ \t])within[ \t]+(\S+)$/.exec(text);
  const within = end?.[1] === undefined ? undefined : positiveSeconds(end[1]);
  if (end !== null && within === undefined) {
    return undefined;
  }
  const condition = (end === null ? text : text.slice(0, end.index)).trim();
  const rest = { text, span: { start: span.start, end: span.end }, ...(within !== undefined && { within }) };
  if (condition === 'absent' || condition === 'present' || (condition === '' && within !== undefined)) {
    return { kind: condition === 'absent' ? 'absent' : 'present', ...rest };
  }
  const found = comparisons.exec(condition);
  const [, operator = '', digits = '', series] = found ?? [];
  if (found === null || !number.test(digits)) {
    return undefined;
  }
  const value = numberOf(digits);
  if (series === undefined) {
    return { kind: 'values', operator: operator as Comparison, value, ...rest };
  }
  return Number.isInteger(value) && value >= 0
    ? { kind: 'series', operator: operator as Comparison, count: value, ...rest }
    : undefined;
}

function numberOf(text: string): number {
  const word = /(inf|nan)$/i.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) {
    return Number(text);
  }
  return word === 'nan' ? NaN : text.startsWith('-') ? -Infinity : Infinity;
}
