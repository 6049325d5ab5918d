import type { Labels } from './labels.ts';

export interface ParsedTargets {
  targets: Labels[];
  /** How many lines or items could not be read. */
  unread: number;
}

/**
 * Targets that somebody pasted: JSON of Prometheus' /api/v1/targets, of a file for file_sd_configs, or of label sets; a label
 * set a line (`{a="b"}` or JSON); or the discovered labels of the page /service-discovery, `name="value"` a line. Never throws.
 */
export function parseTargets(text: string): ParsedTargets {
  const whole = parseJson(text);
  if (whole !== undefined && typeof whole === 'object') {
    return fromJson(whole);
  }
  return fromLines(text.split(/\r?\n/));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function fromJson(whole: object | null): ParsedTargets {
  const data = asObject(asObject(whole)?.['data']);
  const ofApi =
    data &&
    [data['activeTargets'], data['droppedTargets']].flatMap((list) =>
      Array.isArray(list) ? (list as unknown[]) : [],
    );
  const items: readonly unknown[] = ofApi ?? (Array.isArray(whole) ? whole : [whole]);
  const targets: Labels[] = [];
  let unread = 0;
  for (const item of items) {
    const found = fromItem(item);
    targets.push(...found);
    unread += found.length === 0 ? 1 : 0;
  }
  return { targets, unread };
}

/** One label set, one target of the API, or a group with several addresses. */
function fromItem(item: unknown): Labels[] {
  const object = asObject(item);
  if (object === undefined) {
    return [];
  }
  const { discoveredLabels, targets, labels } = object;
  if (Array.isArray(targets)) {
    const shared = labelsOf(labels) ?? new Map<string, string>();
    return targets
      .filter((address) => typeof address === 'string')
      .map((address) => new Map([...shared, ['__address__', address]]));
  }
  const found = labelsOf(discoveredLabels ?? (asObject(labels) ? labels : object));
  return found ? [found] : [];
}

function labelsOf(value: unknown): Map<string, string> | undefined {
  const entries = Object.entries(asObject(value) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length === 0 ? undefined : new Map(entries);
}

function fromLines(lines: readonly string[]): ParsedTargets {
  const targets: Labels[] = [];
  let unread = 0;
  let current = new Map<string, string>();
  const finish = (): void => {
    if (current.size > 0) {
      targets.push(current);
      current = new Map();
    }
  };
  for (const line of lines.map((one) => one.trim())) {
    const pairs = line.startsWith('{') ? labelSet(line) : undefined;
    const [pair] = pairs === undefined ? (pairsOf(line) ?? []) : [];
    if (line === '') {
      finish();
    } else if (pairs !== undefined) {
      finish();
      targets.push(pairs);
    } else if (pair !== undefined) {
      // The page shows the labels of one target behind those of the other, sorted by name.
      if (current.has(pair[0])) {
        finish();
      }
      current.set(...pair);
    } else {
      unread += 1;
    }
  }
  finish();
  return { targets, unread };
}

function labelSet(line: string): Map<string, string> | undefined {
  const object = labelsOf(parseJson(line));
  if (object !== undefined) {
    return object;
  }
  const inner = /^\{(.*)\}$/.exec(line)?.[1];
  const pairs = inner === undefined ? undefined : pairsOf(inner);
  return pairs && pairs.length > 0 ? new Map(pairs) : undefined;
}

const pairPattern = /\s*(?:([\p{L}\p{N}_.:/-]+)|"((?:[^"\\]|\\.)*)")\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,?)/uy;

/** `a="b", c="d"`; `undefined` where something else stands in between. */
function pairsOf(text: string): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  const pattern = new RegExp(pairPattern);
  while (pattern.lastIndex < text.length) {
    const [, plain, quoted = '', value = ''] = pattern.exec(text) ?? [undefined, undefined, undefined];
    if (pattern.lastIndex === 0) {
      return undefined;
    }
    pairs.push([plain ?? unescaped(quoted), unescaped(value)]);
  }
  return pairs;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
