import type { SampleApp } from './sampleApp.ts';
import type { WrittenSeries } from './remoteWrite.ts';
import { postWrite, writeRequest } from './remoteWrite.ts';

export interface PastOptions {
  /** The Prometheus that is to know it; one without samples. */
  prometheusUrl: string;
  /** How long the app is to have run. */
  seconds: number;
  /** Between two scrapes. */
  stepSeconds: number;
  /** What the collector puts on every series of the app. */
  labelsOf: (metric: string) => Readonly<Record<string, string>>;
}

/**
 * Lets the app live through some time at once, and writes what a collector would have scraped of it: whoever looks at the lab as soon
 * as it is there sees more than the last second. What the app does next goes on from there.
 */
export async function writePast(app: SampleApp, options: PastOptions): Promise<void> {
  const { prometheusUrl, seconds, stepSeconds, labelsOf } = options;
  const series = new Map<string, WrittenSeries & { samples: [timeMs: number, value: number][] }>();
  const end = Date.now();
  for (let ago = seconds; ago > 0; ago -= stepSeconds) {
    app.advance(stepSeconds);
    const exposed = [...samplesOf(app.translated())];
    for (const { id, name, labels, value } of [...exposed, ...aboutScrape(exposed.length)]) {
      const own = series.get(id) ?? { labels: { __name__: name, ...labelsOf(name), ...labels }, samples: [] };
      own.samples.push([end - ago * 1000, value]);
      series.set(id, own);
    }
  }
  const response = await postWrite(prometheusUrl, writeRequest([...series.values()]));
  if (!response.ok) {
    throw new Error(`the past was refused: ${await response.text()}`);
  }
}

interface ExposedSample {
  /** Name and labels as they are exposed. */
  id: string;
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** What a scrape says of itself: https://prometheus.io/docs/concepts/jobs_instances/ */
function aboutScrape(samples: number): ExposedSample[] {
  const values = {
    up: 1,
    scrape_duration_seconds: 0.002,
    scrape_samples_scraped: samples,
    scrape_samples_post_metric_relabeling: samples,
    scrape_series_added: 0,
  };
  return Object.entries(values).map(([name, value]) => ({ id: name, name, labels: {}, value }));
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format, as far as the app uses it. */
function* samplesOf(exposed: string): Generator<ExposedSample> {
  for (const [, id = '', name = '', pairs = '', value] of exposed.matchAll(/^((\w+)\{(.*)\}) (\S+)$/gm)) {
    const labels = [...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', text = '']) => [label, text]);
    yield { id, name, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(value) };
  }
}
