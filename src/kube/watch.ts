import type { Readable } from 'node:stream';
import { backOff } from './backOff.ts';
import type { Cluster } from './cluster.ts';
import { hasStatus, KubeError, statusError } from './kubeError.ts';
import { LineSplitter } from './logs/lines.ts';
import { listObjects } from './lists.ts';
import type { ListOptions } from './lists.ts';
import type { ObjectMeta } from './objects.ts';
import { Trouble } from '../trouble.ts';

/** What a watch says. `all` replaces everything said before; it comes first, and again after the server has forgotten. */
export type WatchEvent<T> =
  | { kind: 'all'; items: T[] }
  | { kind: 'changed'; item: T }
  | { kind: 'deleted'; item: T }
  /** The connection is gone and is being made again; said once for each time. */
  | { kind: 'lost'; error: unknown }
  | { kind: 'back' };

export interface WatchOptions<Raw, T> extends ListOptions {
  pick: (raw: Raw) => T | undefined;
  /** The first pause before a new try; each further one is twice as long, up to 30 s. */
  firstPauseMs?: number;
}

interface RawWatchEvent<Raw> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: Raw & { metadata: ObjectMeta };
}

/** The server ends the watch after this; also the longest silence of a live one, since bookmarks come every minute. */
const watchSeconds = 290;
const silenceMs = 150_000;

/**
 * Lists, then watches until the signal aborts; goes on from the last version after a cut, lists again after 410 Gone. Ends
 * only by the signal (without an error) or by throwing what trying again cannot mend: 401, 403, 404, a missing program, or any failure
 * before the first list is there.
 */
export async function* watchObjects<Raw extends { metadata: ObjectMeta }, T>(
  cluster: Cluster,
  path: string,
  { pick, query, signal, firstPauseMs = 1_000 }: WatchOptions<Raw, T>,
): AsyncGenerator<WatchEvent<T>, void> {
  let version: string | undefined;
  let isFirst = true;
  let failures = 0;
  let idleEnds = 0;
  while (!signal?.aborted) {
    try {
      if (version === undefined) {
        const { items, resourceVersion } = await listObjects<Raw, T>(cluster, path, { pick, query, signal });
        version = resourceVersion;
        isFirst = false;
        yield { kind: 'all', items };
      }
      const body = await openWatch(cluster, path, { query, signal, version });
      if (failures > 0) {
        failures = 0;
        yield { kind: 'back' };
      }
      idleEnds++;
      for await (const { type, object } of readEvents<Raw>(body, cluster.name)) {
        idleEnds = 0;
        version = object.metadata.resourceVersion ?? version;
        const item = type === 'BOOKMARK' ? undefined : pick(object);
        if (item !== undefined) {
          yield { kind: type === 'DELETED' ? 'deleted' : 'changed', item };
        }
      }
    } catch (error) {
      if (signal?.aborted) {
        return;
      }
      if (hasStatus(error, 410)) {
        version = undefined;
      } else if (isFirst || isFinal(error)) {
        throw error;
      } else {
        if (failures === 0) {
          yield { kind: 'lost', error };
        }
        await backOff(cluster, { firstMs: firstPauseMs, failures, signal });
        failures++;
      }
    }
    if (idleEnds > 1) {
      // Watches that end at once and without a word must not become a storm.
      await backOff(cluster, { firstMs: firstPauseMs, failures: idleEnds - 2, signal });
    }
  }
}

interface StreamOptions extends ListOptions {
  version: string;
}

function openWatch(
  cluster: Cluster,
  path: string,
  { query, signal, version }: StreamOptions,
): Promise<Readable> {
  return cluster.stream(path, {
    signal,
    query: {
      ...query,
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion: version,
      timeoutSeconds: watchSeconds,
    },
  });
}

/** One connection's events, until the server ends it. Throws `KubeError` for an ERROR event: 410 when the version is too old. */
async function* readEvents<Raw>(body: Readable, cluster: string): AsyncGenerator<RawWatchEvent<Raw>> {
  const splitter = new LineSplitter();
  for await (const chunk of untilSilent(body, silenceMs)) {
    for (const line of splitter.push(chunk)) {
      const event = JSON.parse(line) as RawWatchEvent<Raw>;
      if (event.type === 'ERROR') {
        throw statusError(event.object as object, cluster);
      }
      yield event;
    }
  }
}

/** The chunks of a stream; destroys it when nothing has come for too long, for a dead connection says nothing either. */
async function* untilSilent(body: Readable, limitMs: number): AsyncGenerator<Buffer> {
  const timer = setTimeout(() => body.destroy(new Error('The watch went silent')), limitMs);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}

function isFinal(error: unknown): boolean {
  return (
    error instanceof Trouble ||
    (error instanceof KubeError && error.status >= 400 && error.status < 500 && error.status !== 429)
  );
}
