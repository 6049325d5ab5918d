import type { Span } from '../../problem.ts';
import { partsOf } from '../../promql/ast.ts';
import type { Expression } from '../../promql/ast.ts';
import { parseQuery } from '../../promql/parse.ts';
import { lex } from '../../promql/parser/lexer.ts';
import type { Token } from '../../promql/parser/lexer.ts';

/** A variable of a notebook in a query. */
export interface Reference extends Span {
  /** Of the cell that is meant; of the query's own times it begins with two underscores. */
  name: string;
  /** What of its result is wanted: `${x}`, `${x.value}`, `${x:pod}`. */
  part: 'query' | 'value' | { label: string };
  place: Place;
}

/** Where a variable stands: in the place of an expression, of a duration, in a string, or in a name. */
export type Place =
  | { kind: 'expression' | 'duration' | 'name' }
  | {
      kind: 'string';
      quote: string;
      /** Behind `=` or `!=`: the string is no regular expression. */
      isExact: boolean;
    };

/** A query taken apart for its variables. */
export interface QueryParts {
  references: readonly Reference[];
  comments: readonly Span[];
  /** What looks like a variable and is none of a notebook's. */
  strays: readonly Span[];
}

const variable = /\$\{(?:(\w+)(?:(\.value)|:([^}\n]+))?)?[^}\n]*\}|\$(\w+)|\[\[\w+(?::\w+)?\]\]/g;
const whole = /^\$\{[a-z_]\w*(?:\.value|:[^}\n]+)?\}$/i;

/** The variables of a query, in the order of the text. Those in comments are none. */
export function readReferences(text: string): QueryParts {
  if (!/\$|\[\[/.test(text)) {
    return { references: [], comments: lex(text).comments, strays: [] };
  }
  const { tokens, comments } = lex(text);
  const expressions = placeholderStarts(parseQuery(text).expression);
  const references: Reference[] = [];
  const strays: Span[] = [];
  tokens.forEach((token, index) => {
    if (token.isOpen) {
      const place = placeOf(token, { before: tokens[index - 1], isExpression: expressions.has(token.start) });
      for (const found of token.text.matchAll(variable)) {
        const start = token.start + found.index;
        const span = { start, end: start + found[0].length };
        const reference = referenceOf(found, { ...span, place });
        if (reference !== undefined) {
          references.push(reference);
        } else if (token.kind !== 'string') {
          // In strings $1 and ${1} are what a regular expression found.
          strays.push(span);
        }
      }
    }
  });
  return { references, comments, strays };
}

function referenceOf(
  [text, name, value, label, bare]: RegExpMatchArray,
  rest: Span & { place: Place },
): Reference | undefined {
  // What dashboards call $__interval needs no braces.
  if (bare?.startsWith('__') === true) {
    return { ...rest, name: bare, part: 'query' };
  }
  if (name === undefined || !whole.test(text)) {
    return undefined;
  }
  return { ...rest, name, part: label !== undefined ? { label } : value !== undefined ? 'value' : 'query' };
}

function placeOf(
  token: Token,
  { before, isExpression }: { before: Token | undefined; isExpression: boolean },
): Place {
  if (token.kind === 'string') {
    return {
      kind: 'string',
      quote: token.text[0] ?? '"',
      isExact: before?.text === '=' || before?.text === '!=',
    };
  }
  if (token.kind !== 'placeholder') {
    return { kind: 'name' };
  }
  if (before?.text === '[' || before?.text === ':' || before?.text.toLowerCase() === 'offset') {
    return { kind: 'duration' };
  }
  return { kind: isExpression ? 'expression' : 'name' };
}

/** Where variables stand for whole expressions. */
function placeholderStarts(root: Expression): ReadonlySet<number> {
  const starts = new Set<number>();
  const rest: Expression[] = [root];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind === 'placeholder') {
      starts.add(next.start);
    }
    rest.push(...partsOf(next));
  }
  return starts;
}
