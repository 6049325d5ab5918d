import { durationSeconds } from '../parser/durations.ts';
import { lex } from '../parser/lexer.ts';
import type { Token } from '../parser/lexer.ts';
import { numberValue } from '../parser/numbers.ts';
import { goDuration, goNumber } from '../goText.ts';

/** A part of a calculation with durations, as Prometheus writes it; signs that change nothing are left out. */
export interface CalculationPart {
  kind: 'operand' | 'word' | 'sign' | 'operator' | 'open' | 'close' | 'comma';
  text: string;
}

/** The parts of a calculation such as `5m * 2` or `max_of(5m, step())`, in their order. */
export function calculationParts(text: string): CalculationPart[] {
  const parts: CalculationPart[] = [];
  for (const token of lex(text).tokens) {
    const part = partOf(token, parts.at(-1));
    if (part !== undefined && !(part.kind === 'sign' && part.text === '+')) {
      parts.push(part);
    }
  }
  return parts;
}

function partOf(
  { kind, text, isOpen }: Token,
  before: CalculationPart | undefined,
): CalculationPart | undefined {
  if (isOpen) {
    return { kind: 'operand', text };
  }
  switch (kind) {
    case 'number':
      return { kind: 'operand', text: goNumber(numberValue(text) ?? NaN) };
    case 'duration':
      return { kind: 'operand', text: goDuration(durationSeconds(text) ?? NaN) };
    case 'word':
      return { kind: 'word', text: text.toLowerCase() };
    case 'symbol':
      return { kind: kindOfSymbol(text, before), text };
    case 'string':
    case 'placeholder':
    case 'end':
      return undefined;
  }
}

function kindOfSymbol(text: string, before: CalculationPart | undefined): CalculationPart['kind'] {
  switch (text) {
    case '(':
      return 'open';
    case ')':
      return 'close';
    case ',':
      return 'comma';
    default:
      return before?.kind === 'operand' || before?.kind === 'close' ? 'operator' : 'sign';
  }
}

/** The calculation with the blanks that Prometheus puts into it. */
export function printedCalculation(text: string): string {
  return calculationParts(text)
    .map((part) =>
      part.kind === 'operator' ? ` ${part.text} ` : part.kind === 'comma' ? `${part.text} ` : part.text,
    )
    .join('');
}
