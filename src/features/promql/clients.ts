import type { Log } from '../../log.ts';
import type { Datasource } from '../../notebook/model.ts';
import type { MetricClient } from '../../promql/source/metricClient.ts';
import type { PrometheusClient } from '../../query/client.ts';
import type { PromqlCode } from './code.ts';
import type { OpenQuietly } from './seams.ts';

/** The servers behind data sources. To open one may take requests of its own, so it is kept for a while. */
export interface Clients {
  of(datasource: Datasource): Promise<MetricClient | undefined>;
  forget(): void;
}

interface ClientsOptions {
  code: PromqlCode;
  log: Log;
  open: OpenQuietly;
}

const keptMs = 10 * 60_000;
/** What may not be opened may be soon: a person only has to agree. */
const refusedMs = 5_000;

export function createClients({ code, log, open }: ClientsOptions): Clients {
  const opened = new Map<string, { until: number; client: Promise<MetricClient | undefined> }>();

  const make = async (datasource: Datasource): Promise<MetricClient | undefined> => {
    const found = await open(datasource);
    return found && clientOf(code.createPrometheusClient({ ...found, now: () => Date.now() }), log);
  };
  return {
    of: (datasource) => {
      const key = JSON.stringify(datasource);
      const known = opened.get(key);
      if (known !== undefined && Date.now() < known.until) {
        return known.client;
      }
      const entry = { until: Date.now() + keptMs, client: make(datasource) };
      opened.set(key, entry);
      const soon = (): void => {
        entry.until = Date.now() + refusedMs;
      };
      entry.client.then((client) => client ?? soon(), soon);
      return entry.client;
    },
    forget: () => opened.clear(),
  };
}

/** Series that nobody sent samples of for so long are not suggested. */
const lookBackSeconds = 6 * 3_600;
const mostNames = 200_000;
/** Of so few series the first one's value is asked for too: samples may cost. */
const fewSeries = 20;

function clientOf(client: PrometheusClient, log: Log): MetricClient {
  const about = (filter: string | undefined, signal: AbortSignal) => ({
    signal,
    start: Math.floor(Date.now() / 1_000) - lookBackSeconds,
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
    glance: (filter, signal) => told(glance(client, filter, signal)),
  };
}

async function glance(
  client: PrometheusClient,
  filter: string,
  signal: AbortSignal,
): Promise<{ series: number; last?: number } | undefined> {
  const time = Date.now() / 1_000;
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
