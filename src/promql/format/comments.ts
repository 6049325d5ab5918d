import type { Span } from '../../problem.ts';
import { partsOf } from '../ast.ts';
import type { BinaryExpression, Expression } from '../ast.ts';

/** Where the comments around an expression go once it is laid out anew. */
export interface Surroundings {
  /** On lines of their own before it. */
  leading: readonly Span[];
  /** At the end of its last line. */
  trailing?: Span;
  /** On lines of their own behind it. */
  following: readonly Span[];
}

/** The comments at the operator of a calculation: on lines before it, and at the end of its line. */
export interface OperatorComments {
  before: readonly Span[];
  trailing?: Span;
}

export interface PlacedComments {
  root: Surroundings;
  around: ReadonlyMap<Expression, Surroundings>;
  operators: ReadonlyMap<BinaryExpression, OperatorComments>;
  /** What has comments inside, so that it cannot stand on one line. */
  split: ReadonlySet<Expression>;
}

interface Placing {
  text: string;
  around: Map<Expression, Surroundings>;
  operators: Map<BinaryExpression, OperatorComments>;
  split: Set<Expression>;
  /** Gives the comments that begin before an offset, each once. */
  before: (offset: number) => Span[];
}

/**
 * Puts each comment before the expression that it stands before, or at the end of the line that it ends. What stands inside of something
 * that is never laid out over several lines, such as the braces of a selector, goes before that.
 */
export function placeComments(root: Expression, comments: readonly Span[], text: string): PlacedComments {
  let at = 0;
  const before = (offset: number): Span[] => {
    const from = at;
    while ((comments[at]?.start ?? Infinity) < offset) {
      at += 1;
    }
    return comments.slice(from, at);
  };
  const placing: Placing = { text, around: new Map(), operators: new Map(), split: new Set(), before };
  const leading = [...before(root.start), ...place(root, placing)];
  return { ...placing, root: { leading, ...behind(root.end, before(Infinity), text) } };
}

/** The first comment ends the line where nothing but blanks, commas and operators is between. */
function behind(
  end: number,
  comments: readonly Span[],
  text: string,
): Pick<Surroundings, 'trailing' | 'following'> {
  const [first, ...rest] = comments;
  return first && !text.slice(end, first.start).includes('\n')
    ? { trailing: first, following: rest }
    : { following: comments };
}

/** Places the comments inside an expression; gives back those that have to stand before it. */
function place(expression: Expression, placing: Placing): readonly Span[] {
  const { before, split } = placing;
  const parts = partsOf(expression);
  const [first] = parts;
  if (first === undefined || expression.kind === 'range') {
    return before(expression.end);
  }
  if (expression.kind === 'unary' || expression.kind === 'subquery') {
    const hoisted = [...before(first.start), ...place(first, placing), ...before(expression.end)];
    if (split.has(first)) {
      split.add(expression);
    }
    return hoisted;
  }
  if (expression.kind === 'binary') {
    return placeAtOperator(expression, placing);
  }
  placeInList(expression, parts, placing);
  return [];
}

function placeInList(list: Expression, parts: readonly Expression[], placing: Placing): void {
  const { text, around, before, split } = placing;
  let leading: readonly Span[] = before(parts[0]?.start ?? list.end);
  parts.forEach((part, at) => {
    const next = parts[at + 1];
    const all = [...leading, ...place(part, placing)];
    const { trailing, following } = behind(part.end, before(next?.start ?? list.end), text);
    if (all.length + following.length > 0 || trailing !== undefined || split.has(part)) {
      split.add(list);
    }
    leading = next === undefined ? [] : following;
    around.set(part, {
      leading: all,
      ...(trailing && { trailing }),
      following: next === undefined ? following : [],
    });
  });
}

/** What stands before the left side stands before the whole. */
function placeAtOperator(binary: BinaryExpression, placing: Placing): readonly Span[] {
  const { left, right, operatorSpan } = binary;
  const { text, around, operators, before, split } = placing;
  const hoisted = place(left, placing);
  const { trailing, following } = behind(left.end, before(operatorSpan.start), text);
  const ending = behind(operatorSpan.end, before(right.start), text);
  const leading = [...ending.following, ...place(right, placing)];
  around.set(left, { leading: [], ...(trailing && { trailing }), following: [] });
  operators.set(binary, { before: following, ...(ending.trailing && { trailing: ending.trailing }) });
  around.set(right, { leading, following: [] });
  const ends = [trailing, ending.trailing].some((one) => one !== undefined);
  if (ends || following.length + leading.length > 0 || split.has(left) || split.has(right)) {
    split.add(binary);
  }
  return hoisted;
}
