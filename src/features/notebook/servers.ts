import type * as vscode from 'vscode';
import type { PrometheusClient } from '../../query/client.ts';
import type { NotebookCode } from './code.ts';
import { defaultsOf, notebookOf } from './notebookFiles.ts';
import type { Sources } from './sources.ts';

/** The server that the queries of a notebook go to, for those who help with writing them. */
export interface NotebookServer {
  /** The same for all cells whose queries go to the same place. */
  key: string;
  /** The server, when it may be asked without asking the person first. */
  client(): Promise<PrometheusClient | undefined>;
}

/** The server of the notebook that a document is a cell of; `undefined` for other documents, and where no data source is named. */
export function serverOf(
  { code, sources }: { code: NotebookCode; sources: Sources },
  document: vscode.TextDocument,
): NotebookServer | undefined {
  const notebook = notebookOf(document);
  const datasource = notebook && defaultsOf(code, notebook).datasource;
  if (!datasource) {
    return undefined;
  }
  return {
    key: code.datasourceText(datasource),
    client: async () => {
      const source = await sources.openUnasked(datasource);
      return (
        source && code.createPrometheusClient({ base: source.base, send: source.send, now: () => Date.now() })
      );
    },
  };
}
