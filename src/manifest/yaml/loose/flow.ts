import type { Span } from '../../../problem.ts';
import { isGap, lineEnd, plainEnd, quoteEnd } from './scan.ts';
import { addSpot, plainText } from './spot.ts';
import type { Spot } from './spot.ts';

interface Flow {
  text: string;
  /** What is open, innermost last. */
  open: Spot[];
  /** The entry whose value may follow, or the item just read. */
  pending: Spot | undefined;
  isAfterColon: boolean;
  line: number;
  /** Where that line ends; looking for it at each scalar would make long lines slow. */
  lineStop: number;
  found: Spot[];
  comments: Span[];
}

/**
 * Reads the brackets that begin at `start` as children of `holder`, to the one that closes them or to `reach`.
 * What comes back is the offset behind them.
 */
export function readFlow(
  holder: Spot,
  { text, start, reach }: { text: string; start: number; reach: number },
  out: { spots: Spot[]; comments: Span[] },
): number {
  const flow: Flow = {
    text,
    open: [],
    pending: holder,
    isAfterColon: true,
    line: holder.line,
    lineStop: lineEnd(text, start, reach),
    found: out.spots,
    comments: out.comments,
  };
  let at = start;
  while (at < reach) {
    at = step(flow, at, reach);
    if (flow.open.length === 0) {
      return at;
    }
  }
  for (const spot of flow.open) {
    spot.value = { start: spot.value?.start ?? start, end: reach };
    spot.end = reach;
  }
  return reach;
}

function step(flow: Flow, at: number, reach: number): number {
  const { text } = flow;
  const char = text.charAt(at);
  if (char === '\n') {
    flow.line = at + 1;
    flow.lineStop = lineEnd(text, at + 1, reach);
    return at + 1;
  }
  if (isGap(text, at)) {
    return at + 1;
  }
  if (char === '[' || char === '{') {
    return openBracket(flow, at, char === '[' ? 'sequence' : 'map');
  }
  if (char === ']' || char === '}') {
    return closeBracket(flow, at);
  }
  if (char === ',') {
    flow.pending = undefined;
    flow.isAfterColon = false;
    return at + 1;
  }
  if (char === '#' && isGap(text, at - 1)) {
    flow.comments.push({ start: at, end: flow.lineStop });
    return flow.lineStop;
  }
  if (char === ':' && flow.pending) {
    flow.isAfterColon = true;
    flow.pending.end = at + 1;
    return at + 1;
  }
  return readScalar(flow, at, reach);
}

function openBracket(flow: Flow, at: number, kind: 'map' | 'sequence'): number {
  const parent = flow.open.at(-1);
  const holder =
    flow.pending && flow.isAfterColon
      ? flow.pending
      : place(flow, parent, 'item', { start: at, end: at + 1 });
  holder.flow = kind;
  holder.value = { start: at, end: at + 1 };
  flow.open.push(holder);
  flow.pending = undefined;
  flow.isAfterColon = false;
  return at + 1;
}

function closeBracket(flow: Flow, at: number): number {
  const closed = flow.open.pop();
  if (closed) {
    closed.value = { start: closed.value?.start ?? at, end: at + 1 };
    closed.end = at + 1;
  }
  flow.pending = closed;
  flow.isAfterColon = false;
  return at + 1;
}

function readScalar(flow: Flow, at: number, reach: number): number {
  const { text } = flow;
  const isQuoted = text.charAt(at) === '"' || text.charAt(at) === "'";
  const stop = isQuoted
    ? (quoteEnd(text, at, reach) ?? flow.lineStop)
    : plainEnd(text, at, flow.lineStop, true);
  const end = Math.max(stop, at + 1);
  const parent = flow.open.at(-1);
  const { pending } = flow;
  if (pending && flow.isAfterColon) {
    pending.value = { start: pending.value?.start ?? at, end };
    pending.end = end;
  } else if (pending && !pending.flow) {
    // A plain scalar that goes on in the next line.
    grow(pending, end);
  } else if (parent?.flow === 'map') {
    const entry = place(flow, parent, 'entry', { start: at, end });
    entry.key = { start: at, end };
    entry.name = plainText(text, entry.key);
    flow.pending = entry;
  } else {
    const item = place(flow, parent, 'item', { start: at, end });
    item.value = { start: at, end };
    flow.pending = item;
  }
  return end;
}

function grow(spot: Spot, end: number): void {
  spot.end = end;
  if (spot.value) {
    spot.value.end = end;
  } else if (spot.key) {
    spot.key.end = end;
  }
}

function place(flow: Flow, parent: Spot | undefined, kind: 'entry' | 'item', span: Span): Spot {
  const spot = addSpot(parent, { kind, column: -1, line: flow.line, ...span });
  flow.found.push(spot);
  return spot;
}
