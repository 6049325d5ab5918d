import type {
  AtModifier,
  BinaryExpression,
  Duration,
  Grouping,
  Matcher,
  Modifiers,
  Name,
  StringLiteral,
  Subquery,
  VectorSelector,
} from '../ast.ts';
import { goDuration, goNumber, goQuoted } from '../goText.ts';
import { typeOf } from '../types.ts';
import { hasVariable } from '../variables.ts';
import type { Span } from '../../problem.ts';
import { calculationParts, printedCalculation } from './calculation.ts';

/** What stands there, letter by letter. */
export function asWritten(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Escapes of single bytes, which mean something else once they are characters. */
const byteEscape = /\\(?:x[89a-fA-F]|[23][0-7]{2})/;

/**
 * A text in double quotes; as it is written where a variable stands in it, whose value may rely on the quotes.
 */
export function printedString(text: string, literal: StringLiteral): string {
  const written = asWritten(text, literal);
  return hasVariable(written) || (!written.startsWith('`') && byteEscape.test(written))
    ? written
    : goQuoted(literal.value);
}

/** A label, in quotes only where it needs them. */
function printedLabel(text: string, label: Name): string {
  if (label.isOpen) {
    return asWritten(text, label);
  }
  return /^[A-Za-z_]\w*$/.test(label.text) ? label.text : goQuoted(label.text);
}

function printedLabels(text: string, labels: readonly Name[]): string {
  return labels.map((label) => printedLabel(text, label)).join(', ');
}

export function printedGrouping(text: string, grouping: Grouping | undefined): string {
  const isNothing = grouping === undefined || (grouping.kind === 'by' && grouping.labels.length === 0);
  return isNothing ? '' : ` ${grouping.kind} (${printedLabels(text, grouping.labels)}) `;
}

function printedMatcher(text: string, { label, operator, value }: Matcher): string {
  if (operator === undefined || value === undefined) {
    return label.isOpen ? asWritten(text, label) : `__name__=${goQuoted(label.text)}`;
  }
  return printedLabel(text, label) + operator + printedString(text, value);
}

/** The selector without what follows the braces. */
export function printedSelector(text: string, { metric, matchers }: VectorSelector): string {
  const printed = matchers.map((matcher) => printedMatcher(text, matcher)).sort();
  const braces = printed.length === 0 ? '' : `{${printed.join(',')}}`;
  return (metric?.text ?? '') + braces;
}

export function printedDuration(text: string, duration: Duration): string {
  return duration.seconds === undefined
    ? printedCalculation(asWritten(text, duration))
    : goDuration(duration.seconds);
}

/** Selectors have `anchored` behind the time, ranges in front of it. */
export function printedModifiers(
  text: string,
  { at, extension, offset }: Modifiers,
  isRange: boolean,
): string {
  const word = extension === undefined ? '' : ` ${extension.word}`;
  const time = at === undefined ? '' : ` @ ${printedTime(text, at)}`;
  const shift =
    offset === undefined || offset.seconds === 0 ? '' : ` offset ${printedDuration(text, offset)}`;
  return (isRange ? word + time : time + word) + shift;
}

function printedTime(text: string, modifier: AtModifier): string {
  const { at } = modifier;
  if (at === undefined) {
    return asWritten(text, modifier).slice(1).trim();
  }
  return typeof at === 'number' ? milliseconds(at).toFixed(3) : `${at}()`;
}

/** Rounded to whole milliseconds. */
export function milliseconds(seconds: number): number {
  return (Math.sign(seconds) * Math.round(Math.abs(seconds) * 1000)) / 1000;
}

/** `[1h:5m] @ end() offset 1d`. */
export function printedWindow(text: string, subquery: Subquery): string {
  const { range, step } = subquery;
  const inside = `${printedDuration(text, range)}:${step === undefined ? '' : printedDuration(text, step)}`;
  return `[${inside}]${printedModifiers(text, subquery, true)}`;
}

/** Whether both sides may be series: with a number on one of them the rules for matching say nothing. */
export function matchesSeries({ left, right }: BinaryExpression): boolean {
  return [left, right].every((side) => typeOf(side) !== 'scalar');
}

/** The operator with what stands between it and its right side. */
export function printedOperator(text: string, binary: BinaryExpression): string {
  const { operator, bool, matching } = binary;
  const { match, group, fill } = matching;
  const parts: string[] = [bool ? `${operator} bool` : operator];
  if (match && matchesSeries(binary)) {
    if (match.kind === 'on' || match.labels.length > 0 || group) {
      parts.push(`${match.kind} (${printedLabels(text, match.labels)})`);
    }
    if (group) {
      parts.push(`group_${group.side} (${printedLabels(text, group.labels)})`);
    }
  }
  if (fill) {
    parts.push(...printedFill(asWritten(text, fill)));
  }
  return parts.join(' ');
}

function printedFill(text: string): string[] {
  const found: [word: string, value: string][] = [];
  for (const { kind, text: part } of calculationParts(text)) {
    const last = found.at(-1);
    if (kind === 'word') {
      found.push([part, '']);
    } else if (last && (kind === 'sign' || kind === 'operand')) {
      last[1] += part;
    }
  }
  const [first, second] = found.sort(([a], [b]) => (a < b ? -1 : 1));
  return first && second?.[1] === first[1]
    ? [`fill (${first[1]})`]
    : found.map(([word, value]) => `${word} (${value})`);
}

/** A number; written as a duration it stays one. */
export function printedNumber({ value, isDuration }: { value: number; isDuration: boolean }): string {
  return isDuration ? goDuration(value) : goNumber(value);
}
