import { StringDecoder } from 'node:string_decoder';

/** Splits bytes into lines of text. A character cut in two by a chunk's end is put together again. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private readonly maxLength: number;
  private readonly mark: string;
  private rest = '';
  /** The line was longer than allowed; what follows is thrown away until its end. */
  private isSkipping = false;

  /** Lines longer than `maxLength` UTF-16 units end there with `mark`. */
  constructor(options: { maxLength?: number; mark?: string } = {}) {
    this.maxLength = options.maxLength ?? Infinity;
    this.mark = options.mark ?? '';
  }

  /** The lines completed by this chunk, without their line ends. */
  push(chunk: Buffer): string[] {
    const parts = this.decoder.write(chunk).split('\n');
    const last = parts.pop() ?? '';
    const lines: string[] = [];
    for (const part of parts) {
      this.append(part, lines);
      if (!this.isSkipping) {
        lines.push(withoutReturn(this.rest));
      }
      this.rest = '';
      this.isSkipping = false;
    }
    this.append(last, lines);
    return lines;
  }

  /** What came after the last line end; `undefined` when nothing did. */
  end(): string | undefined {
    const rest = this.rest + this.decoder.end();
    this.rest = '';
    return rest === '' ? undefined : withoutReturn(rest);
  }

  private append(text: string, lines: string[]): void {
    if (this.isSkipping) {
      return;
    }
    this.rest += text;
    if (this.rest.length > this.maxLength) {
      lines.push(this.rest.slice(0, this.maxLength) + this.mark);
      this.rest = '';
      this.isSkipping = true;
    }
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
