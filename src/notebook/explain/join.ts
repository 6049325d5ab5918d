import { setOperators } from '../../promql/ast.ts';
import type { BinaryExpression } from '../../promql/ast.ts';
import type { Labels } from '../../query/result.ts';
import type { DuplicateSeries, ExplainedJoin, JoinSide, UnmatchedSeries } from './node.ts';

const metricName = '__name__';
/** So many are shown of what does not fit. */
const maxExamples = 10;
/** So many series are looked at for the one that is most alike. */
const maxCandidates = 2_000;

type Match = ExplainedJoin['match'];

/** The series of one side, by what counts for the matching. */
interface Side {
  series: readonly Labels[];
  groups: ReadonlyMap<string, readonly Labels[]>;
  /** How many series have each label. */
  names: ReadonlyMap<string, number>;
}

/**
 * Which series of the two sides of an operator find each other, which do not, and why that is likely: a label that only one side has, values
 * that differ, several series where one is needed. https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching
 */
export function explainJoin(
  { operator, matching }: Pick<BinaryExpression, 'operator' | 'matching'>,
  leftSeries: readonly Labels[],
  rightSeries: readonly Labels[],
): ExplainedJoin {
  const match: Match = {
    kind: matching.match?.kind ?? 'ignoring',
    labels: matching.match?.labels.map(({ text }) => text) ?? [],
  };
  const left = sideOf(leftSeries, match);
  const right = sideOf(rightSeries, match);
  const isSet = setOperators.includes(operator);
  const many = matching.group?.side;
  const suggestion = suggest(left, right, isSet);
  return {
    operator,
    match,
    matched: [...left.groups.keys()].filter((key) => right.groups.has(key)).length,
    left: describeSide(left, right, { match, isOne: !isSet && many !== 'left' }),
    right: describeSide(right, left, { match, isOne: !isSet && many !== 'right' }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

function sideOf(series: readonly Labels[], match: Match): Side {
  const groups = new Map<string, Labels[]>();
  const names = new Map<string, number>();
  for (const labels of series) {
    const key = keyOf(labels, match);
    const group = groups.get(key);
    if (group) {
      group.push(labels);
    } else {
      groups.set(key, [labels]);
    }
    Object.keys(labels).forEach((name) => names.set(name, (names.get(name) ?? 0) + 1));
  }
  return { series, groups, names };
}

/** The labels of a series that count. */
function counted(labels: Labels, { kind, labels: named }: Match): string[] {
  return kind === 'on'
    ? named.filter((name) => (labels[name] ?? '') !== '')
    : Object.keys(labels).filter((name) => name !== metricName && !named.includes(name));
}

function keyOf(labels: Labels, match: Match): string {
  const pairs = counted(labels, match).map((name) => [name, labels[name]] as const);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function describeSide(side: Side, other: Side, { match, isOne }: { match: Match; isOne: boolean }): JoinSide {
  const lonely = [...side.groups].filter(([key]) => !other.groups.has(key)).flatMap(([, group]) => group);
  const crowded = isOne ? [...side.groups.values()].filter(({ length }) => length > 1) : [];
  return {
    series: side.series.length,
    unmatched: lonely.length,
    examples: lonely
      .slice(0, maxExamples)
      .map((labels) => ({ labels, reason: reasonOf(labels, other, match) })),
    duplicates: {
      groups: crowded.length,
      examples: crowded.slice(0, maxExamples).map((group) => duplicateOf(group, match)),
    },
  };
}

function reasonOf(labels: Labels, other: Side, match: Match): UnmatchedSeries['reason'] {
  if (other.series.length === 0) {
    return { kind: 'empty' };
  }
  const here = counted(labels, match);
  const onlyHere = here.filter((name) => !other.names.has(name));
  if (onlyHere.length > 0) {
    return { kind: 'onlyHere', labels: onlyHere.sort() };
  }
  const all = match.kind === 'on' ? match.labels : [...other.names.keys()];
  const onlyThere = all.filter(
    (name) =>
      name !== metricName &&
      (match.kind === 'on' || !match.labels.includes(name)) &&
      labels[name] === undefined &&
      other.names.get(name) === other.series.length,
  );
  if (onlyThere.length > 0) {
    return { kind: 'onlyThere', labels: onlyThere.sort() };
  }
  const nearest = nearestOf(labels, other.series, match);
  const names = [...new Set([...here, ...counted(nearest, match)])].sort();
  const differing = names.flatMap((label) => {
    const [mine = '', theirs = ''] = [labels[label], nearest[label]];
    return mine === theirs ? [] : [{ label, here: mine, there: theirs }];
  });
  return { kind: 'values', differing };
}

/** The series that has most in common with the labels that count. */
function nearestOf(labels: Labels, series: readonly Labels[], match: Match): Labels {
  const names = counted(labels, match);
  let nearest: Labels = {};
  let most = -1;
  for (const other of series.slice(0, maxCandidates)) {
    const same = names.filter((name) => other[name] === labels[name]).length;
    if (same > most) {
      nearest = other;
      most = same;
    }
  }
  return nearest;
}

function duplicateOf(group: readonly Labels[], match: Match): DuplicateSeries {
  const [first = {}] = group;
  const names = new Set(group.flatMap((labels) => Object.keys(labels)));
  const differing = [...names].filter(
    (name) => name !== metricName && group.some((labels) => labels[name] !== first[name]),
  );
  const same = counted(first, match).map((name) => [name, first[name] ?? ''] as const);
  return { labels: Object.fromEntries(same), series: group.length, differing: differing.sort() };
}

/** The labels that both sides have with a value in common: with these alone, fewer series may be without a partner. */
function suggest(left: Side, right: Side, isSet: boolean): string | undefined {
  const shared = [...left.names.keys()].filter((name) => {
    if (name === metricName || !right.names.has(name)) {
      return false;
    }
    const values = new Set(right.series.map((labels) => labels[name]));
    return left.series.some((labels) => labels[name] !== undefined && values.has(labels[name]));
  });
  if (shared.length === 0) {
    return undefined;
  }
  const match: Match = { kind: 'on', labels: shared.sort() };
  const [newLeft, newRight] = [sideOf(left.series, match), sideOf(right.series, match)];
  if (lonely(newLeft, newRight) >= lonely(left, right)) {
    return undefined;
  }
  const [isManyLeft, isManyRight] = [newLeft, newRight].map(
    ({ groups, series }) => groups.size < series.length,
  );
  if (isManyLeft && isManyRight && !isSet) {
    return undefined;
  }
  const group =
    isSet || (!isManyLeft && !isManyRight) ? '' : isManyLeft ? ' group_left ()' : ' group_right ()';
  return `on (${shared.map(nameText).join(', ')})${group}`;
}

/** How many series of both sides have no partner. */
function lonely(left: Side, right: Side): number {
  const count = (side: Side, other: Side): number =>
    [...side.groups].reduce((sum, [key, { length }]) => sum + (other.groups.has(key) ? 0 : length), 0);
  return count(left, right) + count(right, left);
}

/** Quoted where PromQL needs that. */
function nameText(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
