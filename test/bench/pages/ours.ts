// The renderer as VS Code runs it, with all that stands around a chart.
import { activate } from '../../../src/renderer/renderer.ts';
import { contend } from './contender.ts';

const frames = new Set<number>();
const request = requestAnimationFrame.bind(globalThis);
const cancel = cancelAnimationFrame.bind(globalThis);
let settle: () => void = () => undefined;

globalThis.requestAnimationFrame = (paint) => {
  const frame = request((time) => {
    frames.delete(frame);
    paint(time);
    if (frames.size === 0) {
      settle();
    }
  });
  frames.add(frame);
  return frame;
};
globalThis.cancelAnimationFrame = (frame) => {
  frames.delete(frame);
  cancel(frame);
};

const renderer = activate({});

contend(async (bytes, element) => {
  renderer.renderOutputItem({ id: '1', data: () => bytes }, element);
  // uPlot draws as soon as whoever made it is done.
  await Promise.resolve();
  if (frames.size > 0) {
    await new Promise<void>((resolve) => (settle = resolve));
  }
});
