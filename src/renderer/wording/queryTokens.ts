/** A piece of a query that matters to its unit. */
export interface Token {
  kind: 'word' | 'number' | 'sign';
  text: string;
}

const longest = 4000;
const pattern =
  /(?<space>\s+|#[^\n]*|@\s*(?:start|end)\s*\(\s*\))|(?<word>[a-zA-Z_:][\w:]*)|(?<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sign>==|!=|<=|>=|[-+*/%^<>(),])|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<braces>\{)|(?<range>\[[^\]]*\])|(?<other>[^])/gy;

/** The words, numbers and signs of a query, without texts, matchers, ranges, `offset` and `@`. Only its beginning, when it is endless. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let braces = 0;
  let isDuration = false;
  for (const { groups = {}, 0: text } of query.slice(0, longest).matchAll(pattern)) {
    if (text === '{' || text === '}') {
      braces = Math.max(0, braces + (text === '{' ? 1 : -1));
      continue;
    }
    if (braces > 0 || groups['space'] !== undefined) {
      continue;
    }
    if (isDuration || text === 'offset' || text === '@') {
      // `5m` comes as a number and a word; `end()` as a word and signs, which say nothing.
      isDuration = text === 'offset' || text === '@' || groups['number'] !== undefined || text === '-';
      continue;
    }
    const kind = (['word', 'number', 'sign'] as const).find((one) => groups[one] !== undefined);
    if (kind !== undefined) {
      tokens.push({ kind, text });
    }
  }
  return tokens;
}
