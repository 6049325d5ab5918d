import type { Log } from '../../log.ts';
import type { Datasource } from '../../notebook/model.ts';
import type { MetricClient } from '../../promql/source/metricClient.ts';
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
    const now = (): number => Date.now();
    return found && code.metricClientOf(code.createPrometheusClient({ ...found, now }), { now, log });
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
