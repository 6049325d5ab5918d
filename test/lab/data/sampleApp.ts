import { listen } from '../listener.ts';

export interface SampleApp {
  url: string;
  /** Lives through so many changes at once. */
  advance(changes: number): void;
  /** What it exposes at `/translated`. */
  translated(): string;
  stop(): Promise<void>;
}

export interface SampleAppOptions {
  /** Metrics of each of the four types; the recipe says 10. */
  metricCount?: number;
  /** How often the values change. */
  periodMs?: number;
  random?: () => number;
}

const buckets = [0.1, 0.5, 1];
const quantiles = [0.1, 0.5, 0.99];
/** How many observations a summary remembers. */
const remembered = 500;

const targetInfo = `# TYPE target_info gauge
target_info{server_address="10.0.12.34",server_port="8080",url_scheme="http"} 1
`;

interface Metric {
  counter: number;
  gauge: number;
  histogram: { counts: number[]; sum: number; count: number };
  summary: { values: number[]; sum: number; count: number };
}

/**
 * The recipe's app (github.com/open-o11y/prometheus-sample-app), with the same metrics, labels and help texts, and with its habit of
 * having no series before the first change. `/metrics` is what it exposes; `/translated` is the same in the names that the collector's
 * prometheusremotewrite exporter stores: counters end in `_total`, and `target_info` tells of the target.
 */
export async function startSampleApp(options: SampleAppOptions = {}): Promise<SampleApp> {
  const { metricCount = 10, periodMs = 1000, random = Math.random } = options;
  const metrics: Metric[] = [];
  const change = (): void => update(metrics, metricCount, random);
  const translated = (): string => targetInfo + expose(metrics, '_total');
  const timer = setInterval(change, periodMs);
  timer.unref();
  const listener = await listen((request, response) => {
    // Of a request that comes through a proxy the target is the whole URL (RFC 9112, 3.2.2).
    const path = (request.url ?? '/').replace(/^https?:\/\/[^/?]*/, '').replace(/\?.*/, '') || '/';
    if (path === '/metrics' || path === '/translated') {
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
      response.end(path === '/metrics' ? expose(metrics, '') : translated());
    } else {
      response.statusCode = path === '/' ? 200 : 404;
      response.end(path === '/' ? 'healthy' : '404 page not found\n');
    }
  });
  return {
    url: listener.url,
    advance: (changes) => {
      for (let made = 0; made < changes; made += 1) {
        change();
      }
    },
    translated,
    async stop() {
      clearInterval(timer);
      await listener.stop();
    },
  };
}

function update(metrics: Metric[], metricCount: number, random: () => number): void {
  for (let n = 0; n < metricCount; n++) {
    const metric = (metrics[n] ??= {
      counter: 0,
      gauge: 0,
      histogram: { counts: buckets.map(() => 0), sum: 0, count: 0 },
      summary: { values: [], sum: 0, count: 0 },
    });
    metric.counter += random();
    metric.gauge = random();
    const value = 0.18 + 0.5 * normal(random);
    metric.histogram.counts = metric.histogram.counts.map(
      (count, at) => count + (value <= (buckets[at] ?? 0) ? 1 : 0),
    );
    metric.histogram.sum += value;
    metric.histogram.count++;
    const { summary } = metric;
    summary.values = [...summary.values.slice(1 - remembered), value];
    summary.sum += value;
    summary.count++;
  }
}

/** Box and Muller: a normally distributed number of mean 0 and deviation 1. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function expose(metrics: readonly Metric[], counterSuffix: string): string {
  const labels = 'datapoint_id="0",foo_0="bar_0"';
  const lines: string[] = [];
  const family = (name: string, type: string): void => {
    lines.push(`# HELP ${name} This is my ${type}`, `# TYPE ${name} ${type}`);
  };
  metrics.forEach(({ counter, gauge, histogram, summary }, n) => {
    family(`test_counter${n}${counterSuffix}`, 'counter');
    lines.push(`test_counter${n}${counterSuffix}{${labels}} ${counter}`);
    family(`test_gauge${n}`, 'gauge');
    lines.push(`test_gauge${n}{${labels}} ${gauge}`);
    family(`test_histogram${n}`, 'histogram');
    histogram.counts.forEach((count, at) =>
      lines.push(`test_histogram${n}_bucket{${labels},le="${buckets[at]}"} ${count}`),
    );
    lines.push(
      `test_histogram${n}_bucket{${labels},le="+Inf"} ${histogram.count}`,
      `test_histogram${n}_sum{${labels}} ${histogram.sum}`,
      `test_histogram${n}_count{${labels}} ${histogram.count}`,
    );
    family(`test_summary${n}`, 'summary');
    const sorted = summary.values.toSorted((a, b) => a - b);
    for (const quantile of quantiles) {
      const value = sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? NaN;
      lines.push(`test_summary${n}{${labels},quantile="${quantile}"} ${value}`);
    }
    lines.push(
      `test_summary${n}_sum{${labels}} ${summary.sum}`,
      `test_summary${n}_count{${labels}} ${summary.count}`,
    );
  });
  return `${lines.join('\n')}\n`;
}
