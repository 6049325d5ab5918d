import type { Span } from '../problem.ts';
import type { Placement } from './placement.ts';

/** How the value of the scalar at `span` lies in the file. */
export function scalarPlacement(file: string, span: Span, value: string): Placement {
  const firstLine = file.indexOf('\n', span.start) + 1;
  const indent = /^ */.exec(file.slice(firstLine))?.[0].length ?? 0;
  const starts = { text: [0], file: [firstLine + indent] };
  let at = firstLine;
  for (let newline = value.indexOf('\n'); newline >= 0; newline = value.indexOf('\n', newline + 1)) {
    at = file.indexOf('\n', at) + 1;
    starts.text.push(newline + 1);
    starts.file.push(Math.min(at + indent, file.length));
  }
  const toFile = (offset: number): number => {
    const line = starts.text.findLastIndex((start) => start <= offset);
    return (starts.file[line] ?? 0) + offset - (starts.text[line] ?? 0);
  };
  return {
    toFile,
    toText: (fileOffset) => {
      const line = starts.file.findLastIndex((start) => start <= fileOffset);
      const offset = (starts.text[line] ?? 0) + fileOffset - (starts.file[line] ?? 0);
      return line < 0 || offset > (starts.text[line + 1] ?? value.length + 1) - 1 ? undefined : offset;
    },
    toFileEdit: ({ start, end, text }) => ({
      start: toFile(start),
      end: toFile(end),
      text: text.replaceAll(/\n(?=.)/g, `\n${' '.repeat(indent)}`),
    }),
  };
}
