import type { Problem, Span } from '../../problem.ts';

/** What another extension for YAML shows of a document. */
export interface OtherFinding extends Span {
  /** Whether a schema is broken; else the YAML itself. */
  isOfSchema: boolean;
  /** Whether a key is said to be unknown. */
  isUnknownKey: boolean;
}

/**
 * A diagnostic of another extension by its source and code. `undefined` when it is not from the YAML extension by Red Hat, or
 * another that has its language server.
 * https://github.com/redhat-developer/yaml-language-server/blob/main/src/languageservice/jsonLanguageTypes.ts
 */
export function otherFinding(
  { source, code }: { source?: string | undefined; code?: unknown },
  { start, end }: Span,
): OtherFinding | undefined {
  const isOfSchema = source?.startsWith('yaml-schema: ') === true;
  return isOfSchema || source === 'YAML'
    ? { start, end, isOfSchema, isUnknownKey: isOfSchema && code === propertyExpected }
    : undefined;
}

/** The language server's number for keys that are not allowed. */
const propertyExpected = 513;

/** What every reader of YAML finds. */
const plainYaml = new Set([
  ...['yaml/syntax', 'yaml/duplicate-key', 'yaml/unknown-alias'],
  ...['yaml/not-portable', 'yaml/refused-by-parser'],
]);

/** What a reader of YAML with a schema finds against a key, whatever the schema is of. */
const againstKey = ['unknown-field', 'bad-key', 'forbidden-field'];

/** What it finds besides. */
const againstValue = [
  ...['bad-key', 'forbidden-field', 'wrong-type', 'unknown-value', 'missing-field', 'exclusive-fields'],
  ...['bad-format', 'out-of-range', 'too-few', 'deprecated-field', 'no-such-form'],
];

/**
 * The problems of a text without those that another extension shows at the same place already. Each one that it does not
 * show stays: what lies inside scalars, where it does not look, and what its parser or its schema has nothing against.
 */
export function withoutEchoes(
  problems: readonly Problem[],
  others: readonly OtherFinding[],
  text: string,
): readonly Problem[] {
  if (others.length === 0) {
    return problems;
  }
  const echoes = problems.filter((problem) => others.some((other) => saysTheSame(other, problem, text)));
  return echoes.length === 0 ? problems : problems.filter((problem) => !echoes.includes(problem));
}

function saysTheSame(other: OtherFinding, { code, span }: Problem, text: string): boolean {
  if (plainYaml.has(code)) {
    return !other.isOfSchema && span.start <= other.start && other.start <= span.end;
  }
  const kind = code.slice(code.indexOf('/') + 1);
  if (!other.isOfSchema || !(other.isUnknownKey ? againstKey : againstValue).includes(kind)) {
    return false;
  }
  return (
    other.start === span.start ||
    touchesInLine(other, span, text) ||
    (kind === 'wrong-type' && isValueBehind(other.start, span, text))
  );
}

/** The other extension makes one of neighbours in a line that it has the same words for, from the one to the other. */
function touchesInLine({ start, end }: Span, span: Span, text: string): boolean {
  return start <= span.end && span.start <= end && !text.slice(start, end).includes('\n');
}

/** Of a list or mapping in a wrong place we mark the key, where others mark all that is in it. */
function isValueBehind(start: number, { end }: Span, text: string): boolean {
  return (
    end < start && start - end < farthest && /^["']?\s*:\s+(?:[&!]\S*\s+)*$/.test(text.slice(end, start))
  );
}

/** Further from its key no value begins. */
const farthest = 200;
