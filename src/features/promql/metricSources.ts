import * as vscode from 'vscode';
import type { Log } from '../../log.ts';
import type { Datasource } from '../../notebook/model.ts';
import type { MetricSource } from '../../promql/metricSource.ts';
import type { SourceStorage } from '../../promql/source/createMetricSource.ts';
import type { QueryVariable } from '../../promql/suggest/suggestQuery.ts';
import type { Services } from '../services.ts';
import { readPromqlSettings } from '../settings.ts';
import { createClients } from './clients.ts';
import type { PromqlCode } from './code.ts';
import type { NotebookSeam } from './seams.ts';

/** Where what is known of the series of a document's queries comes from. */
export interface MetricSources extends vscode.Disposable {
  of(document: vscode.TextDocument): { source: MetricSource; variables: () => readonly QueryVariable[] };
  /** Servers may be asked now that might not be before. */
  reopen(): void;
  /** Other metrics are known, or another source is meant. */
  readonly onDidChange: vscode.Event<void>;
}

interface SourcesOptions {
  code: PromqlCode;
  log: Log;
  services: Pick<Services, 'onDidChange'>;
  /** The folder that outlives the window. */
  storageUri: vscode.Uri;
  /** Without it documents are helped with what the language alone knows. */
  notebook: () => NotebookSeam | undefined;
}

const settingKey = 'adot.promql.datasource';

export function createMetricSources({
  code,
  log,
  services,
  storageUri,
  notebook,
}: SourcesOptions): MetricSources {
  const changed = new vscode.EventEmitter<void>();
  const sources = new Map<string, MetricSource>();
  const unknown = code.createMetricSource({ client: () => Promise.resolve(undefined), now: () => 0 });

  const clients = createClients({
    code,
    log,
    open: async (datasource) => notebook()?.openQuietly(datasource),
  });

  const sourceOf = (datasource: Datasource): MetricSource => {
    const key = JSON.stringify(datasource);
    const known = sources.get(key);
    if (known) {
      return known;
    }
    const made = code.createMetricSource({
      client: () => clients.of(datasource),
      storage: storageOf(vscode.Uri.joinPath(storageUri, 'metrics', `${fileNameOf(key)}.json`), storageUri),
      now: () => Date.now(),
      onDidChange: () => changed.fire(),
    });
    sources.set(key, made);
    return made;
  };

  const reopen = (): void => {
    clients.forget();
    sources.clear();
    changed.fire();
  };
  const listeners = vscode.Disposable.from(
    services.onDidChange(reopen),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingKey)) {
        reopen();
      }
    }),
  );
  return {
    of: (document) => {
      const cell = notebook()?.surroundings(document);
      const datasource = cell?.datasource ?? code.readDatasource(readPromqlSettings(document.uri).datasource);
      return {
        source: datasource ? sourceOf(datasource) : unknown,
        variables: () => cell?.variables() ?? [],
      };
    },
    reopen,
    onDidChange: changed.event,
    dispose: () => {
      listeners.dispose();
      changed.dispose();
    },
  };
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
