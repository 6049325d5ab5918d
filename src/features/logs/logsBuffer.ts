/** What to do to the channel so that it shows what the buffer holds. */
export type BufferChange = { kind: 'append'; text: string } | { kind: 'replace'; text: string };

export interface BufferOptions {
  maxLines: number;
  /** In UTF-16 units: a few very long lines must not hold what many short ones may not. */
  maxLength: number;
  /** The line that stands where older ones were dropped. */
  describeDropped: (count: number) => string;
}

/** The share by which the limits are overrun before the oldest lines go: each time the whole channel is written anew. */
const slack = 1.2;

/** The last lines of a log: as many as are allowed, with some slack. */
export class LogBuffer {
  private lines: string[] = [];
  private length = 0;
  private dropped = 0;
  private readonly options: BufferOptions;

  constructor(options: BufferOptions) {
    this.options = options;
  }

  add(lines: readonly string[]): BufferChange {
    for (const line of lines) {
      this.lines.push(line);
      this.length += line.length + 1;
    }
    const { maxLines, maxLength } = this.options;
    if (this.lines.length <= maxLines * slack && this.length <= maxLength * slack) {
      return { kind: 'append', text: joined(lines) };
    }
    this.trim();
    return { kind: 'replace', text: joined([this.options.describeDropped(this.dropped), ...this.lines]) };
  }

  clear(): void {
    this.lines = [];
    this.length = 0;
    this.dropped = 0;
  }

  private trim(): void {
    const { maxLines, maxLength } = this.options;
    let count = Math.max(0, this.lines.length - maxLines);
    for (const line of this.lines.slice(0, count)) {
      this.length -= line.length + 1;
    }
    while (this.length > maxLength && count < this.lines.length) {
      this.length -= (this.lines[count]?.length ?? 0) + 1;
      count++;
    }
    this.lines = this.lines.slice(count);
    this.dropped += count;
  }
}

function joined(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
