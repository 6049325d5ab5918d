import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { checkNotebookText } from '../../../src/notebook/checkNotebookText.ts';
import { nameProblems, readCells } from '../../../src/notebook/run/names.ts';
import type { CellMemory } from '../../../src/notebook/run/names.ts';
import { mutatedMarkdown } from './file/mutatedMarkdown.ts';
import { seeded } from './seeded.ts';

const fence = (...cells: string[]): string =>
  cells.map((cell) => `\`\`\`promql\n${cell}\n\`\`\`\n`).join('\n');

const found: readonly [text: string, code: string, at: string, fixed?: string][] = [
  ['---\nrange: soon\n---\n', 'notebook/bad-default', 'soon'],
  [
    '# A\r\n\r\n  ```promql\r\n  # @rnage 1h\r\n  up\r\n  ```\r\n',
    'notebook/unknown-directive',
    'rnage',
    '# A\r\n\r\n  ```promql\r\n  # @range 1h\r\n  up\r\n  ```\r\n',
  ],
  [
    fence('# @name errors\nup', 'rate(${error})'),
    'notebook/unknown-variable',
    '${error}',
    fence('# @name errors\nup', 'rate(${errors})'),
  ],
  [fence('up{job="${nothing:job}"}'), 'notebook/unknown-variable', '${nothing:job}'],
  [fence('sum($x)'), 'notebook/unknown-variable', '$x', fence('sum(${x})')],
  [fence('[[x:csv]]'), 'notebook/unknown-variable', '[[x:csv]]', fence('${x}')],
  [fence('${}'), 'notebook/unknown-variable', '${}'],
  [fence('# @name a\nup', '# @name a\ndown'), 'notebook/repeated-name', 'a'],
];

describe('a notebook is checked', () => {
  for (const [text, code, at, fixed] of found) {
    it(`and ${code} is found at ${at}`, () => {
      const problems = checkNotebookText(text);
      assert.deepEqual(
        problems.map((problem) => [problem.code, text.slice(problem.span.start, problem.span.end)]),
        [[code, at]],
      );
      const fix = problems[0]?.fixes?.[0];
      assert.equal(fix && applyEdits(text, fix.edits), fixed);
    });
  }

  it('and cells that need each other are named', () => {
    const text = fence('# @name a\n${b}', '# @name b\nsum(${c.value})', '# @name c\n${b:job}', '${a}');
    const problems = checkNotebookText(text);
    assert.deepEqual(
      problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
      ['${b}', '${c.value}', '${b:job}', '${a}'].map((at) => ['notebook/variable-cycle', at]),
    );
    assert.match(problems[0]?.message ?? '', /b → c → b/);
  });

  it('and times of the query and comments are no unknown variables', () => {
    assert.deepEqual(checkNotebookText(fence('rate(up[$__rate_interval]) # ${x}\n+ ${__range_s}')), []);
  });

  it('in time when every cell needs the one above', () => {
    const cells = Array.from({ length: 20_000 }, (_, at) => `# @name n${at}\n\${n${Math.max(0, at - 1)}}`);
    assert.ok(checkNotebookText(fence(...cells)).length > 0);
  }).timeout(5000);

  it('cell by cell in time, each time one of 300 changes', () => {
    const texts = Array.from(
      { length: 300 },
      (_, at) => `# @name n${at}\nsum(rate(x[5m])) / \${n${Math.max(0, at - 1)}}`,
    );
    const memory: CellMemory = new Map();
    for (let change = 0; change < 3; change += 1) {
      const changed = texts.with(5, `# @name n5\n${change}`);
      for (const at of changed.keys()) {
        nameProblems(readCells(changed, memory), at);
      }
    }
    assert.ok(memory.size < 1000);
  }).timeout(5000);

  it('without a throw, and with its problems inside of the file', () => {
    const random = seeded(9);
    for (let round = 0; round < 2000; round += 1) {
      const text = mutatedMarkdown(random).replaceAll('up', '${errors}');
      for (const { span } of checkNotebookText(text)) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      }
    }
  });
});
