import { partsOf } from '../../promql/ast.ts';
import type { BinaryExpression, Expression } from '../../promql/ast.ts';
import { parseQuery } from '../../promql/parse.ts';
import { typeOf } from '../../promql/types.ts';
import type { InstantPlan } from '../../query/plan.ts';
import { QueryError } from '../../query/queryError.ts';
import type { Labels, QueryAnswer } from '../../query/result.ts';
import { Trouble } from '../../trouble.ts';
import { explainJoin } from './join.ts';
import type { ExplainedNode, LabelCount } from './node.ts';
import { isPlain, titleOf } from './titles.ts';

export interface ExplainOptions {
  /** Asks the server, with statistics. Throws QueryError and Trouble. */
  run: (plan: InstantPlan, options: { signal: AbortSignal }) => Promise<QueryAnswer>;
  /** Seconds since 1970: when the query is looked at. */
  time: number;
  signal: AbortSignal;
  /** How many questions are open at once. Default 4. */
  concurrency?: number;
}

/** What a part of the query came to. */
interface Outcome extends Pick<ExplainedNode, 'series' | 'value' | 'seconds' | 'samples' | 'problem'> {
  /** `undefined` when there were too many to look at. */
  sets?: readonly Labels[];
}

/** More parts than anybody would look at: what lies deeper is not run. */
const maxRuns = 60;
const maxDepth = 100;

/**
 * The query as a tree of its parts, each run by itself as an instant query: how many series there are at every step, with which labels, how
 * long that takes, and where series are lost between two sides. Needs nothing from the server but queries: AMP, for one, has no
 * `/parse_query`. `undefined` for a text that cannot be read as a query. Throws Trouble when the server cannot be asked, or when the signal
 * is aborted; what the server says against a part is that part's `problem`.
 */
export async function explainQuery(
  text: string,
  options: ExplainOptions,
): Promise<ExplainedNode | undefined> {
  const { expression, problems } = parseQuery(text);
  if (problems.length > 0) {
    return undefined;
  }
  const questions = questionsOf(expression, text);
  const outcomes = await askAll(questions, options);
  return nodeOf(expression, { text, outcomes, depth: 0 });
}

/** The texts to run, one for each different part, the outermost first. */
function questionsOf(root: Expression, text: string): string[] {
  const found = new Set<string>();
  const queue = [root];
  for (const expression of queue) {
    const question = questionOf(expression, text);
    if (question !== undefined) {
      found.add(question);
    }
    if (found.size >= maxRuns) {
      break;
    }
    queue.push(...shownParts(expression));
  }
  return [...found];
}

/** Its parts that say more than what they are: the others stand in its title. */
function shownParts(expression: Expression): Expression[] {
  return partsOf(expression).filter((part) => !isPlain(part));
}

/** What to run for a part; `undefined` where there is nothing to learn. */
function questionOf(expression: Expression, text: string): string | undefined {
  const { kind, start, end } = expression;
  if (kind === 'number' || kind === 'parentheses' || isOpen(expression) || typeOf(expression) === 'string') {
    return undefined;
  }
  const own = text.slice(start, end);
  // A range vector would be all of its samples.
  return typeOf(expression) === 'matrix' ? `count_over_time(${own}\n)` : own;
}

/** Whether a variable stands somewhere in it. */
function isOpen(root: Expression): boolean {
  const queue = [root];
  for (const expression of queue) {
    if (expression.kind === 'placeholder' || expression.kind === 'missing') {
      return true;
    }
    queue.push(...partsOf(expression));
  }
  return false;
}

async function askAll(
  questions: readonly string[],
  options: ExplainOptions,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...questions];
  const work = async (): Promise<void> => {
    for (let query = waiting.shift(); query !== undefined; query = waiting.shift()) {
      outcomes.set(query, await ask(query, options));
    }
  };
  const { concurrency = 4 } = options;
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    // The others stop after what they have begun.
    waiting.length = 0;
  }
  return outcomes;
}

async function ask(query: string, { run, time, signal }: ExplainOptions): Promise<Outcome> {
  try {
    const { result, stats } = await run({ kind: 'instant', query, time }, { signal });
    const cost = {
      ...(stats?.seconds !== undefined && { seconds: stats.seconds }),
      ...(stats && { samples: stats.totalSamples }),
    };
    return {
      ...cost,
      ...(result.kind === 'scalar' && { value: result.value }),
      ...(result.kind === 'instant' && { series: result.series.length, sets: result.series }),
    };
  } catch (error) {
    if (error instanceof QueryError) {
      return { problem: error.message };
    }
    if (error instanceof Trouble && error.advice.code === 'tooLarge' && !query.startsWith('count(')) {
      return askForCount(query, { run, time, signal });
    }
    throw error;
  }
}

/** More series than can be looked at: their number at least. */
async function askForCount(query: string, options: ExplainOptions): Promise<Outcome> {
  const { run, time, signal } = options;
  const { result } = await run({ kind: 'instant', query: `count(${query}\n)`, time }, { signal });
  return result.kind === 'instant' ? { series: result.values[0] ?? 0 } : {};
}

interface Place {
  text: string;
  outcomes: ReadonlyMap<string, Outcome>;
  depth: number;
}

function nodeOf(expression: Expression, place: Place): ExplainedNode {
  const { text, outcomes, depth } = place;
  if (expression.kind === 'parentheses') {
    return nodeOf(expression.expression, place);
  }
  const { start, end } = expression;
  const { sets, ...outcome } = outcomes.get(questionOf(expression, text) ?? '') ?? {};
  const join = expression.kind === 'binary' ? joinOf(expression, place) : undefined;
  const below = depth < maxDepth ? shownParts(expression) : [];
  return {
    span: { start, end },
    text: text.slice(start, end),
    title: titleOf(expression, text),
    ...outcome,
    labels: sets ? countLabels(sets) : [],
    ...(join && { join }),
    children: below.map((part) => nodeOf(part, { ...place, depth: depth + 1 })),
  };
}

/** Between two vectors whose series are known. */
function joinOf(expression: BinaryExpression, { text, outcomes }: Place): ExplainedNode['join'] {
  const [left, right] = [expression.left, expression.right].map((side) => {
    const inner = withoutParentheses(side);
    return typeOf(inner) === 'vector' ? outcomes.get(questionOf(inner, text) ?? '')?.sets : undefined;
  });
  return left && right && explainJoin(expression, left, right);
}

function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === 'parentheses') {
    inner = inner.expression;
  }
  return inner;
}

function countLabels(sets: readonly Labels[]): LabelCount[] {
  const values = new Map<string, Set<string>>();
  for (const labels of sets) {
    for (const [name, value] of Object.entries(labels)) {
      const known = values.get(name) ?? new Set();
      values.set(name, known.add(value));
    }
  }
  return [...values]
    .map(([name, all]) => ({ name, values: all.size }))
    .sort((a, b) => b.values - a.values || (a.name < b.name ? -1 : 1));
}
