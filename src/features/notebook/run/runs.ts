import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Datasource } from '../../../notebook/model.ts';
import type { NotebookRunOptions } from '../../../notebook/run/createNotebookRun.ts';
import type { CellOutcome as RunOutcome, JudgedExpectation } from '../../../notebook/run/outcome.ts';
import type { PrometheusClient } from '../../../query/client.ts';
import type { Tails } from '../../../query/tail.ts';
import type { ShownAbout } from '../../../query/shown.ts';
import { Trouble } from '../../../trouble.ts';
import type { Deps } from '../../deps.ts';
import { readNotebookSettings } from '../../settings.ts';
import { keyOfCell } from '../cells/cellStates.ts';
import type { CellStates, CellVerdict } from '../cells/cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import type { HeadCommands } from '../source/headCommands.ts';
import { defaultsOf, queryCells } from '../file/notebookFiles.ts';
import type { CellOutcome, RunWatch } from './runTypes.ts';
import type { OpenSource, Sources } from '../source/sources.ts';
import { standingZoom } from '../cells/zoom.ts';
import type { CellZoom } from '../cells/zoom.ts';

/** Runs queries of notebooks; shows nothing. */
export interface Runs {
  /** The server of a notebook; asks for what is not known, as a run does. Throws Trouble. */
  open(notebook: vscode.NotebookDocument): Promise<Opened>;
  /** Runs cells with all that they need, in the order that they need each other. */
  run(
    notebook: vscode.NotebookDocument,
    cells: readonly vscode.NotebookCell[],
    watch: RunWatch,
  ): Promise<void>;
}

type RunDeps = Pick<Deps, 'services'> & {
  code: NotebookCode;
  head: HeadCommands;
  sources: Sources;
  states: CellStates;
};

/** What all cells of a run share. */
export interface Opened {
  source: OpenSource;
  client: PrometheusClient;
  tails: Tails;
}

export function createRuns(deps: RunDeps): Runs {
  const { code } = deps;
  /** By data source, so that what was fetched from each is known the next time. */
  const servers = new Map<string, { client: PrometheusClient; tails: Tails }>();
  const serverOf = ({ base, key, send }: OpenSource): { client: PrometheusClient; tails: Tails } => {
    const client = code.createPrometheusClient({
      ...{ base, send, now: () => Date.now() },
      onRetry: (text) => vscode.window.setStatusBarMessage(`$(sync~spin) ${text}`, retryMessageMs),
    });
    const known = servers.get(key);
    const tails =
      known?.tails ??
      code.createTails({
        run: (plan, options) => (servers.get(key)?.client ?? client).run(plan, options),
        now: () => Date.now(),
      });
    servers.set(key, { client, tails });
    return { client, tails };
  };
  return {
    open: (notebook) => open(deps, notebook, serverOf),
    run: async (notebook, cells, watch) => {
      const opened = await open(deps, notebook, serverOf).catch((error: unknown) => ({ error }));
      if ('error' in opened) {
        const outcome = await unopened(deps, opened.error);
        for (const cell of cells) {
          watch.onStart(cell);
          await watch.onEnd(cell, outcome);
        }
        return;
      }
      await runOpened(deps, { notebook, cells, watch, ...opened });
    },
  };
}

interface Work extends Opened {
  notebook: vscode.NotebookDocument;
  cells: readonly vscode.NotebookCell[];
  watch: RunWatch;
}

async function runOpened(deps: RunDeps, work: Work): Promise<void> {
  const { code } = deps;
  const { notebook, cells, watch } = work;
  const { concurrency, timeoutMs } = readNotebookSettings(notebook.uri);
  const byId = new Map(queryCells(notebook).map((cell) => [keyOfCell(cell), cell]));
  const ends: Promise<void>[] = [];
  const notebookRun = code.createNotebookRun({
    cells: [...byId].map(([id, { document }]) => ({ id, text: document.getText() })),
    defaults: defaultsOf(code, notebook),
    run: askerOf(deps, work),
    now: () => Date.now(),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    concurrency,
    timeoutSeconds: timeoutMs / 1000,
  });
  await notebookRun.run({
    signal: watch.signal ?? new AbortController().signal,
    ids: cells.map(keyOfCell),
    zooms: new Map([...byId].flatMap(([id, cell]) => zoomEntry(id, zoomOf(deps, cell)))),
    signalOf: (id) => on(byId.get(id), (cell) => watch.signalOf?.(cell)),
    onStart: (id) => on(byId.get(id), (cell) => watch.onStart(cell)),
    onOutcome: (outcome) =>
      on(byId.get(outcome.id), (cell) =>
        ends.push(Promise.resolve(watch.onEnd(cell, outcomeOf(deps, work, cell, outcome)))),
      ),
  });
  await Promise.all(ends);
}

/** Asks for a plan; of a range that slid since it was last asked for only what is new, where the settings allow that. */
function askerOf({ code }: RunDeps, { notebook, client, tails }: Work): NotebookRunOptions['run'] {
  const { fetchTail } = readNotebookSettings(notebook.uri);
  return async (plan, options) => {
    // Points that lie off the steps are meant to be at that very time.
    if (!fetchTail || plan.kind !== 'range' || code.alignToStep(plan).start !== plan.start) {
      return client.run(plan, options);
    }
    const key = JSON.stringify([plan.query, plan.step, Math.round((plan.end - plan.start) / plan.step)]);
    return (await tails.run(key, plan, options)).answer;
  };
}

function on<T, R>(value: T | undefined, work: (value: T) => R): R | undefined {
  return value === undefined ? undefined : work(value);
}

/** What was chosen in the chart, unless the query says another time since. */
function zoomOf({ code, states }: RunDeps, cell: vscode.NotebookCell): CellZoom | undefined {
  const { zoom } = states.of(cell);
  const standing = standingZoom(zoom, code.readDirectives(cell.document.getText()));
  if (zoom && !standing) {
    states.set(cell, { zoom: undefined });
  }
  return standing;
}

function zoomEntry(id: string, zoom: CellZoom | undefined): [string, CellZoom][] {
  return zoom ? [[id, zoom]] : [];
}

/** What came of a cell, for those who show it. */
function outcomeOf(
  { code }: RunDeps,
  { notebook, source }: Work,
  cell: vscode.NotebookCell,
  outcome: RunOutcome,
): CellOutcome {
  switch (outcome.state) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed': {
      const { code: failed, message, advice, span, fixes } = outcome.failure;
      const { origin } = source;
      return advice
        ? { kind: 'failed', advice, span, fixes, origin, run: outcome }
        : {
            kind: 'failed',
            advice: { code: failed, what: message },
            errorType: failed,
            span,
            fixes,
            origin,
            run: outcome,
          };
    }
    case 'done': {
      const { answer, directives, expectations, plan, tookMs } = outcome;
      const { dollarsPerBillion } = readNotebookSettings(notebook.uri);
      const samples = answer.stats?.totalSamples;
      const about: ShownAbout = {
        cell: keyOfCell(cell),
        plan,
        timezone: defaultsOf(code, notebook).timezone ?? 'local',
        language: vscode.env.language,
        tookMs,
        ...(directives.name !== undefined && { name: directives.name }),
        ...(directives.chart && { chart: directives.chart }),
        ...(source.isBilled &&
          samples !== undefined && { dollars: code.dollarsOf(samples, dollarsPerBillion) }),
      };
      return { kind: 'done', shown: { answer, about }, verdict: verdictOf(expectations), run: outcome };
    }
  }
}

function verdictOf(expectations: readonly JudgedExpectation[]): CellVerdict | undefined {
  if (expectations.length === 0) {
    return undefined;
  }
  return {
    lines: expectations.map(({ expectation, judgement }) =>
      judgement.holds ? expectation.text : judgement.why,
    ),
    failures: expectations.flatMap(({ expectation: { text, span }, judgement }) =>
      judgement.holds ? [] : [{ expected: text, actual: judgement.why, span }],
    ),
  };
}

/** Opens what the front matter names; asks for it where it names nothing. */
async function open(
  { code, head, sources }: RunDeps,
  notebook: vscode.NotebookDocument,
  serverOf: (source: OpenSource) => Omit<Opened, 'source'>,
): Promise<Opened> {
  if (!vscode.workspace.isTrusted) {
    throw new Trouble({
      code: 'untrusted',
      what: l10n.t('Queries are not run in an untrusted workspace.'),
      cause: l10n.t(
        'They would be sent to where the notebook says, some of them signed with your credentials.',
      ),
      todo: l10n.t('Trust the workspace if you trust who wrote the notebook.'),
    });
  }
  const source = await sources.open(await datasourceOf({ code, head }, notebook));
  return { source, ...serverOf(source) };
}

const retryMessageMs = 5_000;

async function datasourceOf(
  { code, head }: Pick<RunDeps, 'code' | 'head'>,
  notebook: vscode.NotebookDocument,
): Promise<Datasource> {
  const known = defaultsOf(code, notebook).datasource;
  if (known) {
    return known;
  }
  await head.chooseDatasource(notebook);
  const chosen = defaultsOf(code, notebook).datasource;
  if (!chosen) {
    throw new Trouble({
      code: 'noDatasource',
      what: l10n.t('This notebook has no data source.'),
      todo: l10n.t('Run the query again and choose one, or write it in the front matter: datasource: …'),
    });
  }
  return chosen;
}

/** Why nothing could be sent, in the words of who knows it best. */
async function unopened({ services }: RunDeps, error: unknown): Promise<CellOutcome> {
  return error instanceof vscode.CancellationError
    ? { kind: 'cancelled' }
    : { kind: 'failed', advice: await services.explain(error) };
}
