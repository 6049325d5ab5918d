import type { ServerResponse } from 'node:http';

/** The body of an answer that is written piece by piece and may be cut off. */
export class Body {
  private readonly response: ServerResponse;
  private readonly cutAtOnce: boolean;
  private isCut = false;

  /** With `cut` the first piece is broken off in the middle, and the connection with it. */
  constructor(response: ServerResponse, cut: boolean) {
    this.response = response;
    this.cutAtOnce = cut;
  }

  get isClosed(): boolean {
    return this.isCut || this.response.destroyed || this.response.writableEnded;
  }

  /** Resolves when the client has room for more, or has gone. */
  async write(text: string): Promise<void> {
    if (this.isClosed || text === '') {
      return;
    }
    if (this.cutAtOnce) {
      this.cut(text);
      return;
    }
    if (!this.response.write(text)) {
      await this.drained();
    }
  }

  /** Writes the first half of `text` (which must not be a whole line) and breaks the connection. */
  cut(text: string): void {
    if (this.isClosed) {
      return;
    }
    this.isCut = true;
    const half = text.slice(0, Math.max(1, Math.floor(text.length / 2)));
    this.response.write(half.replace(/\n+$/, ''), () => this.response.destroy());
  }

  end(): void {
    if (!this.isClosed) {
      this.response.end();
    }
  }

  /** Calls `listener` once when the client has gone or the answer is over. */
  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  private drained(): Promise<void> {
    const { response } = this;
    return new Promise((resolve) => {
      const done = (): void => {
        response.off('drain', done);
        response.off('close', done);
        resolve();
      };
      response.once('drain', done);
      response.once('close', done);
    });
  }
}
