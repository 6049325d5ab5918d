import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CellOutcome as RunOutcome } from '../../../notebook/run/outcome.ts';
import type { QueryPlan } from '../../../query/plan.ts';
import type { QueryAnswer } from '../../../query/result.ts';
import { Trouble } from '../../../trouble.ts';
import type { Ask } from '../../ask.ts';
import { copyText } from '../../copy.ts';
import type { CellStates } from '../cells/cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import type { Kernels } from '../run/kernels.ts';
import { saveBytes } from '../page/messages.ts';
import type { Pages } from '../page/messages.ts';
import { defaultsOf, queryCells } from '../file/notebookFiles.ts';
import { gather } from './gather.ts';
import type { Runs } from '../run/runs.ts';

/** What can be made of a query and its answer. */
export interface Exports {
  exportCell(cell: vscode.NotebookCell): Promise<void>;
  /** Shows below the query what each part of it came to. */
  explain(cell: vscode.NotebookCell): Promise<void>;
}

interface ExportDeps {
  ask: Ask;
  code: NotebookCode;
  kernels: Kernels;
  pages: Pages;
  runs: Runs;
  states: CellStates;
}

type Format = 'csv' | 'json' | 'png' | 'command' | 'dashboard' | 'record' | 'alert';

export function createExports(deps: ExportDeps): Exports {
  const { ask, code, kernels, runs } = deps;
  return {
    exportCell: async (cell) => {
      const picked = await ask.pick(formats(), {
        title: l10n.t('Export Query'),
        placeHolder: l10n.t('What is made of it?'),
      });
      await (picked && exportAs(deps, cell, picked.format));
    },
    explain: async (cell) => {
      const plan = lastPlan(deps, cell);
      const query = plan?.query ?? (await resolvedQuery(deps, cell));
      const time = plan ? timeOf(plan) : Date.now() / 1000;
      await kernels.append(cell, async (signal) => {
        const { client } = await runs.open(cell.notebook);
        const tree = await code.explainQuery(query, {
          run: (one, options) => client.run(one, options),
          ...{ time, signal },
        });
        if (!tree) {
          throw new Trouble({
            code: 'noQuery',
            what: l10n.t('Only a query without errors can be explained.'),
          });
        }
        return new vscode.NotebookCellOutput([
          vscode.NotebookCellOutputItem.text(code.explainMarkdown(tree), 'text/markdown'),
          vscode.NotebookCellOutputItem.text(code.explainText(tree), 'text/plain'),
        ]);
      });
    },
  };
}

function formats(): (vscode.QuickPickItem & { format: Format })[] {
  return [
    { label: l10n.t('Values as CSV'), format: 'csv' },
    { label: l10n.t('Values as JSON'), description: l10n.t('as Prometheus writes it'), format: 'json' },
    { label: l10n.t('Picture (PNG)'), format: 'png' },
    {
      label: l10n.t('Command Line'),
      description: l10n.t('curl or awscurl, to the clipboard'),
      format: 'command',
    },
    { label: l10n.t('Grafana Dashboard'), format: 'dashboard' },
    { label: l10n.t('Recording Rule'), format: 'record' },
    {
      label: l10n.t('Alerting Rules'),
      description: l10n.t('one for each {0}', '# @expect'),
      format: 'alert',
    },
  ];
}

async function exportAs(deps: ExportDeps, cell: vscode.NotebookCell, format: Format): Promise<void> {
  const { ask, code, pages, runs } = deps;
  const directives = code.readDirectives(cell.document.getText());
  const name = directives.name ?? 'query';
  const save = async (file: string, content: string | Uint8Array): Promise<vscode.Uri | undefined> => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return saveBytes(ask, { notebook: cell.notebook, name: file, bytes });
  };
  const saveAndOpen = async (file: string, content: string): Promise<void> => {
    const uri = await save(file, content);
    await (uri && vscode.window.showTextDocument(uri));
  };
  const saveValues = async (
    file: string,
    piecesOf: (answer: QueryAnswer) => Iterable<string>,
  ): Promise<void> => {
    const { answer } = await answered(deps, cell);
    const write = (signal: AbortSignal): Promise<Uint8Array | undefined> => gather(piecesOf(answer), signal);
    const bytes = isMuch(answer)
      ? await ask.progress(l10n.t('Writing {0}', file), write)
      : await write(new AbortController().signal);
    await (bytes && save(file, bytes));
  };
  switch (format) {
    case 'csv':
      await saveValues(`${name}.csv`, ({ result }) => code.csvPieces(result));
      return;
    case 'json':
      await saveValues(`${name}.json`, code.prometheusJsonPieces);
      return;
    case 'png': {
      await answered(deps, cell);
      await save(`${name}.png`, (await pages.picture(cell)) ?? noPicture());
      return;
    }
    case 'command': {
      const { plan } = await answered(deps, cell);
      const { source } = await runs.open(cell.notebook);
      await copyText(code.commandLine(plan, source.target));
      return;
    }
    case 'dashboard': {
      const query = await resolvedQuery(deps, cell);
      const defaults = defaultsOf(code, cell.notebook);
      await saveAndOpen(
        `${name}-dashboard.json`,
        code.dashboardJson(name, [{ query, directives }], defaults),
      );
      return;
    }
    case 'record': {
      const query = await resolvedQuery(deps, cell);
      const record = await askRecord(ask, directives.name);
      await (record !== undefined &&
        saveAndOpen(`${name}-rule.yaml`, yamlOf(code.recordingRule({ query, directives }, record))));
      return;
    }
    case 'alert': {
      const query = await resolvedQuery(deps, cell);
      await saveAndOpen(`${name}-alerts.yaml`, yamlOf(code.alertingRules({ query, directives })));
    }
  }
}

/** Whether writing it down takes long enough to say so. */
function isMuch({ result }: QueryAnswer): boolean {
  return 'values' in result && result.values.length > 100_000;
}

function askRecord(ask: Ask, name = ''): Promise<string | undefined> {
  return ask.input({
    title: l10n.t('Recording Rule'),
    prompt: l10n.t('Name of the metric that the rule writes'),
    placeHolder: 'job:http_requests:rate5m',
    value: name,
    validateInput: (text) =>
      /^[a-z_:][\w:]*$/i.test(text)
        ? undefined
        : l10n.t('Enter a name of letters, digits, underscores and colons that begins with no digit.'),
  });
}

function yamlOf(file: { yaml: string } | { why: string }): string {
  if ('why' in file) {
    throw new Trouble({ code: 'noRule', what: file.why });
  }
  return file.yaml;
}

function noPicture(): never {
  throw new Trouble({
    code: 'noPicture',
    what: l10n.t('There is no picture of this result.'),
    todo: l10n.t('Show it as a chart and scroll it into view, then try again.'),
  });
}

/** The last answer of a cell; it is run when there is none. */
async function answered(
  { kernels, states }: ExportDeps,
  cell: vscode.NotebookCell,
): Promise<Extract<RunOutcome, { state: 'done' }>> {
  if (states.of(cell).outcome?.state !== 'done') {
    await kernels.run(cell);
  }
  const { outcome } = states.of(cell);
  if (outcome?.state !== 'done') {
    throw new Trouble({
      code: 'noAnswer',
      what: l10n.t('This query has no result.'),
      todo: l10n.t('Run it, mend what it says, then export it.'),
    });
  }
  return outcome;
}

function lastPlan({ states }: ExportDeps, cell: vscode.NotebookCell): QueryPlan | undefined {
  const { outcome } = states.of(cell);
  return outcome?.state === 'done' ? outcome.plan : undefined;
}

function timeOf(plan: QueryPlan): number {
  return plan.kind === 'instant' ? plan.time : plan.end;
}

/** The query as it means the same outside of its notebook. */
async function resolvedQuery({ code, states }: ExportDeps, cell: vscode.NotebookCell): Promise<string> {
  const cells = queryCells(cell.notebook);
  const resolved = await code.resolveQueries(
    cells.map(({ document }) => document.getText()),
    cells.map((one) => states.of(one).outcome),
  );
  const own = resolved[cells.indexOf(cell)];
  if (own === undefined || 'failure' in own) {
    throw new Trouble({
      code: 'noQuery',
      what: own?.failure.message ?? l10n.t('There is no query.'),
      todo: l10n.t('Run the cells that it needs, then export it.'),
    });
  }
  return own.query;
}
