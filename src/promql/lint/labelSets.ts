import { typeOf } from '../types.ts';
import type { Aggregation, BinaryExpression, Call, Expression, Name } from '../ast.ts';

/** The labels that the series of an expression may have: just these, or whatever there is but these. */
export interface LabelSet {
  kind: 'only' | 'allBut';
  names: ReadonlySet<string>;
}

/** `undefined` where nothing is known. */
export type LabelsOf = (expression: Expression) => LabelSet | undefined;

const none: LabelSet = { kind: 'only', names: new Set<string>() };
const any: LabelSet = { kind: 'allBut', names: new Set<string>() };

/** Whether series may have the label; where nothing is known they may. */
export function mayHave(labels: LabelSet | undefined, name: string): boolean {
  return labels === undefined || labels.names.has(name) === (labels.kind === 'only');
}

function without({ kind, names }: LabelSet, gone: readonly string[]): LabelSet {
  return kind === 'only'
    ? { kind, names: new Set([...names].filter((name) => !gone.includes(name))) }
    : { kind, names: new Set([...names, ...gone]) };
}

function withLabels({ kind, names }: LabelSet, more: readonly string[]): LabelSet {
  return kind === 'only'
    ? { kind, names: new Set([...names, ...more]) }
    : { kind, names: new Set([...names].filter((name) => !more.includes(name))) };
}

function union(a: LabelSet, b: LabelSet): LabelSet {
  if (a.kind === 'only') {
    return withLabels(b, [...a.names]);
  }
  return b.kind === 'only'
    ? withLabels(a, [...b.names])
    : { kind: 'allBut', names: new Set([...a.names].filter((name) => b.names.has(name))) };
}

/** Works out labels, of each expression once. https://prometheus.io/docs/prometheus/latest/querying/operators/ */
export function createLabelsOf(): LabelsOf {
  const known = new Map<Expression, LabelSet | undefined>();
  const labelsOf: LabelsOf = (expression) => {
    if (!known.has(expression)) {
      known.set(expression, workedOut(expression, labelsOf));
    }
    return known.get(expression);
  };
  return labelsOf;
}

function workedOut(expression: Expression, labelsOf: LabelsOf): LabelSet | undefined {
  switch (expression.kind) {
    case 'selector':
      return any;
    case 'range':
      return labelsOf(expression.selector);
    case 'subquery':
    case 'unary':
    case 'parentheses':
      return labelsOf(expression.expression);
    case 'call':
      return ofCall(expression, labelsOf);
    case 'aggregation':
      return ofAggregation(expression, labelsOf);
    case 'binary':
      return ofBinary(expression, labelsOf);
    case 'number':
    case 'string':
    case 'placeholder':
    case 'missing':
      return undefined;
  }
}

/** The names; `undefined` where a variable is among them. */
export function namesOf(labels: readonly Name[]): readonly string[] | undefined {
  return labels.some(({ isOpen }) => isOpen) ? undefined : labels.map(({ text }) => text);
}

function ofCall({ name, args }: Call, labelsOf: LabelsOf): LabelSet | undefined {
  const series = args.find((arg) => ['vector', 'matrix'].includes(typeOf(arg)));
  const own = series && labelsOf(series);
  switch (name.text) {
    case 'absent':
    case 'absent_over_time':
    case 'info':
      return undefined;
    case 'vector':
      return none;
    case 'label_replace':
    case 'label_join': {
      const to = args[1];
      return own && to?.kind === 'string' ? withLabels(own, [to.value]) : undefined;
    }
    case 'histogram_quantile':
    case 'histogram_fraction':
      return own && without(own, ['le']);
    default:
      return own;
  }
}

/** They pick series and leave them as they are. */
export const picking: readonly string[] = ['topk', 'bottomk', 'limitk', 'limit_ratio'];

function ofAggregation({ operator, grouping, args }: Aggregation, labelsOf: LabelsOf): LabelSet | undefined {
  const series = args.at(-1);
  const own = series && labelsOf(series);
  if (picking.includes(operator)) {
    return own;
  }
  const names = namesOf(grouping?.labels ?? []);
  if (names === undefined || own === undefined) {
    return names !== undefined && grouping?.kind !== 'without' && operator !== 'count_values'
      ? { kind: 'only', names: new Set(names) }
      : undefined;
  }
  const kept: LabelSet =
    grouping?.kind === 'without'
      ? without(own, names)
      : { kind: 'only', names: new Set(names.filter((name) => mayHave(own, name))) };
  if (operator !== 'count_values') {
    return kept;
  }
  const [label] = args;
  return label?.kind === 'string' ? withLabels(kept, [label.value]) : undefined;
}

function ofBinary(binary: BinaryExpression, labelsOf: LabelsOf): LabelSet | undefined {
  const { operator, matching, left, right } = binary;
  const [a, b] = [labelsOf(left), labelsOf(right)];
  const [isLeft, isRight] = [typeOf(left) === 'vector', typeOf(right) === 'vector'];
  if (!isLeft || !isRight) {
    return isLeft && typeOf(right) === 'scalar' ? a : isRight && typeOf(left) === 'scalar' ? b : undefined;
  }
  if (operator === 'and' || operator === 'unless') {
    return a;
  }
  if (operator === 'or') {
    return a && b && union(a, b);
  }
  const { match, group } = matching;
  if (group) {
    const many = group.side === 'left' ? a : b;
    const more = namesOf(group.labels);
    return many && more && withLabels(many, more);
  }
  const names = match && namesOf(match.labels);
  if (match === undefined || names === undefined) {
    return match === undefined ? (a ?? b) : undefined;
  }
  if (match.kind === 'on') {
    return { kind: 'only', names: new Set(names.filter((name) => mayHave(a, name) && mayHave(b, name))) };
  }
  const side = a ?? b;
  return side && without(side, names);
}
