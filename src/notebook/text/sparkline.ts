const bars = [...'▁▂▃▄▅▆▇█'];

/**
 * Numbers as a row of bars, at most so many: of several numbers for one bar the largest counts, so that a peak is seen. Where there is no
 * number there is a blank.
 */
export function sparkline(values: ArrayLike<number>, mostBars = 40): string {
  const count = Math.min(mostBars, values.length);
  const peaks = Array.from({ length: count }, (_, at) => {
    const [from, to] = [at, at + 1].map((edge) => Math.floor((edge * values.length) / count));
    let peak = NaN;
    for (let index = from ?? 0; index < (to ?? 0); index += 1) {
      const value = values[index] ?? NaN;
      peak = value > peak || Number.isNaN(peak) ? value : peak;
    }
    return peak;
  });
  const finite = peaks.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return peaks.map((peak) => barOf(peak, low, high)).join('');
}

function barOf(value: number, low: number, high: number): string {
  if (Number.isNaN(value)) {
    return ' ';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '↑' : '↓';
  }
  // The difference of the largest numbers would be no number any more.
  const share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
  return bars[Math.min(bars.length - 1, Math.floor(share * bars.length))] ?? '';
}
