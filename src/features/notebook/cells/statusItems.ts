import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DirectiveName } from '../../../notebook/directives/directives.ts';
import type { CellDirectives, NotebookDefaults } from '../../../notebook/model.ts';
import { keyOfCell } from './cellStates.ts';
import type { CellState, CellStates } from './cellStates.ts';
import type { NotebookCode } from '../file/code.ts';
import { readNotebookSettings } from '../../settings.ts';
import { chartTitle } from './directiveEdits.ts';
import { notebookTypes } from '../file/notebookTypes.ts';
import { defaultsOf } from '../file/notebookFiles.ts';

/** What stands below a query: how it is asked and what came of it. A click changes it. */
export function registerStatusItems({
  code,
  states,
}: {
  code: NotebookCode;
  states: CellStates;
}): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.NotebookCellStatusBarItemProvider = {
    onDidChangeCellStatusBarItems: changed.event,
    provideCellStatusBarItems: (cell) => {
      if (cell.kind !== vscode.NotebookCellKind.Code) {
        return [];
      }
      const directives = code.readDirectives(cell.document.getText());
      const state = states.of(cell);
      return [
        ...(state.failure ? [failureItem(cell, state.failure)] : []),
        ...(state.verdict ? [verdictItem(cell, state.verdict)] : []),
        ...(state.zoom ? [zoomItem(cell, state.zoom, defaultsOf(code, cell.notebook).timezone)] : []),
        ...directiveItems(cell, { directives, defaults: defaultsOf(code, cell.notebook), code }),
        ...resultItems(code, cell, state),
      ];
    },
  };
  return vscode.Disposable.from(
    changed,
    states.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeNotebookDocument(({ metadata }) => metadata && changed.fire()),
    ...notebookTypes.map((type) =>
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(type, provider),
    ),
  );
}

interface ItemParts {
  text: string;
  tooltip: string;
  command?: { id: string; title: string; args: unknown[] };
  side?: 'left' | 'right';
  /** Those with more stand further left. */
  priority: number;
}

function item({
  text,
  tooltip,
  command,
  side = 'left',
  priority,
}: ItemParts): vscode.NotebookCellStatusBarItem {
  const alignment =
    side === 'left'
      ? vscode.NotebookCellStatusBarAlignment.Left
      : vscode.NotebookCellStatusBarAlignment.Right;
  const made = new vscode.NotebookCellStatusBarItem(text, alignment);
  made.tooltip = tooltip;
  made.priority = priority;
  // Icons are no words.
  made.accessibilityInformation = { label: `${text.replace(/\$\([\w~-]+\)\s*/g, '')}, ${tooltip}` };
  if (command) {
    made.command = { command: command.id, title: command.title, arguments: command.args };
  }
  return made;
}

function failureItem(cell: vscode.NotebookCell, { advice, action }: NonNullable<CellState['failure']>) {
  const title = action?.title;
  return item({
    text: `$(error) ${title ?? l10n.t('Failed')}`,
    tooltip: advice.what,
    ...(title !== undefined && {
      command: { id: 'adot.notebook.showFailure', title, args: [keyOfCell(cell)] },
    }),
    priority: 110,
  });
}

function verdictItem(cell: vscode.NotebookCell, { failures, lines }: NonNullable<CellState['verdict']>) {
  const isPass = failures.length === 0;
  return item({
    text: isPass ? `$(pass) ${l10n.t('As expected')}` : `$(error) ${l10n.t('Not as expected')}`,
    tooltip: lines.join('\n'),
    command: editing(cell, 'expect'),
    priority: 100,
  });
}

function zoomItem(
  cell: vscode.NotebookCell,
  { start, end }: NonNullable<CellState['zoom']>,
  timezone = 'local',
) {
  const time = new Intl.DateTimeFormat(vscode.env.language, {
    ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    hourCycle: 'h23',
    ...(timezone !== 'local' && { timeZone: timezone }),
  });
  return item({
    text: `$(zoom-in) ${time.formatRange(start * 1000, end * 1000)}`,
    tooltip: l10n.t('Chosen in the chart. Click to keep it in the query, or to leave it.'),
    command: { id: 'adot.notebook.showZoom', title: l10n.t('Keep or Leave Zoom'), args: [keyOfCell(cell)] },
    priority: 95,
  });
}

function editing(cell: vscode.NotebookCell, name?: DirectiveName): NonNullable<ItemParts['command']> {
  return {
    id: 'adot.notebook.editDirective',
    title: name === undefined ? l10n.t('Edit Directive') : l10n.t('Edit {0}', `# @${name}`),
    args: [keyOfCell(cell), name],
  };
}

interface DirectiveFacts {
  directives: CellDirectives;
  defaults: NotebookDefaults;
  code: NotebookCode;
}

/** Time and step are always there, the others where they are set; the last one adds any. */
function directiveItems(
  cell: vscode.NotebookCell,
  { directives, defaults, code }: DirectiveFacts,
): vscode.NotebookCellStatusBarItem[] {
  const { isInstant = false, name, chart, expects, budget } = directives;
  const line = (wanted: string): string | undefined =>
    directives.lines.find((one) => one.name === wanted)?.value;
  const step = line('step') ?? (defaults.step === undefined ? undefined : code.durationText(defaults.step));
  const at = line('at');
  const [expect] = expects;
  const one = (directive: DirectiveName, text: string, priority: number) =>
    item({ text, tooltip: code.directives[directive].about(), command: editing(cell, directive), priority });
  const range = line('range') ?? code.durationText(defaults.range ?? 3600);
  return [
    isInstant
      ? one('range', `$(circle-filled) ${l10n.t('instant')}`, 90)
      : one('range', `$(history) ${range}`, 90),
    ...(at === undefined ? [] : [one('at', `$(calendar) ${at}`, 85)]),
    ...(isInstant ? [] : [one('step', `$(symbol-ruler) ${step ?? l10n.t('auto')}`, 80)]),
    ...(chart ? [one('chart', `$(graph) ${chartTitle(chart)}`, 75)] : []),
    ...(name === undefined ? [] : [one('name', `$(symbol-variable) ${name}`, 70)]),
    ...(expect ? [one('expect', `$(beaker) ${expect.text}${expects.length > 1 ? ' …' : ''}`, 65)] : []),
    ...(budget === undefined ? [] : [one('budget', `$(dashboard) ${line('budget') ?? String(budget)}`, 60)]),
    item({ text: '$(add)', tooltip: l10n.t('Add a directive'), command: editing(cell), priority: 55 }),
  ];
}

/** What the last run read, and what that costs. */
function resultItems(code: NotebookCode, cell: vscode.NotebookCell, { shown }: CellState) {
  const samples = shown?.answer.stats?.totalSamples;
  if (!shown || samples === undefined) {
    return [];
  }
  const { dollars } = shown.about;
  const { dollarsPerBillion } = readNotebookSettings(cell.notebook.uri);
  const text = code.sampleWords(samples);
  return [
    item({
      text: `$(database) ${text}${!dollars ? '' : ` · ${code.dollarWords(dollars)}`}`,
      tooltip: !dollars
        ? l10n.t('Samples that the server read for this query')
        : code.costWords(samples, { dollarsPerBillion }),
      side: 'right',
      priority: 10,
    }),
  ];
}
