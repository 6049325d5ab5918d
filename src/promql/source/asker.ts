import type { MetricClient } from './metricClient.ts';

/** Asks the server; `undefined` when it gives no answer, may not be asked, or gave none a moment ago. Does not throw. */
export type Asker = <T>(
  question: (server: MetricClient, signal: AbortSignal) => Promise<T>,
) => Promise<T | undefined>;

/** A server that did not answer is left alone for so long. */
const pauseMs = 30_000;
const deadlineMs = 20_000;

export function createAsker(client: () => Promise<MetricClient | undefined>, now: () => number): Asker {
  let failedAt = -Infinity;
  return async (question) => {
    if (now() - failedAt < pauseMs) {
      return undefined;
    }
    try {
      const server = await client();
      return server && (await question(server, AbortSignal.timeout(deadlineMs)));
    } catch {
      failedAt = now();
      return undefined;
    }
  };
}
