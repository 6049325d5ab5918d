import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  readNotebook,
  readNotebookText,
  withPlainBreaks,
} from '../../../../src/notebook/file/readNotebook.ts';
import { notebookMarkdown, writeNotebook } from '../../../../src/notebook/file/writeNotebook.ts';
import type { NotebookCell, NotebookText } from '../../../../src/notebook/model.ts';
import { Trouble } from '../../../../src/trouble.ts';
import { seeded } from '../seeded.ts';
import { mutatedMarkdown, scribble } from './mutatedMarkdown.ts';

/** `HARDNESS_ROUNDS=200000` for the whole bar; byte strings are a twentieth of it. */
const rounds = Number(process.env['HARDNESS_ROUNDS'] ?? 3000);

const rawText = ({ head, cells }: NotebookText): string =>
  head + cells.map(({ source }) => `${source?.raw ?? ''}${source?.after ?? ''}`).join('');
const queries = (cells: readonly NotebookCell[]): string[] =>
  cells.filter(({ kind }) => kind === 'query').map(({ text }) => withPlainBreaks(text));

describe('Markdown that nobody would write', function () {
  this.timeout(600_000);

  it('is written as it was read', () => {
    const random = seeded(20_261_126);
    for (let round = 0; round < rounds; round += 1) {
      const text = mutatedMarkdown(random);
      const notebook = readNotebookText(text);
      assert.equal(rawText(notebook), text);
      assert.equal(notebookMarkdown(notebook), text);
    }
  });

  it('keeps every byte but those of the cell that is edited, and reads again as what was edited', () => {
    const random = seeded(7);
    for (let round = 0; round < rounds; round += 1) {
      const { head, cells } = readNotebookText(mutatedMarkdown(random));
      const at = random(cells.length);
      const cell = cells[at];
      if (cell === undefined) {
        continue;
      }
      const text = `edited ${scribble(random)}`;
      const edited = cells.with(at, { ...cell, text });
      const written = notebookMarkdown({ head, cells: edited });
      const before = rawText({ head, cells: cells.slice(0, at) });
      const behind = (cell.source?.after ?? '') + rawText({ head: '', cells: cells.slice(at + 1) });
      assert.ok(written.startsWith(before) || /^\ufeff?[\r\n]+---/.test(written), written);
      assert.ok(written.endsWith(behind), written);
      const again = queries(readNotebookText(written).cells);
      const wanted = queries(edited);
      if (cell.kind === 'query') {
        assert.deepEqual(again, wanted);
      } else {
        const last = queries(cells.slice(at + 1));
        assert.deepEqual(last.length === 0 ? [] : again.slice(-last.length), last, written);
      }
    }
  });

  it('has the same queries when cells are moved, taken out and put in', () => {
    const random = seeded(11);
    for (let round = 0; round < rounds; round += 1) {
      const { head, cells } = readNotebookText(mutatedMarkdown(random));
      const moved = cells.filter(() => random(6) !== 0);
      const at = random(moved.length);
      const [taken] = moved.splice(at, 1);
      moved.splice(random(moved.length + 1), 0, ...(taken === undefined ? [] : [taken]));
      moved.splice(random(moved.length + 1), 0, {
        kind: random(2) === 0 ? 'query' : 'markdown',
        text: `new ${random(100)}`,
        ...(random(2) === 0 && { output: '1 series' }),
      });
      const written = notebookMarkdown({ head, cells: moved });
      const again = readNotebookText(written);
      assert.deepEqual(queries(again.cells), queries(moved), written);
      assert.equal(notebookMarkdown(again), written);
    }
  });

  it('as bytes is refused or written as it was read', () => {
    const random = seeded(3);
    for (let round = 0; round < rounds / 20; round += 1) {
      const bytes = new TextEncoder().encode(mutatedMarkdown(random));
      for (let hits = random(4); hits > 0 && bytes.length > 0; hits -= 1) {
        bytes[random(bytes.length)] = random(256);
      }
      let notebook: NotebookText | undefined;
      try {
        notebook = readNotebook(bytes);
      } catch (error) {
        assert.ok(error instanceof Trouble);
        assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        continue;
      }
      assert.deepEqual(Buffer.from(writeNotebook(notebook)), Buffer.from(bytes));
    }
  });

  const mega = 1_000_000;
  const hostile: readonly [title: string, text: string][] = [
    ['ten megabytes of one line', 'x'.repeat(10 * mega)],
    ['ten megabytes of blanks', ' '.repeat(10 * mega)],
    ['three megabytes of empty lines', '\n'.repeat(3 * mega)],
    ['quotes in quotes', '> '.repeat(mega)],
    ['lists in lists, then empty lines', `${'- '.repeat(mega)}x${'\n'.repeat(mega / 3)}`],
    [
      'lists in lists, one a line',
      Array.from({ length: 2000 }, (_, n) => `${' '.repeat(2 * n)}- x\n`).join(''),
    ],
    ['a rule of a million stars', `${'* '.repeat(mega)}\n`],
    ['a tag of a million attributes', `<a ${'b '.repeat(mega)}`],
    ['a hundred thousand queries', '```promql\nup\n```\n'.repeat(100_000)],
    ['a fence with a long line behind it', `\`\`\`${' '.repeat(mega)}x`],
  ];
  for (const [title, text] of hostile) {
    it(`comes to an end: ${title}`, function () {
      this.timeout(30_000);
      assert.equal(notebookMarkdown(readNotebookText(text)), text);
    });
  }
});
