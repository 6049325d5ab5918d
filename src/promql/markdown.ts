/** A text as Markdown shows code, whatever stands in it: between more backticks than follow each other there. For one line. */
export function codeSpan(text: string): string {
  const longest = longestRun(text, '`');
  const ticks = '`'.repeat(longest + 1);
  return longest > 0 ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
}

/** How many of a character follow each other at most. */
export function longestRun(text: string, char: '`' | '~'): number {
  const runs = text.match(char === '~' ? /~+/g : /`+/g) ?? [];
  return runs.reduce((most, { length }) => Math.max(most, length), 0);
}
