import { listen } from '../parts/dom.ts';
import type { Spot } from './marks.ts';
import type { Plot } from './plot.ts';

export interface KeyTargets {
  plot: () => Plot | undefined;
  /** Where the crosshair is. */
  spot: () => Spot | undefined;
  zoom: (times: readonly [number, number]) => void;
  reset: () => void;
  legend: () => void;
}

/** What a mouse does in a chart, with keys. Ends with the returned function. */
export function createKeys(stage: HTMLElement, targets: KeyTargets): () => void {
  return listen(stage, 'keydown', (event) => {
    if (event.target !== stage || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (press(event.key, event.shiftKey, targets)) {
      event.preventDefault();
      // The notebook has uses of its own for these keys.
      event.stopPropagation();
    }
  });
}

function press(key: string, isFast: boolean, targets: KeyTargets): boolean {
  const plot = targets.plot();
  if (plot === undefined) {
    return false;
  }
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return step(plot, targets, (key === 'ArrowLeft' ? -1 : 1) * (isFast ? 10 : 1));
    case 'ArrowUp':
    case 'ArrowDown':
      return climb(plot, targets, key === 'ArrowUp' ? 1 : -1);
    case 'Home':
    case 'End':
      return moveTo(plot, targets, plot.times()[key === 'Home' ? 0 : 1]);
    case '+':
    case '=':
      return scale(plot, targets, 0.5);
    case '-':
      return scale(plot, targets, 2);
    case 'Escape':
      targets.reset();
      return true;
    case 'l':
    case 'L':
      targets.legend();
      return true;
    default:
      return false;
  }
}

function step(plot: Plot, targets: KeyTargets, by: number): boolean {
  const spot = targets.spot();
  const { step: width } = plot.marks();
  const [from, to] = plot.times();
  const stride = width > 0 ? width : (to - from) / 100;
  return moveTo(plot, targets, spot === undefined ? (from + to) / 2 : spot.time + by * stride);
}

/** On the series where the crosshair was, as far as that can be told. */
function moveTo(plot: Plot, targets: KeyTargets, time: number): boolean {
  const marks = plot.marks();
  const [from, to] = plot.times();
  const snapped = marks.snap(Math.min(to, Math.max(from, time)));
  if (snapped >= from && snapped <= to) {
    const [low, high] = marks.range(plot.times());
    const tip = marks.tipAt(snapped, targets.spot()?.value ?? (low + high) / 2);
    plot.point(tip?.spot ?? { time: snapped, value: (low + high) / 2 });
  }
  return true;
}

function climb(plot: Plot, targets: KeyTargets, direction: 1 | -1): boolean {
  const spot = targets.spot();
  if (spot === undefined) {
    return step(plot, targets, 0);
  }
  const value = plot.marks().neighbour(spot.time, spot.value, direction);
  if (value !== undefined) {
    plot.point({ time: spot.time, value });
  }
  return true;
}

function scale(plot: Plot, targets: KeyTargets, by: number): boolean {
  const [from, to] = plot.times();
  const middle = targets.spot()?.time ?? (from + to) / 2;
  const share = (middle - from) / (to - from);
  const reach = (to - from) * by;
  targets.zoom([middle - share * reach, middle + (1 - share) * reach]);
  return true;
}
