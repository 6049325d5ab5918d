type End = () => Promise<void> | void;

/** Everything that was started for one purpose, to be ended in reverse order. */
export class Lifetime {
  private readonly ends: End[] = [];
  private readonly controller = new AbortController();
  private ending: Promise<void> | undefined;

  /** Fires when the end begins. */
  readonly signal = this.controller.signal;

  /** A lifetime within this one: it ends with it, or before. */
  nested(): Lifetime {
    const inner = new Lifetime();
    this.onEnd(() => inner.end());
    return inner;
  }

  /** Registers what `end()` is to do; done at once when the end has already begun. */
  onEnd(end: End): void {
    if (this.ending === undefined) {
      this.ends.push(end);
    } else {
      this.ending = this.ending.then(() => attempt(end));
    }
  }

  /** Ends everything, newest first. A part that fails does not keep the others from ending. */
  end(): Promise<void> {
    this.controller.abort();
    this.ending ??= (async () => {
      for (let end = this.ends.pop(); end !== undefined; end = this.ends.pop()) {
        await attempt(end);
      }
    })();
    return this.ending;
  }
}

/**
 * The lifetime of this process: it ends on Ctrl-C, on a termination signal, when the process that started us is gone
 * or reads no more, and when the program has a bug. Then the process exits.
 */
export function processLifetime(): Lifetime {
  const lifetime = new Lifetime();
  const interrupt = (exitCode: number): void => {
    // Not for ever: what has not ended by then is lost.
    setTimeout(() => process.exit(exitCode), 20_000).unref();
    void lifetime.end().then(() => process.exit(exitCode));
  };
  // A terminal and the process above us may both send it: more than one is no reason to leave things behind.
  process.on('SIGINT', () => interrupt(130));
  process.on('SIGTERM', () => interrupt(143));
  process.on('SIGHUP', () => interrupt(129));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => interrupt(141));
  }
  process.on('uncaughtException', (error) => {
    console.error(error);
    interrupt(1);
  });
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(watch);
      interrupt(143);
    }
  }, 1000).unref();
  return lifetime;
}

async function attempt(end: End): Promise<void> {
  try {
    await end();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
