import type { Seed } from './entry.ts';
import { Entry, keyOf, seedOf } from './entry.ts';
import type { KubeObject } from './objects.ts';
import { resourceOf } from './resources.ts';

/** One change. `previous` is what the object was before it. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  version: number;
  entry: Entry;
  previous?: Entry;
}

/** A list as it was at one version, sorted by key. */
export interface Snapshot {
  version: number;
  entries: readonly Entry[];
}

const historyLimit = 5000;

/** The objects with their versions and their recent history: what etcd and the watch cache are to a real server. */
export class Store {
  private readonly collections = new Map<string, Map<string, Entry>>();
  private readonly sorted = new Map<string, readonly Entry[]>();
  private readonly listeners = new Set<(change: Change | 'compacted') => void>();
  private history: Change[] = [];
  private current = 184_000;
  /** Changes up to this version are forgotten. */
  private forgotten = 0;

  get version(): number {
    return this.current;
  }

  get(resource: string, namespace: string, name: string): Entry | undefined {
    return this.collections.get(resource)?.get(keyOf(namespace, name));
  }

  /** Everything of a kind as it is now. */
  snapshot(resource: string): Snapshot {
    let entries = this.sorted.get(resource);
    if (entries === undefined) {
      entries = [...(this.collections.get(resource)?.values() ?? [])].sort((a, b) => compare(a.key, b.key));
      this.sorted.set(resource, entries);
    }
    return { version: this.current, entries };
  }

  /** Fills the store before anybody watches. */
  seed(resource: string, seeds: Iterable<Seed>): void {
    const collection = this.collection(resource);
    const kind = resourceOf(resource);
    for (const seed of seeds) {
      this.current += 1;
      const entry = new Entry(kind, seed, this.current);
      collection.set(entry.key, entry);
    }
    this.sorted.delete(resource);
    this.forgotten = this.current;
  }

  /** Creates or replaces. */
  put(resource: string, object: KubeObject): Entry {
    const kind = resourceOf(resource);
    const collection = this.collection(resource);
    // The seed keeps a copy, so that a caller who goes on changing its object does not change the past.
    const seed = seedOf(kind, structuredClone(object));
    this.current += 1;
    const entry = new Entry(kind, seed, this.current);
    const previous = collection.get(entry.key);
    collection.set(entry.key, entry);
    this.record({
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      version: this.current,
      entry,
      ...(previous === undefined ? {} : { previous }),
    });
    return entry;
  }

  /** Takes the object away; `undefined` when there was none. The change carries the version of the deletion. */
  remove(resource: string, namespace: string, name: string): Entry | undefined {
    const collection = this.collection(resource);
    const previous = collection.get(keyOf(namespace, name));
    if (previous === undefined) {
      return undefined;
    }
    collection.delete(previous.key);
    this.current += 1;
    const entry = new Entry(previous.resource, previous.seed, this.current);
    this.record({ type: 'DELETED', version: this.current, entry, previous });
    return previous;
  }

  /** The changes after `version`, oldest first; `undefined` when they are forgotten. */
  changesSince(version: number): Change[] | undefined {
    return version < this.forgotten ? undefined : this.history.filter((change) => change.version > version);
  }

  /** The version from which on changes are known. */
  get oldestVersion(): number {
    return this.forgotten;
  }

  /** Forgets all history, as etcd does every five minutes and a watch cache when it starts again. */
  compact(): void {
    this.current += 1;
    this.history = [];
    this.forgotten = this.current;
    this.tell('compacted');
  }

  subscribe(listener: (change: Change | 'compacted') => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private collection(resource: string): Map<string, Entry> {
    let collection = this.collections.get(resource);
    if (collection === undefined) {
      collection = new Map();
      this.collections.set(resource, collection);
    }
    return collection;
  }

  private record(change: Change): void {
    this.sorted.delete(change.entry.resource.plural);
    this.history.push(change);
    if (this.history.length > 2 * historyLimit) {
      this.history = this.history.slice(-historyLimit);
      this.forgotten = (this.history[0]?.version ?? this.current) - 1;
    }
    this.tell(change);
  }

  private tell(change: Change | 'compacted'): void {
    for (const listener of [...this.listeners]) {
      listener(change);
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
