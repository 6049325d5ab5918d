import type { LogEntry } from './logEntries.ts';

/** Between many containers that write and one reader: holds entries up to a limit, then makes the writers wait. */
export class LogQueue {
  private entries: LogEntry[] = [];
  private length = 0;
  private readonly limit: number;
  private readers: (() => void)[] = [];
  private writers: (() => void)[] = [];
  private failure: { error: unknown } | undefined;
  private isClosed = false;

  /** `limit` in characters of text. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Resolves when there is room for more. */
  async push(entries: readonly LogEntry[]): Promise<void> {
    for (const entry of entries) {
      this.entries.push(entry);
      this.length += entry.kind === 'line' ? entry.text.length + 100 : 100;
    }
    wake(this.readers);
    while (this.length > this.limit && !this.isClosed) {
      await new Promise<void>((resolve) => this.writers.push(resolve));
    }
  }

  /** Resolves when something is there: true, or false when nothing more will come. Throws what `fail` was told. */
  async hasMore(): Promise<boolean> {
    while (this.entries.length === 0) {
      if (this.failure) {
        throw this.failure.error;
      }
      if (this.isClosed) {
        return false;
      }
      await new Promise<void>((resolve) => this.readers.push(resolve));
    }
    return true;
  }

  take(): LogEntry[] {
    const taken = this.entries;
    this.entries = [];
    this.length = 0;
    wake(this.writers);
    return taken;
  }

  close(): void {
    this.isClosed = true;
    wake(this.readers);
    wake(this.writers);
  }

  fail(error: unknown): void {
    this.failure = { error };
    this.close();
  }
}

function wake(waiting: (() => void)[]): void {
  for (const resolve of waiting.splice(0)) {
    resolve();
  }
}
