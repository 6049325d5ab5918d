import { createMetricIndex } from '../metricIndex.ts';
import type { MetricFacts, MetricIndex, MetricSource } from '../metricSource.ts';
import { patient } from '../patient.ts';
import { createAsker } from './asker.ts';
import type { Asker } from './asker.ts';
import { metricFacts } from './families.ts';
import { createLists } from './lists.ts';
import type { ListQuestion } from './lists.ts';
import type { MetricClient } from './metricClient.ts';
import { metricsText, readStored, storedText } from './stored.ts';

/** Where what is known of a source outlives the window. */
export interface SourceStorage {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

export interface MetricSourceOptions {
  /** The server, as soon as it may be asked; `undefined` while it may not: then what is remembered is all there is. */
  client: () => Promise<MetricClient | undefined>;
  storage?: SourceStorage;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Other metrics are known than before. */
  onDidChange?: () => void;
}

const metricsFreshMs = 5 * 60_000;
const glanceFreshMs = 30_000;
const writeEveryMs = 30_000;

/**
 * What a server knows of its series, remembered: what is known is given at once and read anew behind it when it is old; what is not known is
 * waited for as long as the asker's signal lets it, and kept even when that ended. Nothing is asked before somebody wants to know.
 */
export function createMetricSource(options: MetricSourceOptions): MetricSource {
  const { client, storage, now } = options;
  const ask = createAsker(client, now);
  let index: MetricIndex = createMetricIndex([]);
  let written = metricsText([]);
  let readAt = -Infinity;
  let writtenAt = -Infinity;

  const adopt = (found: readonly MetricFacts[], at: number): void => {
    const before = written;
    written = metricsText(found);
    index = createMetricIndex(found);
    readAt = at;
    if (written !== before) {
      options.onDidChange?.();
    }
  };
  const save = (): void => {
    writtenAt = now();
    const text = storedText({ at: Math.max(readAt, 0), metrics: written, answers: lists.entries() });
    storage?.write(text).catch(() => undefined);
  };
  const lists = createLists({
    ...{ ask, now },
    onAnswer: () => {
      if (now() - writtenAt > writeEveryMs) {
        save();
      }
    },
  });
  const restored = once(async () => {
    const known = readStored((await storage?.read().catch(() => undefined)) ?? '');
    lists.restore(known?.answers ?? []);
    if (known !== undefined && known.at > readAt) {
      adopt(known.metrics, known.at);
    }
  });
  const read = oneAtATime(async () => {
    await restored();
    const found = now() - readAt < metricsFreshMs ? undefined : await readMetrics(ask);
    if (found !== undefined) {
      adopt(found, now());
      save();
    }
  });
  const list = async (about: readonly unknown[], question: ListQuestion, signal: AbortSignal) => {
    await patient(restored(), signal);
    return lists.get(JSON.stringify(about), question, signal);
  };
  return {
    metrics: () => {
      if (now() - readAt >= metricsFreshMs) {
        void read();
      }
      return index;
    },
    labelNames: (filter, signal) =>
      list(['', filter], (server, end) => server.labelNames(filter, end), signal),
    labelValues: (label, filter, signal) =>
      list([label, filter], (server, end) => server.labelValues(label, filter, end), signal),
    glance: createGlance(ask, now),
  };
}

async function readMetrics(ask: Asker): Promise<MetricFacts[] | undefined> {
  return ask(async (server, signal) => {
    // Metadata is a help only: some servers have none.
    const [names, metadata] = await Promise.all([
      server.labelValues('__name__', undefined, signal),
      server.metadata(signal).catch(() => []),
    ]);
    return metricFacts(names, metadata);
  });
}

/** Numbers that change: the last question alone is remembered, and not for long. */
function createGlance(ask: Asker, now: () => number): MetricSource['glance'] {
  let last: { filter: string; at: number; found: { series: number; last?: number } } | undefined;
  return async (filter, signal) => {
    if (last?.filter === filter && now() - last.at < glanceFreshMs) {
      return last.found;
    }
    const found = await patient(
      ask((server, end) => server.glance(filter, end)),
      signal,
    );
    last = found && { filter, at: now(), found };
    return found;
  };
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}
