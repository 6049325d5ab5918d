import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate } from './extensionUnderTest.ts';

const { executeCommand: run } = vscode.commands;
const fence = '```';

/** Everything that editors like to make even, in one file without a final line break. */
const awkward = [
  '\ufeff---',
  'datasource: cloudwatch@us-east-1 # ours',
  'range: 1h',
  'owner: team-a',
  '---',
  '',
  '',
  '# Prose  ',
  'with a [link](x.md),\ttabs and <b>HTML</b>',
  '',
  '<!--',
  `${fence}promql`,
  'inside_a_comment',
  fence,
  '-->',
  '',
  '````markdown',
  `${fence}promql`,
  'inside_another_fence',
  fence,
  '````',
  `${fence}promql title="a"`,
  '# @name first',
  'up',
  fence,
  '~~~promql',
  'sum(up)',
  '~~~',
  '',
  `   ${fence}promql`,
  '   indented',
  `   ${fence}`,
  'Last words, *unfinished',
].join('\r\n');

describe('the file of a notebook', () => {
  let folder: vscode.Uri;
  let count = 0;

  before(async () => {
    await activate();
  });

  beforeEach(async () => {
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    folder = vscode.Uri.joinPath(opened.uri, `notebook-file-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
  });

  afterEach(async () => {
    await vscode.workspace.saveAll(false);
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  async function open(text: string | Uint8Array, name = 'x.promql.md'): Promise<vscode.NotebookDocument> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(
      uri,
      typeof text === 'string' ? new TextEncoder().encode(text) : text,
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    return notebook;
  }

  const texts = (notebook: vscode.NotebookDocument): string[] =>
    notebook.getCells().map(({ kind, document }) => {
      const text = document.getText().replaceAll('\r\n', '\n');
      return kind === vscode.NotebookCellKind.Code ? `${document.languageId}: ${text}` : text;
    });

  async function onDisk(notebook: vscode.NotebookDocument): Promise<string> {
    const bytes = await vscode.workspace.fs.readFile(notebook.uri);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  async function replaceIn(cell: vscode.NotebookCell, piece: string, other: string): Promise<void> {
    const { document } = cell;
    const start = document.getText().indexOf(piece);
    assert.ok(start >= 0, piece);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + piece.length));
    edit.replace(document.uri, range, other);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('opens by its name, with prose and queries as cells', async () => {
    const notebook = await open(awkward);
    assert.equal(notebook.notebookType, 'adot-promql');
    const queries = texts(notebook).filter((text) => text.startsWith('promql: '));
    assert.deepEqual(queries, ['promql: # @name first\nup', 'promql: sum(up)', 'promql: indented']);
    assert.match(texts(notebook)[0] ?? '', /^# Prose {2}\nwith a .*inside_another_fence\n```\n````$/s);
  });

  it('keeps every byte outside of the cell that was edited', async () => {
    const notebook = await open(awkward);
    const cell = notebook.getCells().find(({ document }) => document.getText() === 'sum(up)');
    assert.ok(cell);
    await replaceIn(cell, 'sum(up)', 'sum by (job) (up)');
    assert.equal(notebook.isDirty, true);
    assert.ok(await notebook.save());
    assert.equal(await onDisk(notebook), awkward.replace('sum(up)', 'sum by (job) (up)'));
  });

  it('is what it was before once an edit is taken back', async () => {
    const notebook = await open(awkward);
    const [prose] = notebook.getCells();
    assert.ok(prose);
    await replaceIn(prose, '# Prose', '# Other');
    await replaceIn(prose, '# Other', '# Prose');
    await notebook.save();
    assert.equal(await onDisk(notebook), awkward);
  });

  it('loses a cell that is deleted and gets one that is added, and nothing else', async () => {
    const text = `One\n\n${fence}promql\na\n${fence}\n\nTwo\n\n${fence}promql\nb\n${fence}\n\nThree\n`;
    const notebook = await open(text);
    const edit = new vscode.WorkspaceEdit();
    const added = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'c', 'promql');
    edit.set(notebook.uri, [
      vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(1, 2)),
      vscode.NotebookEdit.insertCells(3, [added]),
    ]);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await notebook.save();
    const saved = await onDisk(notebook);
    assert.doesNotMatch(saved, /^a$/m);
    for (const piece of [
      'One\n',
      'Two\n',
      `${fence}promql\nb\n${fence}\n`,
      `${fence}promql\nc\n${fence}\n`,
      'Three\n',
    ]) {
      assert.ok(saved.includes(piece), `${piece} is not in:\n${saved}`);
    }
  });

  it('of any Markdown opens as a notebook where that is asked for', async () => {
    const uri = vscode.Uri.joinPath(folder, 'README.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(awkward));
    await run('vscode.openWith', uri, 'adot-promql-markdown');
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.equal(notebook?.notebookType, 'adot-promql-markdown');
    assert.equal(notebook?.uri.toString(), uri.toString());
  });

  it('that is no UTF-8 says so, and stays as it is', async () => {
    const bytes = Uint8Array.from([0x23, 0x20, 0xff, 0xfe, 0x0a]);
    await assert.rejects(open(bytes), /UTF-8/);
    const uri = vscode.Uri.joinPath(folder, 'x.promql.md');
    assert.deepEqual([...(await vscode.workspace.fs.readFile(uri))], [...bytes]);
  });

  it('is not there yet for a new notebook, which can be saved anywhere', async () => {
    await run('adot.notebook.new');
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.ok(notebook?.isUntitled);
    assert.equal(notebook.notebookType, 'adot-promql');
    assert.match(notebook.uri.path, /\.promql\.md$/);
    assert.deepEqual(texts(notebook), ['promql: up']);
  });
});
