import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readNotebook, readNotebookText } from '../../../../src/notebook/file/readNotebook.ts';
import { Trouble } from '../../../../src/trouble.ts';

/** `q:` stands before queries, `m:` before prose. */
const cells = (text: string): string[] =>
  readNotebookText(text).cells.map((cell) => `${cell.kind === 'query' ? 'q' : 'm'}:${cell.text}`);

const read: readonly [title: string, text: string, cells: readonly string[]][] = [
  ['nothing', '', []],
  ['empty lines alone', '\n \n\t\n', []],
  ['prose and a query', '# A\n\ntext\n\n```promql\nup\n```\n', ['m:# A\n\ntext', 'q:up']],
  ['prose right after a fence', '```promql\nup\n```\ntext', ['q:up', 'm:text']],
  ['an empty query', '```promql\n```', ['q:']],
  ['tildes', '~~~promql\nup\n```\n~~~', ['q:up\n```']],
  ['a longer fence', '`````promql\n```\n````\n`````', ['q:```\n````']],
  ['a fence that a longer one closes', '```promql\nup\n`````  \nx', ['q:up', 'm:x']],
  ['a fence with text behind it closes nothing', '```promql\nup\n``` x\n```', ['q:up\n``` x']],
  ['a fence with four blanks before it closes nothing', '```promql\nup\n    ```\n```', ['q:up\n    ```']],
  ['an indented fence', '   ```promql\n   up\n     x\n y\n  ```', ['q:up\n  x\ny']],
  ['a tab that is half indentation', '  ```promql\n\tup\n  ```', ['q:  up']],
  ['four blanks are code', '    ```promql\n    up\n    ```', ['m:    ```promql\n    up\n    ```']],
  ['an info string that goes on', '```promql title="a" {x}\nup\n```', ['q:up']],
  ['an info string in capitals', '``` PromQL\nup\n```', ['q:up']],
  ['attributes behind the language', '```promql{.x}\nup\n```', ['q:up']],
  ['another language', '```promql-like\nup\n```', ['m:```promql-like\nup\n```']],
  ['backticks behind backticks are no fence', '```promql `x`\nup', ['m:```promql `x`\nup']],
  ['backticks behind tildes are', '~~~promql `x`\nup\n~~~', ['q:up']],
  ['a fence that is never closed', '```promql\nup\n\n', ['q:up']],
  ['a fence in another fence', '````md\n```promql\nup\n```\n````', ['m:````md\n```promql\nup\n```\n````']],
  ['a fence in a list', '- a\n\n  ```promql\n  up\n  ```', ['m:- a\n\n  ```promql\n  up\n  ```']],
  ['a fence that ends a list', '- a\n ```promql\n up\n ```', ['m:- a', 'q:up']],
  ['a fence in a numbered list', '10. a\n    ```promql\n    up', ['m:10. a\n    ```promql\n    up']],
  ['a fence in a quote', '> ```promql\n> up\n> ```', ['m:> ```promql\n> up\n> ```']],
  ['a fence that ends a quote', '> a\n```promql\nup\n```', ['m:> a', 'q:up']],
  ['a fence in a comment', '<!--\n```promql\nup\n```\n-->', ['m:<!--\n```promql\nup\n```\n-->']],
  ['a fence in a tag', '<div>\n```promql\nup\n```', ['m:<div>\n```promql\nup\n```']],
  ['a fence after a tag', '<div>\n\n```promql\nup\n```', ['m:<div>', 'q:up']],
  ['a fence after a tag in a paragraph', 'a\n<b>\n```promql\nup\n```', ['m:a\n<b>', 'q:up']],
  ['a fence after a tag alone', '<b>\n```promql\nup\n```', ['m:<b>\n```promql\nup\n```']],
  ['other line breaks', 'a\r\n\r\n```promql\r\nup\rdown\r\n```\r\nb', ['m:a', 'q:up\ndown', 'm:b']],
  ['characters that are no line breaks', 'a\u2028b\u0085c\fd\u0000', ['m:a\u2028b\u0085c\fd\u0000']],
  ['a saved output', '```promql\nup\n```\n\n```text adot-output\n1\n```\n\na', ['q:up', 'm:a']],
  ['an output of nobody', 'a\n\n```text adot-output\n1\n```', ['m:a\n\n```text adot-output\n1\n```']],
  ['a text that is no output', '```promql\nup\n```\n\n```text\n1\n```', ['q:up', 'm:```text\n1\n```']],
];

const heads: readonly [title: string, text: string, head: string][] = [
  ['front matter', '---\nrange: 1h\n---\n\n# A', '---\nrange: 1h\n---\n\n'],
  ['front matter that three dots end', '---\na: 1\n...\nA', '---\na: 1\n...\n'],
  ['a byte order mark', '\ufeff---\r\n---\r\nA', '\ufeff---\r\n---\r\n'],
  ['a byte order mark alone', '\ufeffA', '\ufeff'],
  ['dashes that nothing closes', '---\nA', ''],
  ['dashes further down', '\n---\nA\n---\n', '\n'],
  ['dashes with a word behind them', '--- x\nA\n---\n', ''],
];

describe('a Markdown file as a notebook', () => {
  for (const [title, text, wanted] of read) {
    it(`has cells: ${title}`, () => assert.deepEqual(cells(text), wanted));
  }
  for (const [title, text, head] of heads) {
    it(`has a head: ${title}`, () => assert.equal(readNotebookText(text).head, head));
  }

  it('gives a query what was saved of its result', () => {
    const [query] = readNotebookText('```promql\nup\n```\n\n````text adot-output\n```\n1\n````\n').cells;
    assert.equal(query?.output, '```\n1');
  });

  const refused: readonly [bytes: readonly number[], at: number][] = [
    [[0x61, 0xff], 2],
    [[0xc3], 1],
    [[0xc0, 0x80], 1],
    [[0x61, 0x62, 0xed, 0xa0, 0x80], 3],
    [[0xf4, 0x90, 0x80, 0x80], 1],
    [[0xe2, 0x82, 0x28], 1],
  ];
  for (const [bytes, at] of refused) {
    it(`says where bytes are no UTF-8: ${bytes.map((byte) => byte.toString(16)).join(' ')}`, () => {
      assert.throws(
        () => readNotebook(Uint8Array.from(bytes)),
        (error) =>
          error instanceof Trouble &&
          error.advice.code === 'notUtf8' &&
          error.message.includes(`byte ${at} `) &&
          error.advice.todo !== undefined,
      );
    });
  }
});
