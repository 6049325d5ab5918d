import { durationMs, durationUnits } from '../../promql/parser/durations.ts';

/**
 * A duration such as `1d12h` in milliseconds: whole numbers with units from large to small, `0` alone without one. `undefined`
 * for all that Prometheus does not take. https://pkg.go.dev/github.com/prometheus/common/model#ParseDuration
 */
export function parsePrometheusDuration(text: string): number | undefined {
  return text === '0' ? 0 : durationMs(text);
}

const sizes = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/**
 * A size such as `10MB` or `1.5GiB` in bytes, by powers of 1024 with either spelling, but one of them only. `undefined` for all
 * that Prometheus does not take. https://pkg.go.dev/github.com/alecthomas/units#ParseBase2Bytes
 */
export function parseSize(text: string): number | undefined {
  const [, sign = '', amounts = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
  if (amounts === '0') {
    return 0;
  }
  const size = sizeOf(amounts, 'iB') ?? sizeOf(amounts, 'B');
  return size === undefined || size >= 2 ** 63 ? undefined : sign === '-' ? -size : size;
}

function sizeOf(text: string, suffix: string): number | undefined {
  if (text.length > 200 || !/^(?:(?:\d+\.?\d*|\.\d+)[^\d.]+)+$/.test(text)) {
    return undefined;
  }
  let bytes = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]+)/g)) {
    const power = unit === 'B' ? 0 : sizes.findIndex((name) => name !== '' && name + suffix === unit);
    if (power < 0) {
      return undefined;
    }
    bytes += Number(amount) * 1024 ** power;
  }
  return Math.trunc(bytes);
}

/** Milliseconds as Prometheus writes a duration: `1m30s`, years and weeks only where nothing is left over. */
export function formatPrometheusDuration(ms: number): string {
  let left = Math.floor(ms);
  let text = '';
  for (const [unit, size] of durationUnits) {
    const isWhole = unit !== 'y' && unit !== 'w' ? true : left % size === 0;
    const count = isWhole ? Math.floor(left / size) : 0;
    if (count > 0) {
      text += `${count}${unit}`;
      left -= count * size;
    }
  }
  return text || '0s';
}
