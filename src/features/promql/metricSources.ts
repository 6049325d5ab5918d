import * as vscode from 'vscode';
import type { Log } from '../../log.ts';
import type { Datasource } from '../../notebook/model.ts';
import type { MetricSource } from '../../promql/metricSource.ts';
import type { MetricClient } from '../../promql/source/metricClient.ts';
import type { SourceStorage } from '../../promql/source/createMetricSource.ts';
import type { QueryVariable } from '../../promql/suggest/suggestQuery.ts';
import type { PrometheusClient } from '../../query/client.ts';
import { readPromqlSettings } from '../settings.ts';
import type { PromqlCode } from './code.ts';
import type { NotebookSeam } from './seams.ts';

/** Where what is known of the series of a document's queries comes from. */
export interface MetricSources extends vscode.Disposable {
  of(document: vscode.TextDocument): { source: MetricSource; variables: readonly QueryVariable[] };
  /** Other metrics are known, or another source is meant. */
  readonly onDidChange: vscode.Event<void>;
}

interface SourcesOptions {
  code: PromqlCode;
  log: Log;
  /** The folder that outlives the window. */
  storageUri: vscode.Uri;
  /** Without it documents are helped with what the language alone knows. */
  notebook: () => NotebookSeam | undefined;
}

const settingKey = 'adot.promql.datasource';

export function createMetricSources({ code, log, storageUri, notebook }: SourcesOptions): MetricSources {
  const changed = new vscode.EventEmitter<void>();
  const sources = new Map<string, MetricSource>();
  const unknown = code.createMetricSource({ client: () => Promise.resolve(undefined), now: () => 0 });

  const sourceOf = (datasource: Datasource): MetricSource => {
    const key = JSON.stringify(datasource);
    const known = sources.get(key);
    if (known) {
      return known;
    }
    const made = code.createMetricSource({
      client: async () => {
        const opened = await notebook()?.openQuietly(datasource);
        return (
          opened &&
          clientOf(
            code.createPrometheusClient({ base: opened.base, send: opened.send, now: () => Date.now() }),
            log,
          )
        );
      },
      storage: storageOf(vscode.Uri.joinPath(storageUri, 'metrics', `${fileNameOf(key)}.json`), storageUri),
      now: () => Date.now(),
      onDidChange: () => changed.fire(),
    });
    sources.set(key, made);
    return made;
  };

  const listener = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(settingKey)) {
      changed.fire();
    }
  });
  return {
    of: (document) => {
      const cell = notebook()?.surroundings(document);
      const datasource = cell?.datasource ?? code.readDatasource(readPromqlSettings(document.uri).datasource);
      return { source: datasource ? sourceOf(datasource) : unknown, variables: cell?.variables ?? [] };
    },
    onDidChange: changed.event,
    dispose: () => {
      listener.dispose();
      changed.dispose();
    },
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

function storageOf(file: vscode.Uri, folder: vscode.Uri): SourceStorage {
  const { fs } = vscode.workspace;
  return {
    read: async () => new TextDecoder().decode(await fs.readFile(file)),
    write: async (text) => {
      await fs.createDirectory(vscode.Uri.joinPath(folder, 'metrics'));
      await fs.writeFile(file, new TextEncoder().encode(text));
    },
  };
}

/** One name for each key, of letters that every file system takes. */
function fileNameOf(key: string): string {
  const readable = key.replace(/\W+/g, '-').slice(-80);
  let hash = 0;
  for (const char of key) {
    hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) | 0;
  }
  return `${readable}${(hash >>> 0).toString(36)}`;
}
