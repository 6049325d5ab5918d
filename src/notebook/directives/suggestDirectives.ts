import type { Suggestion } from '../../problem.ts';
import { directiveNames, directives } from './directives.ts';
import { isDirective } from './readDirectives.ts';

/** What can be written at an offset of a comment: names of directives, and values behind them. None outside of a comment's line. */
export function suggestDirectives(cellText: string, offset: number): Suggestion[] {
  const lineStart = cellText.lastIndexOf('\n', offset - 1) + 1;
  const before = cellText.slice(lineStart, offset);
  const value = /^[ \t]*#[ \t]*@([a-z]+)[ \t]+(.*)$/.exec(before);
  if (value !== null) {
    return valuesOf(value[1] ?? '', {
      start: offset - (value[2] ?? '').length,
      end: lineEnd(cellText, offset),
    });
  }
  const name = /^[ \t]*#([ \t]*)(@?[a-z]*)$/i.exec(before);
  if (name === null) {
    return [];
  }
  const typed = name[2] ?? '';
  const rest = /^\w*/.exec(cellText.slice(offset))?.[0] ?? '';
  const replace = { start: offset - typed.length, end: offset + rest.length };
  const blank = name[1] === '' ? ' ' : '';
  return directiveNames.map((one, order) => {
    const { about, values } = directives[one];
    const [first] = values;
    const hasValue = one !== 'instant';
    return {
      ...{
        label: `@${one}`,
        kind: 'field' as const,
        replace,
        order,
        filter: typed.startsWith('@') ? `@${one}` : one,
      },
      snippet: `${blank}@${one}${hasValue ? ' ' : ''}`,
      detail: first === undefined ? `@${one}` : `@${one} ${first}`,
      documentation: about(),
      triggersNext: values.length > 0,
    };
  });
}

function valuesOf(name: string, replace: Suggestion['replace']): Suggestion[] {
  return isDirective(name)
    ? directives[name].values.map((label, order) => ({
        label,
        kind: 'value',
        snippet: label,
        replace,
        order,
      }))
    : [];
}

function lineEnd(text: string, offset: number): number {
  const end = /[\r\n]/.exec(text.slice(offset))?.index;
  return end === undefined ? text.length : offset + end;
}
