import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { checkNotebookText } from '../../../src/notebook/checkNotebookText.ts';
import { directiveNames } from '../../../src/notebook/directives/directives.ts';
import { readExpectation } from '../../../src/notebook/expectations/readExpectation.ts';
import { outputMark } from '../../../src/notebook/file/places.ts';
import { readNotebookText } from '../../../src/notebook/file/readNotebook.ts';
import { frontMatterKeys } from '../../../src/notebook/frontMatter/readFrontMatter.ts';

describe('docs/notebook.md', () => {
  const page = readFileSync(new URL('../../../docs/notebook.md', import.meta.url), 'utf8');

  it('tells of every directive and key, and of the mark of outputs', () => {
    const words = [
      ...directiveNames.map((name) => `# @${name}`),
      ...frontMatterKeys.map((key) => `\`${key}\``),
      outputMark,
    ];
    assert.deepEqual(
      words.filter((word) => !page.includes(word)),
      [],
    );
  });

  it('shows a notebook without problems', () => {
    const example = /^````markdown\n([\s\S]*?)^````$/m.exec(page)?.[1] ?? '';
    assert.equal(readNotebookText(example).cells.length, 2);
    assert.deepEqual(checkNotebookText(example), []);
  });

  it('shows expectations that can be read', () => {
    const section = page.slice(page.indexOf('## Expectations'), page.indexOf('In the editor, queries'));
    const examples = [...section.matchAll(/`([^`]+)`/g)]
      .map(([, example = '']) => example)
      .filter((example) => !example.startsWith('#'));
    assert.ok(examples.length > 6);
    for (const example of examples) {
      assert.ok(readExpectation(example, { start: 0, end: 0 }), example);
    }
  });
});
