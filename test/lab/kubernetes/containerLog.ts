export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  /** What the container runtime adds below the millisecond, 0-999999; makes each timestamp unique. */
  nanos: number;
  text: string;
}

// The kubelet rotates at 10 MiB; a few thousand lines are as good here.
const lineLimit = 5000;

/** What one run of a container wrote. Ends when the container does. */
export class ContainerLog {
  private kept: LogLine[] = [];
  private readonly listeners = new Set<(lines: readonly LogLine[]) => void>();
  private readonly endListeners = new Set<() => void>();
  private ended = false;
  /** How many rounds its writer has written. */
  rounds = 0;

  get lines(): readonly LogLine[] {
    return this.kept;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  append(texts: readonly string[], time: number): void {
    const last = this.kept.at(-1);
    const first = last !== undefined && last.time === time ? last.nanos + 1009 : 137;
    const lines = texts.map((text, index) => ({ time, nanos: first + index * 1009, text }));
    this.kept.push(...lines);
    if (this.kept.length > 2 * lineLimit) {
      this.kept = this.kept.slice(-lineLimit);
    }
    this.listeners.forEach((listener) => listener(lines));
  }

  end(): void {
    this.ended = true;
    this.endListeners.forEach((listener) => listener());
    this.listeners.clear();
    this.endListeners.clear();
  }

  /** Calls back for lines that come later and for the end; returns how to stop that. */
  follow(onLines: (lines: readonly LogLine[]) => void, onEnd: () => void): () => void {
    this.listeners.add(onLines);
    this.endListeners.add(onEnd);
    return () => {
      this.listeners.delete(onLines);
      this.endListeners.delete(onEnd);
    };
  }
}

/** RFC 3339 with nanoseconds, as `timestamps=true` puts it before each line. */
export function lineTimestamp({ time, nanos }: LogLine): string {
  // More than a thousand lines in a millisecond run over into the next one.
  const at = new Date(time + Math.floor(nanos / 1_000_000)).toISOString();
  return `${at.slice(0, -1)}${String(nanos % 1_000_000).padStart(6, '0')}Z`;
}
