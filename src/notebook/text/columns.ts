/** How wide a text is where every letter has the same width, in such letters. https://www.unicode.org/reports/tr11/ */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const char of text) {
    width += none.test(char) ? 0 : wide.test(char) ? 2 : 1;
  }
  return width;
}

const none = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const wide =
  /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]$/u;

export interface Column {
  title: string;
  cells: readonly string[];
  isNumber?: boolean;
}

/** Columns as lines, aligned, two blanks between them; the titles come first, unless all are empty. */
export function alignedLines(columns: readonly Column[]): string[] {
  const hasTitles = columns.some(({ title }) => title !== '');
  const aligned = columns.map(({ title, cells, isNumber }) => {
    const all = hasTitles ? [title, ...cells] : cells;
    const width = all.reduce((most, cell) => Math.max(most, widthOf(cell)), 0);
    return all.map((cell) => {
      const blanks = ' '.repeat(width - widthOf(cell));
      return isNumber === true ? blanks + cell : cell + blanks;
    });
  });
  return (aligned[0] ?? []).map((_, row) =>
    aligned
      .map((column) => column[row] ?? '')
      .join('  ')
      .trimEnd(),
  );
}
