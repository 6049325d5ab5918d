/** Points that one frame paints: some tens of milliseconds where a processor does the painting. */
const pointsInFrame = 340_000;

const border = 6;

/** Runs what paints in pieces, over several frames when it is much. */
export interface Painter {
  /** Begins anew, on the part of the canvas that the box says. What was being painted is left. */
  start(context: CanvasRenderingContext2D, pieces: Iterable<number>, box: Box): void;
  /** Settles when nothing is left to paint. */
  finished(): Promise<void>;
  stop(): void;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function createPainter(): Painter {
  let frame = 0;
  let isBusy = false;
  let waiting: (() => void)[] = [];
  const done = (): void => {
    isBusy = false;
    const settled = waiting;
    waiting = [];
    settled.forEach((settle) => settle());
  };
  return {
    start: (context, pieces, box) => {
      cancelAnimationFrame(frame);
      isBusy = true;
      const iterator = pieces[Symbol.iterator]();
      const paintSome = (): void => {
        if (paintUntil(context, iterator, box)) {
          done();
        } else {
          frame = requestAnimationFrame(paintSome);
        }
      };
      paintSome();
    },
    finished: () => (isBusy ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve()),
    stop: () => {
      cancelAnimationFrame(frame);
      done();
    },
  };
}

/** Whether it came to the end. */
function paintUntil(
  context: CanvasRenderingContext2D,
  pieces: Iterator<number>,
  { left, top, width, height }: Box,
): boolean {
  context.save();
  context.beginPath();
  // What stands on the border is seen whole.
  context.rect(left - border, top - border, width + 2 * border, height + 2 * border);
  context.clip();
  try {
    for (let points = 0; points < pointsInFrame;) {
      const piece = pieces.next();
      if (piece.done === true) {
        return true;
      }
      points += piece.value;
    }
    return false;
  } finally {
    context.restore();
  }
}
