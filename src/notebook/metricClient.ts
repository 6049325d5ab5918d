import type { Log } from '../log.ts';
import type { MetricClient } from '../promql/source/metricClient.ts';
import type { PrometheusClient } from '../query/client.ts';

/** Series that nobody sent samples of for so long are not suggested. */
const lookBackSeconds = 6 * 3_600;
const mostNames = 200_000;
/** Of so few series the first one's value is asked for too: samples may cost. */
const fewSeries = 20;

interface MetricClientOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  log: Pick<Log, 'debug'>;
}

/** What a language asks of a server, asked of one that speaks Prometheus' HTTP API. What fails is told to the log, and rejects. */
export function metricClientOf(client: PrometheusClient, { now, log }: MetricClientOptions): MetricClient {
  const about = (filter: string | undefined, signal: AbortSignal) => ({
    signal,
    start: Math.floor(now() / 1_000) - lookBackSeconds,
    limit: mostNames,
    ...(filter !== undefined && { match: [filter] }),
  });
  const told = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      log.debug(`metrics: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  return {
    labelNames: (filter, signal) => told(client.labelNames(about(filter, signal))),
    labelValues: (label, filter, signal) => told(client.labelValues(label, about(filter, signal))),
    metadata: (signal) => told(client.metadata({ signal })),
    glance: (filter, signal) => told(glance(client, filter, { time: now() / 1_000, signal })),
  };
}

async function glance(
  client: PrometheusClient,
  filter: string,
  { time, signal }: { time: number; signal: AbortSignal },
): Promise<{ series: number; last?: number } | undefined> {
  const first = async (query: string): Promise<number | undefined> => {
    const { result } = await client.run(
      { kind: 'instant', query, time },
      { signal, timeoutSeconds: 10, stats: false },
    );
    return result.kind === 'instant' ? result.values[0] : undefined;
  };
  const series = (await first(`count(${filter})`)) ?? 0;
  const last = series > 0 && series <= fewSeries ? await first(filter) : undefined;
  return { series, ...(last !== undefined && { last }) };
}
