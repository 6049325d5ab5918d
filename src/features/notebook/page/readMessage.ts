import type { ChartKind, FromPage } from '../../../query/shown.ts';

/** A message of the page; `undefined` for anything else. */
export function readMessage(message: unknown, charts: readonly ChartKind[]): FromPage | undefined {
  const { kind, cell, ...rest } = Object(message) as Record<string, unknown>;
  const { start, end, chart, text, name, mime, base64 } = rest;
  if (typeof cell !== 'string') {
    return undefined;
  }
  switch (kind) {
    case 'zoom':
      return Number.isFinite(start) && Number.isFinite(end) && (start as number) < (end as number)
        ? { kind, cell, start: start as number, end: end as number }
        : undefined;
    case 'chart': {
      const known = charts.find((one) => one === chart);
      return known && { kind, cell, chart: known };
    }
    case 'copy':
      return typeof text === 'string' ? { kind, cell, text } : undefined;
    case 'save':
      return typeof name === 'string' && typeof mime === 'string' && typeof base64 === 'string'
        ? { kind, cell, name, mime, base64 }
        : undefined;
    default:
      return undefined;
  }
}
