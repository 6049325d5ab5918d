import type { Span } from '../problem.ts';

/** A query that the server refused or could not answer, in the server's own words. */
export class QueryError extends Error {
  /** `bad_data`, `execution`, `timeout`, ...: https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
  readonly errorType: string;
  /** Of HTTP. */
  readonly status: number;
  /** Where in the query, when the text names a place. */
  readonly span: Span | undefined;

  /** Every bundle has a copy of this class of its own: an instance of one is an instance of all. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'QueryError' && 'errorType' in value;
  }

  constructor(
    text: string,
    { errorType, status, query }: { errorType: string; status: number; query: string },
  ) {
    super(text);
    this.name = 'QueryError';
    this.errorType = errorType;
    this.status = status;
    this.span = placeIn(text, query);
  }
}

/**
 * The stretch of the query that an error, a warning or an information of Prometheus is about: it names line and column as
 * `1:5: parse error: …` or at the end as `(1:5)`, both counted from 1, columns in bytes. `undefined` when it names none.
 * https://github.com/prometheus/prometheus/blob/main/promql/parser/posrange/posrange.go
 */
export function placeIn(text: string, query: string): Span | undefined {
  const found =
    /(?:^|[\s:])(\d{1,7}):(\d{1,7}): parse error:/.exec(text) ?? /\((\d{1,7}):(\d{1,7})\)$/.exec(text);
  if (found === null) {
    return undefined;
  }
  const [line, column] = [Number(found[1]), Number(found[2])];
  const lines = query.split('\n', line);
  const last = lines[line - 1];
  if (last === undefined || column < 1) {
    return undefined;
  }
  const start =
    query.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0) + unitsIn(last, column - 1);
  return { start, end: start + lengthAt(query, start) };
}

/** How many UTF-16 units of a text its first bytes are. */
function unitsIn(text: string, bytes: number): number {
  let rest = bytes;
  let units = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    rest -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (rest < 0) {
      break;
    }
    units += character.length;
  }
  return units;
}

/** Of the word, the number or the sign that begins there; 0 at the end. */
function lengthAt(query: string, start: number): number {
  const word = /[\w.:$]+|[=!~<>]+|[^]/uy;
  word.lastIndex = start;
  return word.exec(query)?.[0].length ?? 0;
}
