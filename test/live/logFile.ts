import { appendFileSync, renameSync, writeFileSync } from 'node:fs';

const everyMs = 20;

/** Writes a container's log as a container runtime does, and remembers what a reader is to see of it. */
export class LogFile {
  readonly texts: string[] = [];
  private readonly path: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.path = path;
    writeFileSync(path, '');
  }

  /** Goes on writing until `stop`. */
  start(): void {
    this.timer = setInterval(() => this.write(), everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Some lines of one and the same time; some are the same as their neighbours altogether. */
  write(): void {
    const turn = this.texts.length;
    const texts = [`turn ${turn}`, 'tick', 'tick', `{"level":"info","msg":"µ ${turn}"}`];
    this.append(texts.map((text) => ['F', text]));
    this.texts.push(...texts);
  }

  /** A line longer than a runtime writes at once: it comes in parts, and the last one says that it is. */
  writeInParts(parts: readonly string[]): void {
    this.append(parts.map((part, at) => [at === parts.length - 1 ? 'F' : 'P', part]));
    this.texts.push(parts.join(''));
  }

  /** What is there gets another name and a new file begins, as when a log has become large. */
  rotate(): void {
    renameSync(this.path, `${this.path}.1`);
    writeFileSync(this.path, '');
  }

  private append(lines: readonly (readonly ['P' | 'F', string])[]): void {
    // As precise as runtimes are.
    const time = new Date().toISOString().replace('Z', '123456Z');
    appendFileSync(this.path, lines.map(([kind, text]) => `${time} stdout ${kind} ${text}\n`).join(''));
  }
}
