import type { Cluster } from '../cluster.ts';
import { hasStatus } from '../kubeError.ts';
import { LineSplitter } from './lines.ts';
import type { LogCursor, Fit } from './logCursor.ts';
import type { LogEntry } from './logEntries.ts';
import { makeHarmless, readTimedLine } from './logText.ts';
import { namespacePath } from '../podLists.ts';
import type { Query } from '../request.ts';

export interface RunOptions {
  namespace: string;
  pod: string;
  container: string;
  query: Query;
  cursor: LogCursor;
  signal: AbortSignal;
  /** For what ends a line that is too long. */
  cutMark: string;
  push: (entries: readonly LogEntry[]) => Promise<void>;
  /** Told when the connection is open, with the server's time. */
  onOpen?: (date: string | undefined) => Promise<void>;
  /** Told once for each connection when it is known how its log fits to what was shown before. */
  onFit: (fit: Fit) => Promise<void>;
}

export const maxLineLength = 1024 * 1024;

/**
 * Reads one connection's log into `push` until the server ends it, and gives what came after the last line end: the last
 * line of a container that is done, or half a line of one that is not. Throws when the connection was cut.
 */
export async function readRun(cluster: Cluster, options: RunOptions): Promise<string | undefined> {
  const { namespace, pod, container, query, cursor, signal, cutMark } = options;
  const path = `${namespacePath(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  const body = await cluster.stream(path, {
    signal,
    accept: '*/*',
    query: { container, timestamps: true, ...query },
  });
  await options.onOpen?.(body.headers.date);
  cursor.reconnect();
  if (cursor.since === undefined) {
    await options.onFit('exact');
  }
  const splitter = new LineSplitter({ maxLength: maxLineLength, mark: cutMark });
  for await (const chunk of body as AsyncIterable<Buffer>) {
    await takeLines(splitter.push(chunk), options);
  }
  return splitter.end();
}

/** The whole log that is kept of the run before. False when there is none any more. */
export async function readPreviousRun(cluster: Cluster, options: RunOptions): Promise<boolean> {
  try {
    const rest = await readRun(cluster, { ...options, query: { previous: true, ...options.query } });
    await takeLines(rest === undefined ? [] : [rest], options);
    return true;
  } catch (error) {
    // 400: "previous terminated container not found".
    if (hasStatus(error, 400, 404)) {
      return false;
    }
    throw error;
  }
}

/** Pushes those lines that are new to the cursor. */
export async function takeLines(
  lines: readonly string[],
  {
    pod,
    container,
    cursor,
    push,
    onFit,
  }: Pick<RunOptions, 'pod' | 'container' | 'cursor' | 'push' | 'onFit'>,
): Promise<void> {
  let entries: LogEntry[] = [];
  for (const line of lines) {
    const timed = readTimedLine(line);
    const { isNew, fit } = cursor.accept(timed);
    if (fit) {
      await push(entries);
      entries = [];
      await onFit(fit);
    }
    if (isNew || (fit === 'unsure' && cursor.accept(timed).isNew)) {
      const { time, text } = timed;
      entries.push({
        kind: 'line',
        pod,
        container,
        ...(time !== undefined && { time }),
        text: makeHarmless(text),
      });
    }
  }
  if (entries.length > 0) {
    await push(entries);
  }
}
