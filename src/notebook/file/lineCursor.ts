/** A place in one line of a Markdown text; tabs reach to the next column that is a multiple of 4. */
export interface LineCursor {
  text: string;
  /** Of the line, without its break. */
  end: number;
  at: number;
  /** May lie inside the tab that stands at `at`. */
  column: number;
}

const tab = 9;
const space = 32;

/** How many columns of blanks stand at the cursor, and where they end. */
export function indentation({ text, end, at, column }: LineCursor): { columns: number; at: number } {
  let [here, next] = [column, at];
  for (; next < end; next += 1) {
    const char = text.charCodeAt(next);
    if (char === space) {
      here += 1;
    } else if (char === tab) {
      here += 4 - (here % 4);
    } else {
      break;
    }
  }
  return { columns: here - column, at: next };
}

/** Goes over so many columns of blanks; a tab may be left in its middle. */
export function skipColumns(cursor: LineCursor, columns: number): void {
  let left = columns;
  while (left > 0 && cursor.at < cursor.end) {
    const char = cursor.text.charCodeAt(cursor.at);
    const width = char === tab ? 4 - (cursor.column % 4) : char === space ? 1 : 0;
    if (width === 0) {
      return;
    }
    cursor.column += Math.min(width, left);
    cursor.at += width <= left ? 1 : 0;
    left -= width;
  }
}

/** Goes to an offset that only characters other than tabs lie before. */
export function skipTo(cursor: LineCursor, at: number): void {
  cursor.column += at - cursor.at;
  cursor.at = at;
}

/** One line of a text: `end` is where its break begins, `next` where the next line does. */
export interface Line {
  start: number;
  end: number;
  next: number;
}

/** The line that begins at an offset. Lines end in `\n`, `\r\n` or `\r`: https://spec.commonmark.org/0.31.2/#line-ending */
export function lineAt(text: string, start: number): Line {
  for (let end = start; end < text.length; end += 1) {
    const char = text.charCodeAt(end);
    if (char === 10) {
      return { start, end, next: end + 1 };
    }
    if (char === 13) {
      return { start, end, next: end + (text.charCodeAt(end + 1) === 10 ? 2 : 1) };
    }
  }
  return { start, end: text.length, next: text.length };
}

/** Whether nothing but blanks stands in a stretch of a line. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char !== space && char !== tab) {
      return false;
    }
  }
  return true;
}
