import { Body } from './body.ts';
import type { Call } from './call.ts';
import { isTrue } from './call.ts';
import type { Entry } from './entry.ts';
import { matcher } from './lists.ts';
import type { Rendering } from './render.ts';
import { negotiate, watchedObject } from './render.ts';
import { groupVersion } from './resources.ts';
import { badRequest, expiredVersion, invalid, tooLargeVersion } from './status.ts';
import type { ApiError } from './status.ts';
import type { Change, Store } from './store.ts';

export interface WatchOptions {
  now: () => number;
  bookmarkIntervalMs: number;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** Answers `watch`: one JSON event a line, until the client goes or its timeoutSeconds are over. */
export class Watches {
  private readonly store: Store;
  private readonly options: WatchOptions;
  private readonly running = new Set<Watch>();

  constructor(store: Store, options: WatchOptions) {
    this.store = store;
    this.options = options;
  }

  answer(call: Call): void {
    const { query, request, response, target } = call;
    const from = readVersion(query.get('resourceVersion'));
    if (from > this.store.version) {
      throw tooLargeVersion(from, this.store.version);
    }
    const sendsInitial = isTrue(query.get('sendInitialEvents'));
    if (sendsInitial && query.get('resourceVersionMatch') !== 'NotOlderThan') {
      const rule = 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
      throw invalid('ListOptions', 'meta.k8s.io', '', 'resourceVersionMatch', rule);
    }
    const matches = matcher(target, query);
    const rendering = negotiate(request.headers.accept, query, this.options.now());
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const watch = new Watch(new Body(response, call.cut), { matches, rendering, now: this.options.now });
    this.running.add(watch);
    watch.body.onClose(() => this.running.delete(watch));
    if (call.gone) {
      watch.fail(expiredVersion(from, this.store.version));
      return;
    }
    const resource = target.resource.plural;
    const missed = from === 0 || sendsInitial ? undefined : this.store.changesSince(from);
    if (missed !== undefined) {
      missed
        .filter(({ entry }) => entry.resource === target.resource)
        .forEach((change) => watch.pass(change));
    } else if (from === 0 || sendsInitial) {
      // Without a version a watch begins with the state of things, as ADDED events.
      const { entries } = this.store.snapshot(resource);
      entries.filter(matches).forEach((entry) => watch.send('ADDED', entry));
    } else {
      // HTTP 200 with an ERROR event, as the watch cache does; clients must look for 410 here.
      watch.fail(expiredVersion(from, this.store.oldestVersion));
      return;
    }
    this.keep(watch, call, sendsInitial);
  }

  /** Breaks all running watches in the middle of an event; returns how many. */
  cut(): number {
    const count = this.running.size;
    this.running.forEach(({ body }) =>
      body.cut('{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{'),
    );
    return count;
  }

  private keep(watch: Watch, { query, target }: Call, sendsInitial: boolean): void {
    const { resource } = target;
    const unsubscribe = this.store.subscribe((change) => {
      if (change === 'compacted') {
        watch.fail(expiredVersion(0, this.store.version));
      } else if (change.entry.resource === resource) {
        watch.pass(change);
      }
    });
    const bookmark = (isInitialEnd: boolean): void => {
      const metadata = {
        resourceVersion: String(this.store.version),
        creationTimestamp: null,
        ...(isInitialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
      };
      const object = { kind: resource.kind, apiVersion: groupVersion(resource), metadata };
      watch.write('BOOKMARK', JSON.stringify(object));
    };
    const wantsBookmarks = isTrue(query.get('allowWatchBookmarks'));
    if (wantsBookmarks && sendsInitial) {
      bookmark(true);
    }
    const ticking = wantsBookmarks
      ? setInterval(() => bookmark(false), this.options.bookmarkIntervalMs)
      : undefined;
    ticking?.unref();
    // Unless asked otherwise the server ends a watch after 30 to 60 minutes, chosen at random.
    const seconds = Number(query.get('timeoutSeconds')) || 1800 * (1 + Math.random());
    const ending = setTimeout(() => {
      if (wantsBookmarks) {
        bookmark(false);
      }
      watch.body.end();
    }, seconds * 1000);
    ending.unref();
    watch.body.onClose(() => {
      unsubscribe();
      clearInterval(ticking);
      clearTimeout(ending);
    });
  }
}

interface Watching {
  matches: (entry: Entry) => boolean;
  rendering: Rendering;
  now: () => number;
}

/** One client that watches. */
class Watch {
  readonly body: Body;
  private readonly watching: Watching;
  private isFirst = true;

  constructor(body: Body, watching: Watching) {
    this.body = body;
    this.watching = watching;
  }

  /** Sends a change as this watch sees it: an object that begins or ends to match comes or goes. */
  pass({ type, entry, previous }: Change): void {
    const { matches } = this.watching;
    const was = previous !== undefined && matches(previous);
    const is = type !== 'DELETED' && matches(entry);
    if (is) {
      this.send(was ? 'MODIFIED' : 'ADDED', entry);
    } else if (was) {
      this.send('DELETED', entry);
    }
  }

  send(type: EventType, entry: Entry): void {
    const { rendering, now } = this.watching;
    this.write(type, watchedObject(entry, { ...rendering, now: now() }, this.isFirst));
    this.isFirst = false;
  }

  /** The last event of a watch that cannot go on. */
  fail({ status }: ApiError): void {
    this.write('ERROR', JSON.stringify(status));
    this.body.end();
  }

  write(type: EventType | 'BOOKMARK' | 'ERROR', object: string): void {
    // Not awaited: what a slow client has not taken yet waits in the socket's buffer.
    void this.body.write(`{"type":"${type}","object":${object.trimEnd()}}\n`);
  }
}

function readVersion(text: string | null): number {
  if (text !== null && !/^\d*$/.test(text)) {
    throw badRequest(`invalid resource version "${text}"`);
  }
  return Number(text ?? 0);
}
