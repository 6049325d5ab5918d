import type { Problem } from '../../src/problem.ts';

/** A finding of either side in the same words: line, kind and, where it counts, key. */
export type Said = string;

/** What both sides look for. Syntax is not among it: how many errors a broken document makes is a matter of recovery. */
export const saidByBoth = /^\d+ (?:type|value|unknown .+)$|^missing /;

/** A problem of ours as the peer's would be told. */
export function saidByUs({ code, span, message }: Problem, text: string): Said {
  const line = text.slice(0, span.start).split('\n').length - 1;
  const kind = code.split('/')[1] ?? '';
  if (kind === 'unknown-field') {
    return `${line} unknown ${text.slice(span.start, span.end)}`;
  }
  if (kind === 'missing-field') {
    return `missing ${/"(.+?)"/.exec(message)?.[1] ?? ''}`;
  }
  const words: Readonly<Record<string, string>> = { 'wrong-type': 'type', 'unknown-value': 'value' };
  return `${line} ${words[kind] ?? code}`;
}

/** A message of the YAML language server and the line it is at, counted from 0. */
export function saidByYamlServer(message: string, line: number): Said {
  const missing = /^Missing property "(.+)"/.exec(message)?.[1];
  const unknown = /^Property (.+) is not allowed/.exec(message)?.[1];
  if (missing !== undefined) {
    return `missing ${missing}`;
  }
  if (unknown !== undefined) {
    return `${line} unknown ${unknown}`;
  }
  const kinds: readonly [RegExp, string][] = [
    [/^Incorrect type/, 'type'],
    [/^Value is not accepted/, 'value'],
  ];
  return `${line} ${kinds.find(([pattern]) => pattern.test(message))?.[1] ?? message}`;
}
