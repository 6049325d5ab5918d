import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { formatLoose } from '../../../src/manifest/format.ts';
import { readLoosely } from '../../../src/manifest/yaml/loose/readLoosely.ts';
import { isSameYaml } from '../../../src/manifest/yaml/sameYaml.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';

const formatted = (text: string): string => applyEdits(text, formatLoose(readLoosely(text)));

const cases: readonly [title: string, before: string, after: string][] = [
  ['indentation of two', 'a:\n    b:\n        c: 1\nd:\n   e: 2\n', 'a:\n  b:\n    c: 1\nd:\n  e: 2\n'],
  [
    'lists as most of them are: indented',
    'a:\n    - x: 1\n      y: 2\nb:\n    - 1\nc:\n- 2\n',
    'a:\n  - x: 1\n    y: 2\nb:\n  - 1\nc:\n  - 2\n',
  ],
  [
    'lists as most of them are: flush',
    'a:\n- x: 1\n  y:\n    z: 1\nb:\n- 1\nc:\n    - 2\n',
    'a:\n- x: 1\n  y:\n    z: 1\nb:\n- 1\nc:\n- 2\n',
  ],
  ['a wide gap behind a dash', 'a:\n  -   b: 1\n      c: 2\n', 'a:\n  - b: 1\n    c: 2\n'],
  ['lists of lists', 'a:\n    -   - 1\n        - 2\n', 'a:\n  - - 1\n    - 2\n'],
  ['gaps behind colons', 'a:   1\nb:\n    c:  [ 1,  2 ]\n', 'a: 1\nb:\n  c: [ 1,  2 ]\n'],
  [
    'comments with what follows them',
    '# top\na:\n      # of b\n    b: 1 # end\n    # last\n# of c\nc: 1\n',
    '# top\na:\n  # of b\n  b: 1 # end\n  # last\n# of c\nc: 1\n',
  ],
  ['blank lines and order', 'b:\n    x: 1\n\n\na: 1\n', 'b:\n  x: 1\n\n\na: 1\n'],
  ['white space at ends', 'a: 1  \nb:\t\n   \nc: "x"\n', 'a: 1\nb:\n\nc: "x"\n'],
  [
    'block scalars, their inside kept',
    'a:\n    b: |\n        x\n          y  \n\n        z\n    c: 1\n',
    'a:\n  b: |\n    x\n      y  \n\n    z\n  c: 1\n',
  ],
  ['block scalars with an indicator', 'a:\n    b: |1\n       x\n      y\n', 'a:\n  b: |1\n     x\n    y\n'],
  [
    'brackets over lines',
    'a:\n    b: [\n        1,\n        2\n    ]\n',
    'a:\n  b: [\n      1,\n      2\n  ]\n',
  ],
  ['quotes over lines', 'a:\n    b: "x\n        y"\n', 'a:\n  b: "x\n      y"\n'],
  [
    'what is formatted already',
    'a:\n  - b: 1\n    c: [1, 2] # x\n\n# d\nd: |\n  e\n',
    'a:\n  - b: 1\n    c: [1, 2] # x\n\n# d\nd: |\n  e\n',
  ],
  ['CRLF', 'a:\r\n    b: 1 \r\n', 'a:\r\n  b: 1\r\n'],
];

describe('formatLoose', () => {
  for (const [title, before, after] of cases) {
    it(`formats ${title}`, () => {
      assert.equal(formatted(before), after);
      assert.equal(formatted(after), after);
      const [one] = readYamlFile(before);
      const [other] = readYamlFile(after);
      assert.ok(isSameYaml(one?.root, other?.root));
    });
  }

  it('edits only what changes', () => {
    assert.deepEqual(formatLoose(readLoosely('a:\n  b: 1\nc:\n   d: 1\n')), [
      { start: 13, end: 16, text: '  ' },
    ]);
  });
});

describe('isSameYaml', () => {
  const same = (one: string, other: string): boolean =>
    isSameYaml(readYamlFile(one)[0]?.root, readYamlFile(other)[0]?.root);
  for (const [one, other, expected] of [
    ['a: {b: 1}', 'a:   {b:  1}', true],
    ['a: 1', 'a: "1"', false],
    ['a: 1\nb: 2', 'b: 2\na: 1', false],
    ['a: [1]', 'a: [1, 2]', false],
    ['a: [1]', 'a: {1}', false],
    ['a: &x 1\nb: *x', 'a: &x 1\nb: *x', true],
    ['a: &x 1', 'a: 1', false],
    ['a:', 'a: ""', false],
    ['', '', true],
    ['a', '', false],
  ] as const) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)}: ${expected}`, () =>
      assert.equal(same(one, other), expected));
  }
});
