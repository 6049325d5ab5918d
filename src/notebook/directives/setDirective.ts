import type { TextEdit } from '../../problem.ts';
import type { DirectiveName } from './directives.ts';
import { directiveLines } from './readDirectives.ts';

/**
 * The edits that give a directive a value, or take it out of the cell (`undefined`). The empty value stands for a directive alone, such
 * as `@instant`. Where it is not there yet, it goes below the other directives.
 */
export function setDirective(cellText: string, name: DirectiveName, value: string | undefined): TextEdit[] {
  const lines = directiveLines(cellText);
  const own = lines.filter((line) => line.name === name);
  if (value === undefined) {
    let from = 0;
    return own.map((line) => {
      const { start, end } = wholeLine(cellText, line.start);
      const edit = { start: Math.max(from, start), end, text: '' };
      from = end;
      return edit;
    });
  }
  const written = `@${name}${value === '' ? '' : ` ${value.replaceAll(/\s+/g, ' ')}`}`;
  const last = own.at(-1);
  if (last !== undefined) {
    return [{ start: last.start, end: last.end, text: written }];
  }
  const at = endOfDirectives(cellText, lines);
  const isOpen = at > 0 && !/[\r\n]/.test(cellText[at - 1] ?? '');
  return [{ start: at, end: at, text: isOpen ? `\n# ${written}` : `# ${written}\n` }];
}

function wholeLine(text: string, offset: number): { start: number; end: number } {
  const end = text.indexOf('\n', offset);
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // The last line takes the break above it along.
  return end < 0 ? { start: Math.max(0, start - 1), end: text.length } : { start, end: end + 1 };
}

/** Behind the directives that the cell begins with. */
function endOfDirectives(text: string, lines: readonly { start: number; end: number }[]): number {
  let at = 0;
  for (const { start } of lines) {
    if (text.slice(at, start).replaceAll(/[\s#]/g, '') !== '') {
      break;
    }
    at = wholeLine(text, start).end;
  }
  return at;
}
