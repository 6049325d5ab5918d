import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../../../../src/manifest/yaml/yamlFile.ts';
import type { Problem } from '../../../../../src/problem.ts';
import { goYamlTexts } from './texts.ts';

const problemsOf = (text: string): Problem[] => readYamlFile(text).flatMap(({ problems }) => problems);
const marked = (text: string, code: string): string[] =>
  problemsOf(text)
    .filter((problem) => problem.code === code)
    .map(({ span }) => text.slice(span.start, span.end));

describe('what go-yaml reads otherwise', () => {
  for (const { what, text, refused, notPortable = [] } of goYamlTexts) {
    it(`${what}: ${refused.length > 0 ? 'an error' : notPortable.length > 0 ? 'a warning' : 'nothing'}`, () => {
      const errors = problemsOf(text).filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ span }) => text.slice(span.start, span.end)),
        refused,
      );
      assert.deepEqual(marked(text, 'yaml/not-portable'), notPortable);
    });
  }

  it('is at its place in the second document too', () => {
    const text = 'a: b\n---\nc: d\n\t\ne: {[f]: g} # \u0001\nh: &i.j k\n';
    assert.deepEqual(marked(text, 'yaml/refused-by-parser'), ['\t', '[f]', '&i.j']);
    assert.deepEqual(marked(text, 'yaml/syntax'), ['\u0001']);
  });

  it('leaves out escapes in what kubectl reads as JSON', () => {
    assert.deepEqual(problemsOf('{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b\\/c"}}'), []);
    assert.deepEqual(marked('{"receivers": "b\\/c"}', 'yaml/refused-by-parser'), ['\\/']);
  });

  it('is not said of a broken text, where only the break counts', () => {
    const found = problemsOf('a: [b\n\t\nc: d\n');
    assert.deepEqual([...new Set(found.map(({ code }) => code))], ['yaml/syntax']);
  });

  it('keeps the values of what is mended', () => {
    const [document] = readYamlFile('a: "b"#c\nd: [e]#f\n');
    assert.ok(document?.root?.kind === 'map');
    const texts = document.root.entries.map(({ key, value }) => [key, value].map((node) => node?.start));
    assert.deepEqual(texts, [
      [0, 3],
      [9, 12],
    ]);
  });

  it('ends soon on many of each', () => {
    const many = (line: string): string => `a: b\n${line.repeat(20_000)}`;
    for (const line of [
      '\t\n',
      '# \u0001\n',
      '"a\\/b": "c\\/d"\n',
      '"a": "b"#c\n',
      '? {a: b}\n: c\n',
      'a: &b.c d\n',
    ]) {
      assert.ok(problemsOf(many(line)).length > 0);
    }
  }).timeout(20_000);
});
