import type * as vscode from 'vscode';
import type { CellOutcome as RunOutcome } from '../../../notebook/run/outcome.ts';
import type { Fix, Span } from '../../../problem.ts';
import type { Shown } from '../../../query/shown.ts';
import type { Advice } from '../../../trouble.ts';
import type { CellVerdict } from '../cells/cellStates.ts';

/** What became of one cell. */
export type CellOutcome =
  | { kind: 'done'; shown: Shown; verdict: CellVerdict | undefined; run: RunOutcome }
  | {
      kind: 'failed';
      /** Of cells that got as far as that. */
      run?: RunOutcome;
      advice: Advice;
      /** As the server names the kind of failure: `bad_data`. */
      errorType?: string | undefined;
      /** In the text of the cell. */
      span?: Span | undefined;
      /** Changes of the cell's text, the best one first. */
      fixes?: readonly Fix[] | undefined;
      /** Of the server, when it is no AWS. */
      origin?: string | undefined;
    }
  | { kind: 'cancelled' };

/** How a run goes on. */
export interface RunWatch {
  /** Ends the whole run; the server sees its connections close. */
  signal?: AbortSignal;
  /** Ends one cell, also before it begins. */
  signalOf?(cell: vscode.NotebookCell): AbortSignal | undefined;
  onStart(cell: vscode.NotebookCell): void;
  onEnd(cell: vscode.NotebookCell, outcome: CellOutcome): void | Promise<void>;
}
