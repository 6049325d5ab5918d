import { invalid } from './errors.ts';
import type { FieldProblem, ServiceError } from './errors.ts';

/** What a string has to be like. */
export interface StringRule {
  required?: boolean;
  min?: number;
  max?: number;
  pattern?: RegExp;
}

/** Collects what is wrong with a request's fields; `check()` throws all of it in one ValidationException. */
export class Fields {
  private readonly problems: FieldProblem[] = [];
  private readonly values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
  }

  string(name: string, rule: StringRule = {}): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) {
      if (rule.required) {
        this.add(name, 'Member must not be null');
      }
      return undefined;
    }
    if (typeof value !== 'string') {
      this.add(name, 'Member must be a string');
      return undefined;
    }
    const { min = 0, max = Infinity, pattern } = rule;
    if (value.length < min || value.length > max) {
      this.add(name, `Member must have length between ${min} and ${max}`);
    } else if (pattern && !pattern.test(value)) {
      this.add(name, `Member must satisfy regular expression pattern: ${pattern.source}`);
    }
    return value;
  }

  /** Takes a number, or the digits of one from a query. */
  integer(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return otherwise;
    }
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      this.add(name, `Member must be between ${min} and ${max}`);
    }
    return number;
  }

  /** Tags as https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-tagging.html allows them. */
  tags(name: string): Record<string, string> {
    const value = this.values[name] ?? {};
    const entries = typeof value === 'object' ? Object.entries(value as Record<string, unknown>) : [];
    if (entries.length > 50) {
      this.add(name, 'Member must have length less than or equal to 50');
    }
    for (const [key, text] of entries) {
      if (!tagPattern.test(key) || key.length < 1 || key.length > 128) {
        this.add(name, 'Map keys must satisfy constraint: 1 to 128 letters, digits, spaces or _.:/=+-@');
      } else if (/^aws:/i.test(key)) {
        this.add(name, 'Map keys must not start with aws:');
      }
      if (typeof text !== 'string' || text.length > 256 || !tagPattern.test(text)) {
        this.add(name, 'Map values must satisfy constraint: up to 256 letters, digits, spaces or _.:/=+-@');
      }
    }
    return Object.fromEntries(entries.map(([key, text]) => [key, String(text)]));
  }

  add(name: string, message: string): void {
    this.problems.push({ name, message });
  }

  check(): void {
    if (this.problems.length > 0) {
      throw invalid(...this.problems);
    }
  }
}

const tagPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** One page of a list. `scope` is what the token is good for: "The other parameters must be the same as the initial call". */
export function page<T>(
  items: readonly T[],
  {
    maxResults,
    nextToken,
    scope,
    refuse = refuseToken,
  }: {
    maxResults: number;
    nextToken: string | undefined;
    scope: string;
    /** What the service answers to a token that it never gave; a ValidationException unless given. */
    refuse?: () => ServiceError;
  },
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : readToken(nextToken, scope);
  if (start === undefined) {
    throw refuse();
  }
  const end = start + maxResults;
  return {
    items: items.slice(start, end),
    ...(end < items.length
      ? { nextToken: Buffer.from(JSON.stringify([scope, end])).toString('base64url') }
      : {}),
  };
}

function refuseToken(): ServiceError {
  return invalid({ name: 'nextToken', message: 'Invalid pagination token' });
}

function readToken(token: string, scope: string): number | undefined {
  try {
    const [of, at] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown];
    if (of === scope && typeof at === 'number') {
      return at;
    }
  } catch {
    // Falls through: it is not one of our tokens.
  }
  return undefined;
}
