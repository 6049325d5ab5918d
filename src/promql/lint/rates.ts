import * as l10n from '@vscode/l10n';
import type { Fix, Problem } from '../../problem.ts';
import { comparisonOperators } from '../ast.ts';
import type { Aggregation, Call, Expression, VectorSelector } from '../ast.ts';
import { goDuration } from '../goText.ts';
import { lint } from './knowledge.ts';
import type { LintContext } from './knowledge.ts';
import { counterSign, factsOf, metricName } from './metricNames.ts';

/** What does for a gauge what the function does for a counter. */
const forGauges: Readonly<Record<string, string | undefined>> = {
  rate: 'deriv',
  increase: 'delta',
  irate: 'idelta',
};
const forCounters: Readonly<Record<string, string | undefined>> = {
  deriv: 'rate',
  delta: 'increase',
  idelta: 'irate',
};

/** Functions for counters on gauges and the other way round, sums of counters, ranges that are too short, counters as they are. */
export function* lintRates(
  expression: Expression,
  context: LintContext,
  parents: readonly Expression[],
): Iterable<Problem> {
  if (expression.kind === 'selector') {
    yield* plainCounter(expression, context, parents);
  } else if (expression.kind === 'call') {
    yield* wrongFunction(expression, context);
    yield* rateAfterSum(expression, context);
    yield* shortRange(expression, context);
  }
}

function* wrongFunction({ name, args }: Call, { metrics }: LintContext): Iterable<Problem> {
  const [range] = args;
  const metric =
    range?.kind === 'range' && range.selector.kind === 'selector' ? metricName(range.selector) : undefined;
  const [gauge, counter] = [forGauges[name.text], forCounters[name.text]];
  if (metric === undefined) {
    return;
  }
  if (gauge !== undefined && factsOf(metric, metrics)?.type === 'gauge') {
    yield lint('promql/rate-on-gauge', 'warning', name, {
      message: l10n.t(
        '{0} is a gauge: {1} takes every fall of it for a restart and counts it as a rise. {2} is for gauges.',
        metric,
        name.text,
        gauge,
      ),
      fixes: [replaced(name, gauge)],
    });
  }
  const sign = counterSign(metric, metrics);
  if (counter !== undefined && sign !== undefined) {
    yield lint('promql/delta-on-counter', sign === 'likely' ? 'information' : 'warning', name, {
      message: l10n.t(
        '{0} is a counter by its type or its name: with {1} a restart shows as a fall. {2} is for counters.',
        metric,
        name.text,
        counter,
      ),
      fixes: [replaced(name, counter)],
    });
  }
}

function replaced({ start, end }: { start: number; end: number }, text: string): Fix {
  return { title: l10n.t('Change to {0}', text), edits: [{ start, end, text }] };
}

const summing: readonly string[] = ['sum', 'avg', 'min', 'max'];

function* rateAfterSum({ name, args, start, end }: Call, { text }: LintContext): Iterable<Problem> {
  const [window] = args;
  const inner = window?.kind === 'subquery' ? inside(window.expression) : undefined;
  if (
    forGauges[name.text] === undefined ||
    inner?.kind !== 'aggregation' ||
    !summing.includes(inner.operator)
  ) {
    return;
  }
  const series = inner.args[0] && inside(inner.args[0]);
  const range = window?.kind === 'subquery' ? text.slice(window.range.start, window.range.end) : '';
  const isPlain = series?.kind === 'selector' && series.offset === undefined && series.at === undefined;
  const moved = isPlain
    ? `${text.slice(inner.start, series.start)}${name.text}(${text.slice(series.start, series.end)}[${range}])${text.slice(series.end, inner.end)}`
    : undefined;
  yield lint('promql/rate-after-sum', 'warning', name, {
    message: l10n.t(
      'One counter that starts anew makes {1} fall, and {0} takes that for a restart of all. Take {0} of each series first, then {1}.',
      name.text,
      inner.operator,
    ),
    ...(moved !== undefined && {
      fixes: [{ title: l10n.t('Take {0} first', name.text), edits: [{ start, end, text: moved }] }],
    }),
  });
}

function inside(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? inside(expression.expression) : expression;
}

/** How many samples they need: two, or enough that one may be late or missing. */
const needs: Readonly<Record<string, number>> = {
  ...{ rate: 4, increase: 4, delta: 4, deriv: 4 },
  ...{ irate: 2, idelta: 2 },
};

/** The job that a selector names. */
function jobOf(selector: Expression): string | undefined {
  const matchers = selector.kind === 'selector' ? selector.matchers : [];
  return matchers.find(({ label, operator }) => label.text === 'job' && operator === '=')?.value?.value;
}

function* shortRange(
  { name, args }: Call,
  { intervalSeconds: known, writer }: LintContext,
): Iterable<Problem> {
  const [range] = args;
  const samples = needs[name.text];
  if (range?.kind !== 'range' || range.range.seconds === undefined || samples === undefined) {
    return;
  }
  const { seconds } = range.range;
  const intervalSeconds = known ?? writer?.intervalOf(jobOf(range.selector));
  if (!intervalSeconds) {
    return;
  }
  const interval = goDuration(intervalSeconds);
  const enough = goDuration(4 * intervalSeconds);
  const fixes = [replaced(range.range, enough)];
  if (seconds < 2 * intervalSeconds) {
    yield lint('promql/short-range', 'warning', range.range, {
      message: l10n.t(
        '{0} needs two samples, and there is one every {1}: a range this short hardly ever holds them. {2} is enough.',
        name.text,
        interval,
        enough,
      ),
      fixes,
    });
  } else if (seconds < samples * intervalSeconds) {
    yield lint('promql/short-range', 'information', range.range, {
      message: l10n.t(
        'There is a sample every {0}: when one is late or missing, a range this short leaves a gap. {1} bears that.',
        interval,
        enough,
      ),
      fixes,
    });
  }
}

/** Aggregations whose result is about the values themselves. */
const ofValues: readonly string[] = [...summing, 'topk', 'bottomk', 'quantile', 'stddev', 'stdvar'];

function* plainCounter(
  selector: VectorSelector,
  { metrics, intervalSeconds = 0 }: LintContext,
  parents: readonly Expression[],
): Iterable<Problem> {
  const name = metricName(selector);
  const sign = name === undefined ? undefined : counterSign(name, metrics);
  const use = sign === undefined || sign === 'likely' ? undefined : useOf(selector, parents);
  // How long something runs is told by the value itself.
  if (name === undefined || use === undefined || /up_?time|time_up/.test(name)) {
    return;
  }
  const { start, end, metric, braces } = selector;
  const behind = braces?.end ?? metric?.end ?? end;
  const range = goDuration(Math.max(300, 4 * intervalSeconds));
  yield lint('promql/counter-without-rate', use === 'shown' ? 'hint' : 'information', selector, {
    message: l10n.t(
      'By its type or its name {0} is a counter, which rises from when each process started: the value by itself says little. rate tells how fast, increase how much in a time.',
      name,
    ),
    fixes: [
      {
        title: l10n.t('Take its rate'),
        edits: [
          { start, end: start, text: 'rate(' },
          { start: behind, end: behind, text: `[${range}]${behind === end ? ')' : ''}` },
          ...(behind === end ? [] : [{ start: end, end, text: ')' }]),
        ],
      },
    ],
  });
}

/** Whether the value of a selector is what is shown, or what is aggregated or compared. */
function useOf(selector: VectorSelector, parents: readonly Expression[]): 'shown' | 'used' | undefined {
  if (parents.some(isOtherwiseUsed)) {
    return undefined;
  }
  let child: Expression = selector;
  for (const parent of [...parents].reverse()) {
    if (parent.kind === 'aggregation') {
      return isAggregated(parent, child) ? 'used' : undefined;
    }
    if (parent.kind === 'binary') {
      const other = inside(parent.left === child ? parent.right : parent.left);
      const isLimit = other.kind === 'number' && other.value !== 0;
      return comparisonOperators.includes(parent.operator) && isLimit ? 'used' : undefined;
    }
    if (parent.kind !== 'parentheses' && parent.kind !== 'unary') {
      return undefined;
    }
    child = parent;
  }
  return 'shown';
}

/** Where series are counted their values do not matter, and of a rate of them another rule speaks. */
function isOtherwiseUsed(parent: Expression): boolean {
  return parent.kind === 'aggregation'
    ? parent.operator.startsWith('count') || parent.operator === 'group'
    : parent.kind === 'call' && forGauges[parent.name.text] !== undefined;
}

function isAggregated({ operator, args }: Aggregation, child: Expression): boolean {
  return ofValues.includes(operator) && args.at(-1) === child;
}
