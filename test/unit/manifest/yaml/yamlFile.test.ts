import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import type { KnownDocument, YamlDocument } from '../../../../src/manifest/yaml/yamlFile.ts';
import { textOf, valueAt } from '../../../../src/manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../../../src/manifest/yaml/yamlNode.ts';
import { nastyTexts, realTexts } from './corpus/texts.ts';

/** Code, severity and the text that is squiggled. */
function found(text: string): string[] {
  return readYamlFile(text).flatMap(({ problems }) =>
    problems.map(({ code, severity, span }) => `${severity} ${code} ${text.slice(span.start, span.end)}`),
  );
}

/** Everything of the documents, what is worked out late too. */
function plain(documents: readonly YamlDocument[]): unknown {
  return documents.map(({ root, ...rest }) => ({ ...rest, root: plainNode(root) }));
}

function plainNode(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case 'scalar':
      return [node.start, node.end, node.style, node.text, node.value, node.tag, node.anchor];
    case 'map':
      return { ...node, entries: node.entries.map(({ key, value }) => [plainNode(key), plainNode(value)]) };
    case 'sequence':
      return { ...node, items: node.items.map(plainNode) };
    case 'alias':
      return { ...node, target: plainNode(node.target) };
    case undefined:
      return undefined;
  }
}

describe('readYamlFile', () => {
  describe('parts a file into documents', () => {
    for (const [text, documents] of [
      ['', []],
      ['a', ['a']],
      ['# a\n\n', ['# a\n\n']],
      ['# a\n---\nb: 1\n', ['# a\n---\nb: 1\n']],
      ['a: 1\n---\nb: 1\n', ['a: 1\n', '---\nb: 1\n']],
      ['a: |\n  ---\n---\nb: 1\n', ['a: |\n  ---\n', '---\nb: 1\n']],
      ['---\n---\n', ['---\n', '---\n']],
      ['a: 1\n---', ['a: 1\n', '---']],
      ['a: 1\n...\n# b\n', ['a: 1\n...\n# b\n']],
      ['a: 1\n...\nb: 1\n', ['a: 1\n...\n', 'b: 1\n']],
      ['a: 1\n...\n%YAML 1.2\n---\nb: 1\n', ['a: 1\n...\n', '%YAML 1.2\n---\nb: 1\n']],
      ['a: 1\r\n---\r\nb: 1\r\n', ['a: 1\r\n', '---\r\nb: 1\r\n']],
      ['a: 1\r---\rb: 1\r', ['a: 1\r', '---\rb: 1\r']],
      ['a: 1\n\ufeff---\nb: 1\n', ['a: 1\n\ufeff', '---\nb: 1\n']],
      ['a: ---\n---b\n', ['a: ---\n---b\n']],
    ] as const) {
      it(JSON.stringify(text), () => {
        const read = readYamlFile(text).map(({ start, end }) => text.slice(start, end));
        assert.deepEqual(read, documents);
      });
    }

    it('without gaps', () => {
      for (const text of [...realTexts, ...nastyTexts]) {
        const read = readYamlFile(text).map(({ start, end }) => text.slice(start, end));
        assert.equal(read.join(''), text);
      }
    });
  });

  it('gives offsets of the file in each document', () => {
    const text = 'a: 1\n---\nb: {c: "d"}\n---\n- |\n  e\n';
    const [, second, third] = readYamlFile(text);
    const value = valueAt(second?.root, 'b', 'c');
    assert.equal(text.slice(value?.start, value?.end), '"d"');
    const block = valueAt(third?.root, 0);
    assert.equal(text.slice(block?.start, block?.end), '|\n  e\n');
    assert.equal(textOf(block), 'e\n');
  });

  it('ends collections behind their last value or bracket, and has no value where none is written', () => {
    const text = 'a:\n  b: [c, {d: e} ] # f\n\n  g:\nh: 1\n';
    const [document] = readYamlFile(text);
    const at = (...path: (string | number)[]): string | undefined => {
      const node = valueAt(document?.root, ...path);
      return node && text.slice(node.start, node.end);
    };
    assert.equal(at('a'), 'b: [c, {d: e} ] # f\n\n  g:');
    assert.equal(at('a', 'b'), '[c, {d: e} ]');
    assert.equal(at('a', 'b', 1), '{d: e}');
    assert.equal(at('a', 'g'), undefined);
  });

  describe('finds what is wrong', () => {
    for (const [what, text, problems] of [
      ['nothing', 'a: 1\n', []],
      ['a key twice', 'a: 1\nb: 2\n"a": 3\n', ['error yaml/duplicate-key "a"']],
      [
        'a key twice among many',
        `${'abcdefghijkl'.replaceAll(/./g, '$&: 1\n')}c: 1\n`,
        ['error yaml/duplicate-key c'],
      ],
      ['a key thrice', '{a: 1, a: 2, a: 3}', ['error yaml/duplicate-key a', 'error yaml/duplicate-key a']],
      ['a merge key twice', 'x: &x {}\ny: {<<: *x, <<: *x}\n', ['error yaml/duplicate-key <<']],
      [
        'a key twice, which kubectl takes',
        'apiVersion: v1\nkind: Pod\na: 1\na: 2\n',
        ['warning yaml/duplicate-key a'],
      ],
      [
        'a key twice, which eksctl does not take',
        'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\na: 1\na: 2\n',
        ['error yaml/duplicate-key a'],
      ],
      [
        'a key twice in a broken document',
        'a: 1\na: 2\nb: [\n',
        ['error yaml/duplicate-key a', 'error yaml/syntax '],
      ],
      ['an alias without anchor', 'a: *b\nb: &b 1\n', ['error yaml/unknown-alias *b']],
      ['an alias inside its own anchor', 'a: &a [*a]\n', ['error yaml/unknown-alias *a']],
      ['a tab as indentation', 'a:\n\tb: 1\n', ['error yaml/syntax \t']],
      ['an unclosed quote', 'a: "b\nc: 1\n', ['error yaml/syntax ']],
      [
        'several errors at once',
        'a: @b\nc: d: e\nf: "\\q"\n',
        ['error yaml/syntax @', 'error yaml/syntax d', 'error yaml/syntax \\'],
      ],
      ['what go-yaml leaves out without a word', '  a: 1\nb: 2\n', ['warning yaml/syntax b']],
      ['lines of quotes that begin too far left', 'a:\n  b: "c\nd"\n', ['warning yaml/syntax d']],
      ['a NUL', 'a: b\0\n', ['error yaml/syntax \0']],
      ['a control character', 'a: b\u0007\n', ['error yaml/syntax \u0007']],
      ['a closing bracket in the first column', 'a: [\n  b\n]\n', ['warning yaml/syntax ]']],
    ] as const) {
      it(what, () => assert.deepEqual(found(text), problems));
    }

    it('in one document, and reads the others all the same', () => {
      const documents = readYamlFile('a: 1\n---\nb: [\n---\nc: 1\n');
      assert.deepEqual(
        documents.map(({ problems }) => problems.length),
        [0, 1, 0],
      );
      assert.equal(textOf(valueAt(documents[2]?.root, 'c')), '1');
    });

    it('and keeps what can be read beside it', () => {
      const [document] = readYamlFile('receivers:\n  otlp:\n    protocols: {grpc: \nexporters:\n  debug:\n');
      assert.notEqual(valueAt(document?.root, 'receivers', 'otlp'), undefined);
    });

    it('and says where a doubled key was first', () => {
      const [document] = readYamlFile('a: 1\na: 2\n');
      assert.deepEqual(document?.problems[0]?.related?.[0]?.span, { start: 0, end: 1 });
    });
  });

  describe('remembers documents by their text', () => {
    const text = 'a: &x 1\n---\nb: [1, {c: d}]\nb: 2\n---\n? |\n  e\n: *f\n---\ng: "h\n';
    const readAgain = (changed: string): [again: YamlDocument[], first: YamlDocument[]] => {
      const before = new Map<string, KnownDocument>();
      const first = readYamlFile(text, { before: new Map(), now: before });
      return [readYamlFile(changed, { before, now: new Map() }), first];
    };

    it('and gives those before a change as they were', () => {
      const [again, first] = readAgain(text.replace('c: d', 'c: changed'));
      assert.equal(again[0], first[0]);
      assert.notEqual(again[1], first[1]);
    });

    it('and gives those behind a change the place that they have now', () => {
      for (const changed of [text, text.replace('c: d', 'c: changed'), `k: l\n---\n${text}`, text.slice(8)]) {
        assert.deepEqual(plain(readAgain(changed)[0]), plain(readYamlFile(changed)), changed);
      }
    });
  });

  describe('bounds what grows without end', () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'.replaceAll(
      /./g,
      (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`,
    )}`;

    it('aliases of aliases', () => {
      assert.deepEqual(
        [...new Set(found(bomb).map((line) => line.slice(0, -2)))],
        ['error yaml/excessive-aliases '],
      );
    });

    it('a long chain of aliases', () => {
      const chain = Array.from({ length: 5000 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}]\n`).join('');
      assert.equal(found(`a0: &a0 x\n${chain}`)[0], 'warning yaml/too-deep *a198');
    });

    for (const [what, text] of [
      ['brackets', '['.repeat(100_000)],
      ['braces', '{a: '.repeat(100_000)],
      ['lists', '- '.repeat(100_000)],
      ['mappings', Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
    ] as const) {
      it(`nested ${what}`, () => {
        const [document] = readYamlFile(text);
        assert.equal(document?.root, undefined);
        assert.deepEqual(
          document?.problems.map(({ code, severity }) => [code, severity]),
          [['yaml/too-deep', 'warning']],
        );
      });
    }
  });
});
