import type * as vscode from 'vscode';
import type { Send } from '../../http.ts';
import type { Datasource } from '../../notebook/model.ts';
import type { QueryVariable } from '../../promql/suggest/suggestQuery.ts';

/** A server that may be asked. */
export interface QuietSource {
  /** Differs whenever answers may. Holds no secret. */
  key: string;
  /** Without `/api/v1`. */
  base: URL;
  send: Send;
}

/**
 * Opens data sources without asking a person anything: `undefined` where something would have to be asked first, such as whether a host
 * may be asked at all.
 */
export type OpenQuietly = (datasource: Datasource) => Promise<QuietSource | undefined>;

/** What a notebook knows about one of its cells. */
export interface CellSurroundings {
  datasource: Datasource | undefined;
  /** Read when somebody wants to know: it takes a look at every cell. */
  variables(): readonly QueryVariable[];
}

/** What features/notebook gives to the language, when it is loaded. */
export interface NotebookSeam {
  openQuietly: OpenQuietly;
  /** Has a person choose a data source and agree to its being asked: as it is written in settings; `undefined` when cancelled. */
  choose(): Promise<string | undefined>;
  /** `undefined` for documents that are no cells of a notebook of ours. */
  surroundings(document: vscode.TextDocument): CellSurroundings | undefined;
}
