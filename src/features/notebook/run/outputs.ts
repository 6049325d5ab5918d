import * as vscode from 'vscode';
import type { Shown } from '../../../query/shown.ts';
import type { NotebookCode } from '../file/code.ts';

/** A failure in words. */
export function failureOutput(name: string, message: string): vscode.NotebookCellOutput {
  // Without a stack, which would only tell where in this extension it was noticed.
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error({ name, message, stack: '' })]);
}

/** The chart or table for our renderer, and the same as text for everybody else. */
export function outputsOf(code: NotebookCode, shown: Shown): vscode.NotebookCellOutput[] {
  const { about, answer } = shown;
  return [
    new vscode.NotebookCellOutput([
      new vscode.NotebookCellOutputItem(code.encodeShown(shown), code.shownMime),
      vscode.NotebookCellOutputItem.text(code.textTable(answer, { timezone: about.timezone })),
    ]),
  ];
}
