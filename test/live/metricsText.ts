import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The sum of a metric in Prometheus' text format, over the series that have these labels; `undefined` when there is none. */
export function sumOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const values = text.split('\n').flatMap((line) => {
    const [, found, own = '', value = ''] = /^([\w:]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    const fits = Object.entries(labels).every(([key, text]) => own.includes(`${key}="${text}"`));
    return found === name && fits ? [Number(value)] : [];
  });
  return values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0);
}

/**
 * How many data points lie in the data folder of a Prometheus, markers of staleness included, as promtool reads them. A histogram or a
 * summary is one, as the collector counts, and lies in several series. What the collector's exporter adds itself is left out.
 */
export async function countPoints(promtool: string, folder: string, sandbox: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    promtool,
    ['tsdb', 'dump', `--sandbox-dir-root=${sandbox}`, folder],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  const names = [...stdout.matchAll(/^\{.*?__name__="([^"]*)"/gm)].map(([, name = '']) => name);
  const all = new Set(names);
  const isPoint = (name: string): boolean =>
    name !== 'target_info' && !/_(?:bucket|sum)$/.test(name) && !all.has(`${name}_count`);
  return names.filter(isPoint).length;
}
