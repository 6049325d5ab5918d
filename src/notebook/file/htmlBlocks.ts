/** How an HTML block ends: with a line that has one of some words, or before the next empty line. */
export type HtmlEnd = { words: readonly string[]; closer: string } | 'emptyLine';

/** A line that is longer begins no block of one tag: nobody writes that. */
const longestTag = 10_000;

const literals: readonly [start: RegExp, words: readonly string[], closer: string][] = [
  [/^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, ['</script>', '</pre>', '</style>', '</textarea>'], ''],
  [/^<!--/, ['-->'], '-->'],
  [/^<\?/, ['?>'], '?>'],
  [/^<!\[CDATA\[/, [']]>'], ']]>'],
  [/^<![a-z]/i, ['>'], '>'],
];

const blockNames = [
  ...['address', 'article', 'aside', 'base', 'basefont', 'blockquote', 'body', 'caption', 'center', 'col'],
  ...['colgroup', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure'],
  ...['footer', 'form', 'frame', 'frameset', 'h[1-6]', 'head', 'header', 'hr', 'html', 'iframe', 'legend'],
  ...['li', 'link', 'main', 'menu', 'menuitem', 'nav', 'noframes', 'ol', 'optgroup', 'option', 'p', 'param'],
  ...['search', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'title', 'tr', 'track'],
  'ul',
];
const block = new RegExp(`^</?(?:${blockNames.join('|')})(?:[ \\t]|/?>|$)`, 'i');

const attribute = /[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?/i.source;
const wholeTag = new RegExp(
  `^(?:<[a-z][a-z0-9-]*(?:${attribute})*[ \\t]*/?>|</[a-z][a-z0-9-]*[ \\t]*>)[ \\t]*$`,
  'i',
);

/**
 * How the HTML block ends that a line begins; `undefined` where it begins none. The text begins behind the line's indentation. A single
 * tag of any name does not interrupt a paragraph. https://spec.commonmark.org/0.31.2/#html-blocks
 */
export function htmlBlock(text: string, isInParagraph: boolean): HtmlEnd | undefined {
  const literal = literals.find(([start]) => start.test(text));
  if (literal !== undefined) {
    const [, words, closer] = literal;
    return { words, closer: closer || `</${/^<(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''}>` };
  }
  if (block.test(text)) {
    return 'emptyLine';
  }
  return !isInParagraph && text.length < longestTag && wholeTag.test(text) ? 'emptyLine' : undefined;
}

/** Whether a line ends the block. */
export function endsHtml(end: HtmlEnd, line: string): boolean {
  if (end === 'emptyLine') {
    return /^[ \t]*$/.test(line);
  }
  const small = line.toLowerCase();
  return end.words.some((word) => small.includes(word.toLowerCase()));
}
