import { compareTimes, floorToSecond } from './logText.ts';
import type { TimedLine } from './logText.ts';

/**
 * How a resumed log fits to what was shown before. `exact`: the last line shown was found again, so nothing is missing or twice.
 * `unsure`: it was not, because the log has been rotated or the container restarted; lines between may be lost.
 */
export type Fit = 'exact' | 'unsure';

/**
 * Remembers how far one container's log has been shown, in constant memory. After a cut the log is asked for again from the
 * second of the last line on; until that line has come by as often as it was shown, everything was there already.
 */
export class LogCursor {
  private last: { time: string; key: string; count: number } | undefined;
  private latest = '';
  /** How often each text came with exactly the time of the last line: clocks can be coarse. */
  private atLast = new Map<string, number>();
  private seenAgain = 0;
  private isReplaying = false;

  /** For `sinceTime`; `undefined` when nothing has been shown. */
  get since(): string | undefined {
    return this.last && floorToSecond(this.last.time);
  }

  /** The next lines come from a new connection, asked for with `since`. */
  reconnect(): void {
    this.isReplaying = this.last !== undefined;
    this.seenAgain = 0;
  }

  /**
   * Whether the line is new. `fit` is there once after a `reconnect`, with the line that tells. When that is `unsure`, the line
   * is not taken yet: whoever wants to go on with it all the same gives it again.
   */
  accept(line: TimedLine): { isNew: boolean; fit?: Fit } {
    if (line.time === undefined) {
      return { isNew: true };
    }
    if (this.isReplaying && this.last) {
      const fit = this.compare({ time: line.time, text: line.text }, this.last);
      return { isNew: false, ...(fit && { fit }) };
    }
    this.remember(line.time, line.text);
    return { isNew: true };
  }

  /** `undefined`: shown before, and the last one is still to come. */
  private compare(
    { time, text }: { time: string; text: string },
    last: { time: string; key: string; count: number },
  ): Fit | undefined {
    if (time === last.time && keyOf(text) === last.key) {
      this.seenAgain++;
      this.isReplaying = this.seenAgain < last.count;
      return this.isReplaying ? undefined : 'exact';
    }
    if (compareTimes(time, this.latest) > 0) {
      this.isReplaying = false;
      return 'unsure';
    }
    return undefined;
  }

  private remember(time: string, text: string): void {
    const key = keyOf(text);
    if (time !== this.last?.time) {
      this.atLast.clear();
    }
    const count = (this.atLast.get(key) ?? 0) + 1;
    this.atLast.set(key, count);
    this.last = { time, key, count };
    if (this.latest === '' || compareTimes(time, this.latest) > 0) {
      this.latest = time;
    }
  }
}

/** Long lines are told apart by their ends and length, so that a cursor stays small. */
function keyOf(text: string): string {
  return text.length <= 300 ? text : `${text.length} ${text.slice(0, 200)} ${text.slice(-80)}`;
}
