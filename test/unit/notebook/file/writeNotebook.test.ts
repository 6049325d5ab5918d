import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readNotebookText } from '../../../../src/notebook/file/readNotebook.ts';
import { notebookMarkdown } from '../../../../src/notebook/file/writeNotebook.ts';
import type { NotebookCell } from '../../../../src/notebook/model.ts';

const query = (text: string): NotebookCell => ({ kind: 'query', text });
const prose = (text: string): NotebookCell => ({ kind: 'markdown', text });
const after = (text: string, change: (cells: NotebookCell[]) => void): string => {
  const { head, cells } = readNotebookText(text);
  const changed = [...cells];
  change(changed);
  return notebookMarkdown({ head, cells: changed });
};
const withText = (cell: NotebookCell | undefined, text: string): NotebookCell => {
  assert.ok(cell);
  return { ...cell, text };
};

const file = '# A\n```promql title=x\nup\n```\nB\n';

const changes: readonly [
  title: string,
  text: string,
  change: (cells: NotebookCell[]) => void,
  written: string,
][] = [
  [
    'an edited query keeps its fence',
    file,
    (cells) => cells.splice(1, 1, withText(cells[1], 'down')),
    '# A\n```promql title=x\ndown\n```\nB\n',
  ],
  [
    'an edited query keeps tildes and indentation',
    '  ~~~promql\n  up\n  ~~~',
    (cells) => cells.splice(0, 1, withText(cells[0], 'a\n\nb')),
    '  ~~~promql\n  a\n\n  b\n  ~~~',
  ],
  [
    'a fence grows with what stands in it',
    file,
    (cells) => cells.splice(1, 1, withText(cells[1], '# ````')),
    '# A\n`````promql title=x\n# ````\n`````\nB\n',
  ],
  [
    'line breaks are those of most lines',
    'A\r\n\r\nB\r\nC\nD',
    (cells) => cells.splice(0, 1, withText(cells[0], 'X\nY')),
    'X\r\nY',
  ],
  ['a query at the end', file, (cells) => cells.push(query('new')), `${file}\n\`\`\`promql\nnew\n\`\`\`\n`],
  [
    'a query between neighbours has an empty line on both sides',
    file,
    (cells) => cells.splice(1, 0, query('new')),
    '# A\n\n```promql\nnew\n```\n\n```promql title=x\nup\n```\nB\n',
  ],
  [
    'a first cell below front matter',
    '---\na: 1\n---\nA',
    (cells) => cells.unshift(query('up')),
    '---\na: 1\n---\n\n```promql\nup\n```\n\nA',
  ],
  ['a cell that is taken out', file, (cells) => cells.splice(1, 1), '# A\n\nB\n'],
  ['a last cell that is taken out', file, (cells) => cells.pop(), '# A\n```promql title=x\nup\n```\n'],
  ['cells that change places', file, (cells) => cells.reverse(), 'B\n\n```promql title=x\nup\n```\n\n# A\n'],
  ['prose of blanks alone', file, (cells) => cells.splice(1, 0, prose(' \n')), file],
  ['into an empty file', '', (cells) => cells.push(prose('A'), query('up')), 'A\n\n```promql\nup\n```\n'],
  [
    'prose that leaves a comment open',
    file,
    (cells) => cells.splice(0, 1, withText(cells[0], '<!-- a')),
    '<!-- a\n-->\n```promql title=x\nup\n```\nB\n',
  ],
  [
    'prose that leaves a fence open',
    file,
    (cells) => cells.splice(0, 1, withText(cells[0], '````js\na')),
    '````js\na\n````\n```promql title=x\nup\n```\nB\n',
  ],
  [
    'prose that would take an indented query into its list',
    'A\n\n  ```promql\n  up\n  ```\n',
    (cells) => cells.splice(0, 1, withText(cells[0], '- a')),
    '- a\n<!-- -->\n\n  ```promql\n  up\n  ```\n',
  ],
  [
    'a query that was never closed, with something behind it',
    '```promql\nup',
    (cells) => cells.push(prose('A')),
    '```promql\nup\n```\n\nA\n',
  ],
  [
    'prose that would become front matter',
    'A\n\n---\n',
    (cells) => cells.splice(0, 1, withText(cells[0], '---\nA\n---')),
    '\n---\nA\n---\n',
  ],
  [
    'an output',
    file,
    (cells) => cells.splice(1, 1, { ...withText(cells[1], 'up'), output: '1 ```' }),
    '# A\n```promql title=x\nup\n```\n\n````text adot-output\n1 ```\n````\nB\n',
  ],
  [
    'an output in the place of another',
    '```promql\nup\n```\n\n```text adot-output\n1\n```\n\n\nB',
    (cells) => cells.splice(0, 1, { ...withText(cells[0], 'up'), output: '2' }),
    '```promql\nup\n```\n\n```text adot-output\n2\n```\n\n\nB',
  ],
  [
    'an output that is taken out',
    '```promql\nup\n```\n\n```text adot-output\n1\n```\n\nB',
    (cells) => cells.splice(0, 1, { ...withText(cells[0], 'up'), output: null }),
    '```promql\nup\n```\n\nB',
  ],
  [
    'a query moves with its output',
    'B\n\n```promql\nup\n```\n\n```text adot-output\n1\n```\n',
    (cells) => cells.reverse(),
    '```promql\nup\n```\n\n```text adot-output\n1\n```\n\nB\n',
  ],
];

describe('a notebook as a Markdown file', () => {
  for (const [title, text, change, written] of changes) {
    it(`is written: ${title}`, () => assert.equal(after(text, change), written));
  }

  it('is what it was where an editor has other line breaks', () => {
    const text = 'A\r\nB\n\n```promql\nup\r\ndown\n```';
    const change = (cells: NotebookCell[]): void => {
      cells.forEach((cell, at) => cells.splice(at, 1, withText(cell, cell.text.replaceAll('\n', '\r\n'))));
    };
    assert.equal(after(text, change), text);
  });

  it('has a cell whose kind was changed as the other kind', () => {
    const written = after(file, (cells) => {
      cells.splice(1, 1, { ...withText(cells[1], 'up'), kind: 'markdown' });
    });
    assert.equal(written, '# A\n\nup\n\nB\n');
  });
});
