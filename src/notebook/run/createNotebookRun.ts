import type { QueryPlan } from '../../query/plan.ts';
import type { QueryAnswer } from '../../query/result.ts';
import type { NotebookDefaults } from '../model.ts';
import { askCell } from './askCell.ts';
import type { AskOptions } from './askCell.ts';
import { readCells } from './names.ts';
import type { Named } from './names.ts';
import type { Asked, CellOutcome, RunCell } from './outcome.ts';
import { timesOf } from './planCell.ts';
import type { CellTimes, Zoom } from './planCell.ts';
import { prepareCell } from './prepare.ts';
import type { Prepared } from './prepare.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';

export interface NotebookRunOptions {
  /** The query cells of the notebook, in its order. */
  cells: readonly RunCell[];
  defaults: NotebookDefaults;
  /** Asks the server. */
  run: (plan: QueryPlan, options: AskOptions) => Promise<QueryAnswer>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Waits; rejects when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Queries under way at once. Default 4. */
  concurrency?: number;
  /** How long each query may take. */
  timeoutSeconds?: number;
  /** Milliseconds between questions while `within` waits. Default 5,000. */
  pollMs?: number;
}

export interface RunRequest {
  signal: AbortSignal;
  /** Ends one cell; those that need it have no result then. */
  signalOf?: (id: string) => AbortSignal | undefined;
  /** Cells to run, with what they need; all without it. */
  ids?: readonly string[];
  /** By cell: what was chosen on its chart. */
  zooms?: ReadonlyMap<string, Zoom>;
  /** Outcomes of before, by cell: what a cell needs and is not to be run itself is taken from here. */
  known?: ReadonlyMap<string, CellOutcome>;
  /** A cell is about to be asked for. */
  onStart?: (id: string) => void;
  onOutcome?: (outcome: CellOutcome) => void;
}

export interface NotebookRun {
  /** Runs cells, each after those that it needs. Never rejects; the outcomes come in the order of the notebook. */
  run(request: RunRequest): Promise<readonly CellOutcome[]>;
}

/** Runs the queries of one notebook. Keeps nothing between runs. */
export function createNotebookRun(options: NotebookRunOptions): NotebookRun {
  const named = readCells(options.cells.map(({ text }) => text));
  return { run: (request) => runCells(options, named, request) };
}

/** One run. */
interface Running {
  options: NotebookRunOptions;
  named: Named;
  request: RunRequest;
  wanted: ReadonlySet<number>;
  slots: Slots;
  /** Milliseconds since 1970: when the run began, which is now to all its cells. */
  now: number;
  prepared: Map<number, Promise<Prepared>>;
  outcomes: Map<number, Promise<CellOutcome>>;
}

async function runCells(
  options: NotebookRunOptions,
  named: Named,
  request: RunRequest,
): Promise<readonly CellOutcome[]> {
  const { cells, now, concurrency = 4 } = options;
  const ids = new Set(request.ids ?? cells.map(({ id }) => id));
  const wanted = new Set([...cells.keys()].filter((at) => ids.has(cells[at]?.id ?? '')));
  const running: Running = {
    ...{ options, named, request, wanted, now: now() },
    ...{ slots: createSlots(concurrency), prepared: new Map(), outcomes: new Map() },
  };
  const needed = withNeeds(named, wanted);
  const { order, cycles } = named.graph;
  // In this order nothing begins that something before it has not begun already, however long the chain is.
  for (const at of [...order, ...cycles.keys()].filter((one) => needed.has(one))) {
    void preparedOf(running, at);
    if (wanted.has(at)) {
      void outcomeOf(running, at);
    }
  }
  // What a cell turned out to need has been run by then too.
  await Promise.all([...wanted].map((at) => outcomeOf(running, at)));
  const byCell = [...running.outcomes].sort(([one], [other]) => one - other);
  return Promise.all(byCell.map(([, outcome]) => outcome));
}

function withNeeds({ cells, byName }: Named, wanted: ReadonlySet<number>): Set<number> {
  const needed = new Set(wanted);
  // The set grows while it is walked.
  for (const at of needed) {
    for (const { name } of cells[at]?.parts.references ?? []) {
      const other = byName.get(name);
      if (other !== undefined) {
        needed.add(other);
      }
    }
  }
  return needed;
}

function preparedOf(running: Running, at: number): Promise<Prepared> {
  const { prepared, named, now } = running;
  const known = prepared.get(at);
  if (known !== undefined) {
    return known;
  }
  const preparing = prepareCell(named, at, {
    times: timesAt(running, at, now),
    prepared: (other) => preparedOf(running, other),
    outcome: (other) => outcomeOf(running, other),
  });
  prepared.set(at, preparing);
  return preparing;
}

function timesAt({ named, options, request }: Running, at: number, now: number): CellTimes {
  const directives = named.cells[at]?.directives ?? { expects: [], problems: [], lines: [] };
  const zoom = request.zooms?.get(options.cells[at]?.id ?? '');
  return timesOf(directives, options.defaults, { now: now / 1000, zoom });
}

function outcomeOf(running: Running, at: number): Promise<CellOutcome> {
  const { outcomes, wanted, request, options } = running;
  const before = wanted.has(at) ? undefined : request.known?.get(options.cells[at]?.id ?? '');
  if (before !== undefined) {
    return Promise.resolve(before);
  }
  const outcome = outcomes.get(at) ?? runCell(running, at);
  outcomes.set(at, outcome);
  return outcome;
}

async function runCell(running: Running, at: number): Promise<CellOutcome> {
  const { named, options, request, slots, now } = running;
  const { id = '', text = '' } = options.cells[at] ?? {};
  const directives = named.cells[at]?.directives ?? { expects: [], problems: [], lines: [] };
  const { budget } = directives;
  const own = request.signalOf?.(id);
  const signal = own === undefined ? request.signal : AbortSignal.any([request.signal, own]);
  const prepared = await preparedOf(running, at);
  const asked: Asked =
    'failure' in prepared
      ? {
          state: signal.aborted ? 'cancelled' : 'failed',
          failure: prepared.failure,
          tookMs: 0,
          asked: 0,
        }
      : await askCell({
          ...{ text, directives, sent: prepared.sent, slots },
          ...{ run: options.run, now: options.now, sleep: options.sleep, pollMs: options.pollMs ?? 5000 },
          options: {
            signal,
            ...(budget !== undefined && { maxSamples: budget }),
            ...(options.timeoutSeconds !== undefined && { timeoutSeconds: options.timeoutSeconds }),
          },
          timesAt: (time, isFirst) => timesAt(running, at, isFirst ? now : time),
          onStart: () => request.onStart?.(id),
        });
  const outcome: CellOutcome = { id, directives, ...asked };
  request.onOutcome?.(outcome);
  return outcome;
}
