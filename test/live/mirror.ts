import type { WatchEvent } from '../../src/kube/watch.ts';

/** What a watch has said until now, as whoever follows it sees it. */
export class Mirror<T> {
  /** By the key of each item. */
  readonly items = new Map<string, T>();
  readonly kinds: WatchEvent<T>['kind'][] = [];
  private readonly ended: Promise<void>;
  private failure: unknown;
  private wake: () => void = () => undefined;

  constructor(events: AsyncIterable<WatchEvent<T>>, keyOf: (item: T) => string) {
    this.ended = this.follow(events, keyOf).catch((error: unknown) => {
      this.failure = error;
      this.wake();
    });
  }

  /** Resolves when `isTrue`, or throws what ended the watch, or tells what there is after 60 seconds. */
  async until(isTrue: () => boolean): Promise<void> {
    const end = Date.now() + 60_000;
    while (!isTrue()) {
      if (this.failure !== undefined) {
        throw this.failure as Error;
      }
      const left = end - Date.now();
      if (left <= 0) {
        throw new Error(`after ${this.kinds.join(', ')} there is ${JSON.stringify([...this.items])}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Resolves when the watch has ended, after its signal. */
  async end(): Promise<void> {
    await this.ended;
  }

  private async follow(events: AsyncIterable<WatchEvent<T>>, keyOf: (item: T) => string): Promise<void> {
    for await (const event of events) {
      this.kinds.push(event.kind);
      switch (event.kind) {
        case 'all':
          this.items.clear();
          event.items.forEach((item) => this.items.set(keyOf(item), item));
          break;
        case 'changed':
          this.items.set(keyOf(event.item), event.item);
          break;
        case 'deleted':
          this.items.delete(keyOf(event.item));
          break;
        case 'lost':
        case 'back':
      }
      this.wake();
    }
  }
}
