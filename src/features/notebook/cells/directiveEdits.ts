import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { DirectiveName } from '../../../notebook/directives/directives.ts';
import type { ChartKind } from '../../../query/shown.ts';
import { applyEdits } from '../../applyEdits.ts';
import type { Ask } from '../../ask.ts';
import type { NotebookCode } from '../file/code.ts';
import { directiveEdit } from './directiveEdit.ts';
import type { DirectiveChanges } from './directiveEdit.ts';

export interface DirectiveEdits {
  /** Writes a directive into a cell, or takes it away: one step of undo. */
  set(cell: vscode.NotebookCell, changes: DirectiveChanges): Promise<void>;
  /** Asks for the value of a directive, or first which one, and writes it. */
  ask(cell: vscode.NotebookCell, name?: DirectiveName): Promise<void>;
}

interface Choice extends vscode.QuickPickItem {
  /** What is written; without it an input box follows. */
  changes?: DirectiveChanges;
}

export function createDirectiveEdits({ ask, code }: { ask: Ask; code: NotebookCode }): DirectiveEdits {
  const set: DirectiveEdits['set'] = async (cell, changes) => {
    const edit = directiveEdit(code, cell.document.getText(), changes);
    await (edit && applyEdits(cell.document, [edit]));
  };

  const askName = async (): Promise<DirectiveName | undefined> =>
    (await ask.pick(directives(code), { title: l10n.t('Directive of Query') }))?.directive;

  const input = async (cell: vscode.NotebookCell, name: DirectiveName): Promise<string | undefined> => {
    const { about, values } = code.directives[name];
    const text = cell.document.getText();
    const old = code.readDirectives(text).lines.find((line) => line.name === name)?.value ?? '';
    return ask.input({
      title: `# @${name}`,
      prompt: about(),
      placeHolder: name === 'at' ? '2026-01-01T00:00Z' : values.join(', '),
      value: old,
      validateInput: (value) => (value.trim() === '' ? undefined : problemOf(code, name, value)),
    });
  };

  return {
    set,
    ask: async (cell, given) => {
      const name = given ?? (await askName());
      const choices = name && choicesOf(name, code);
      const picked = choices && (await ask.pick(choices, { title: `# @${name}` }));
      if (name === undefined || (choices && !picked)) {
        return;
      }
      if (picked?.changes) {
        await set(cell, picked.changes);
        return;
      }
      const value = await input(cell, name);
      if (value !== undefined) {
        await set(cell, { [name]: value.trim() === '' ? undefined : value.trim(), ...othersOf(name, value) });
      }
    },
  };
}

/** What is wrong with the value of a directive, in the words of the language itself. */
function problemOf(code: NotebookCode, name: DirectiveName, value: string): string | undefined {
  return code.readDirectives(`# @${name} ${value.trim()}\nup`).problems[0]?.message;
}

/** A range and a single point in time exclude each other. */
function othersOf(name: DirectiveName, value: string): DirectiveChanges {
  return name === 'range' && value.trim() !== '' ? { instant: undefined } : {};
}

function directives(code: NotebookCode): (vscode.QuickPickItem & { directive: DirectiveName })[] {
  return code.directiveNames.map((directive) => ({
    label: `# @${directive}`,
    description: code.directives[directive].about(),
    directive,
  }));
}

function choicesOf(name: DirectiveName, code: NotebookCode): Choice[] | undefined {
  const other: Choice = { label: l10n.t('Other...') };
  switch (name) {
    case 'range':
      return [
        ...['5m', '15m', '1h', '3h', '6h', '12h', '1d', '2d', '7d', '30d'].map((range) => ({
          label: range,
          changes: { range, instant: undefined },
        })),
        {
          label: l10n.t('One point in time'),
          description: '# @instant',
          changes: { instant: '', range: undefined },
        },
        {
          label: l10n.t('As the notebook says'),
          changes: { range: undefined, instant: undefined, at: undefined },
        },
        other,
      ];
    case 'step':
      return [
        { label: l10n.t('Automatic'), changes: { step: undefined } },
        ...['5s', '15s', '30s', '1m', '5m', '15m', '1h'].map((step) => ({ label: step, changes: { step } })),
        other,
      ];
    case 'instant':
      return [
        { label: l10n.t('One point in time'), changes: { instant: '', range: undefined } },
        { label: l10n.t('Range'), changes: { instant: undefined } },
      ];
    case 'chart':
      return [
        { label: l10n.t('By the shape of the result'), changes: { chart: undefined } },
        ...code.chartKinds.map((chart) => ({
          label: chartTitle(chart),
          description: chart,
          changes: { chart },
        })),
      ];
    case 'at':
    case 'name':
    case 'expect':
    case 'budget':
      return undefined;
  }
}

/** What a way of showing is called. */
export function chartTitle(chart: ChartKind): string {
  switch (chart) {
    case 'line':
      return l10n.t('Lines');
    case 'stacked':
      return l10n.t('Stacked areas');
    case 'bar':
      return l10n.t('Bars');
    case 'heatmap':
      return l10n.t('Heatmap');
    case 'value':
      return l10n.t('Single value');
    case 'table':
      return l10n.t('Table');
  }
}
