import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isMap, isScalar, parseDocument } from 'yaml';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { spanInFile } from '../../../../src/manifest/placement/placement.ts';
import type { Placement } from '../../../../src/manifest/placement/placement.ts';
import { scalarPlacement } from '../../../../src/manifest/placement/scalarPlacement.ts';
import { seededRandom } from '../yaml/seededRandom.ts';
import type { Random } from '../yaml/seededRandom.ts';

interface Found {
  file: string;
  value: string;
  place: Placement;
  next: unknown;
}

/** The scalar under `data.key`, read by the package that our own reading is held against. */
function find(file: string): Found | undefined {
  const document = parseDocument(file, { logLevel: 'silent' });
  const node = document.errors.length > 0 ? undefined : document.getIn(['data', 'key'], true);
  if (!isScalar(node) || !isMap(document.contents) || !node.range) {
    return undefined;
  }
  const value = node.source ?? '';
  const place = scalarPlacement(file, { start: node.range[0], end: node.range[1] }, value);
  return value === '' && !/[|>"']/.test(file.charAt(node.range[0]))
    ? undefined
    : { file, value, place, next: document.get('next') };
}

function found(file: string): Found {
  const scalar = find(file);
  assert.ok(scalar, file);
  return scalar;
}

const inFile = (scalar: string): string => `data:\n  key: ${scalar}\nnext: 1\n`;

/** What the characters of the value stand at, those that are no run of the file's own characters in brackets. */
function shown({ file, value, place }: Found): string {
  return [...value]
    .map((char, at) => {
      const offset = [...value].slice(0, at).join('').length;
      const written = file.slice(place.toFile(offset), place.toFileEnd(offset + char.length));
      return written === char && char !== '\n' ? char : `[${written}]`;
    })
    .join('');
}

describe('scalarPlacement', () => {
  describe('leads every character to where it stands', () => {
    for (const [style, scalar, wanted] of [
      ['a literal block', '|\n    a: b\n    c\n', 'a: b[\n]c[\n]'],
      ['a stripped one', '|-\n    a\n\n', 'a'],
      ['a kept one', '|+\n    a\n\n', 'a[\n][\n][\n]'],
      ['one with an indentation indicator', '|2\n      a\n     b\n', '  a[\n] b[\n]'],
      ['one with a comment behind its header', '| # a | b\n    a\n', 'a[\n]'],
      ['one with CRLF', '|\r\n    a\r\n\r\n    b\r\n', 'a[\r\n][\r\n]b[\r\n]'],
      ['one with tabs inside', '|\n    \ta\tb\n', '\ta\tb[\n]'],
      ['one with blank lines', '|\n    a\n  \n      \n    b\n', 'a[\n][\n]  [\n]b[\n]'],
      ['a folded block', '>\n    a\n    b\n\n    c\n', 'a[\n]b[\n]c[\n]'],
      ['a folded one with more indented lines', '>\n    a\n      b\n    c\n', 'a[\n]  b[\n]c[\n]'],
      ['single quotes', "'a ''b\n\n    c\n    d'", "a ['']b[\n]c[\n]d"],
      ['double quotes', '"a\\n\\"\\x41\\u00e9\\\n    b  \n    c"', 'a[\\n][\\"][\\x41][\\u00e9]b[\n]c'],
      ['a pair from one escape', '"\\U0001F600x"', '[\\U0001F600]x'],
      ['a plain scalar of several lines', 'a\n    b\n\n    c', 'a[\n]b[\n]c'],
    ] as const) {
      it(style, () => assert.equal(shown(found(inFile(scalar))), wanted));
    }

    it('a block that the file ends in', () => {
      const { place, value } = found('data:\n  key: |\n    a');
      assert.equal(value, 'a\n');
      assert.deepEqual(
        [0, 1, 2].map((at) => place.toFile(at)),
        [19, 20, 20],
      );
    });

    it('an empty block', () => {
      const { place } = found(inFile('|'));
      assert.equal(place.toFile(0), 15);
      assert.equal(place.toText(15), 0);
    });
  });

  it('knows no offset of the text where only indentation or markup stands', () => {
    const { file, place } = found(inFile('|\n    ab\n    c\n'));
    const texts = Array.from(file, (_, at) => place.toText(at) ?? '.').join('');
    assert.equal(texts, `${'.'.repeat(19)}012....345${'.'.repeat(8)}`);
  });

  it('ends a span before the line break and the indentation that follow it', () => {
    const { file, place } = found(inFile('"a\\nbc"'));
    const { start, end } = spanInFile(place, { start: 0, end: 2 });
    assert.equal(file.slice(start, end), 'a\\n');
  });

  describe('edits', () => {
    for (const [what, scalar, edit, wanted] of [
      ['a word of a block', '|\n    a: b\n', [3, 4, 'xyz'], '|\n    a: xyz\n'],
      [
        'lines put into a block',
        '|\n    a\n    c\n',
        [2, 2, 'b\n\n  b\n'],
        '|\n    a\n    b\n\n      b\n    c\n',
      ],
      ['a line put behind another', '|\n    a\n    c\n', [1, 1, '\nb'], '|\n    a\n    b\n    c\n'],
      ['lines put at the end', '|\n    a\n', [2, 2, 'b\n'], '|\n    a\n    b\n'],
      ['lines put at the end of a stripped one', '|-\n    a\n', [1, 1, '\nb\n'], '|-\n    a\n    b\n'],
      ['a line without its break put at the end', '|\n    a\n', [2, 2, 'b'], '|\n    a\n    b\n'],
      ['a line taken out', '|\n    a\n    b\n    c\n', [2, 4, ''], '|\n    a\n    c\n'],
      ['the last line taken out', '|\n    a\n    b\n', [2, 4, ''], '|\n    a\n'],
      ['two lines made one', '|\n    a\n    b\n', [1, 2, ''], '|\n    ab\n'],
      ['a line emptied', '|\n    a\n    b\n    c\n', [2, 3, ''], '|\n    a\n\n    c\n'],
      ['an empty line filled', '|\n    a\n  \n    c\n', [2, 2, 'b'], '|\n    a\n    b\n    c\n'],
      ['CRLF', '|\r\n    a\r\n', [2, 2, 'b\n'], '|\r\n    a\r\n    b\r\n'],
      ['an empty block filled', '|', [0, 0, 'a\nb\n'], '|\n    a\n    b\n'],
      ['quotes and line breaks between quotes', '"a"', [1, 1, '\n"'], '"a\\n\\""'],
      ['quotes between single ones', "'a'", [1, 1, "'"], "'a'''"],
      ['an escape taken out', '"a\\nb"', [1, 2, ''], '"ab"'],
      ['a plain scalar', 'ab', [1, 1, ' x '], 'a x b'],
      ['a folded block', '>\n    a\n    b\n', [2, 3, 'xy'], '>\n    a\n    xy\n'],
      ['a line break in a folded block', '>\n    ab\n', [1, 1, '\n'], '>\n    a\n\n    b\n'],
    ] as const) {
      it(`writes ${what}`, () => {
        const { file, place } = found(inFile(scalar));
        const [start, end, text] = edit;
        const written = place.toFileEdit({ start, end, text });
        assert.ok(written);
        const ended = inFile(wanted).replace(
          /\n\nnext/,
          wanted.endsWith('\n') && !scalar.endsWith('\n') ? '\nnext' : '\n\nnext',
        );
        assert.equal(applyEdits(file, [written]), ended);
      });
    }

    it('begins a new line behind a file that ends without a line break', () => {
      const { file, place } = found('data:\n  key: |\n    a');
      const edit = place.toFileEdit({ start: 2, end: 2, text: 'b\n' });
      assert.equal(edit && applyEdits(file, [edit]), 'data:\n  key: |\n    a\n    b\n');
    });

    for (const [what, scalar, edit] of [
      ['a line break in a plain scalar', 'a', [1, 1, '\n']],
      ['what ends a plain scalar', 'a', [1, 1, ': b']],
      ['a line break between single quotes', "'a'", [1, 1, '\n']],
      ['a control character in a block', '|\n    a\n', [1, 1, '\u0007']],
      ['a carriage return in a block', '|\n    a\n', [1, 1, '\r']],
      ['half a pair', '"a"', [1, 1, '\ud83d']],
      ['blanks in front of a first line without an indentation indicator', '|\n    a\n', [0, 0, ' ']],
    ] as const) {
      it(`refuses ${what}`, () => {
        const [start, end, text] = edit;
        assert.equal(found(inFile(scalar)).place.toFileEdit({ start, end, text }), undefined);
      });
    }
  });

  describe('is right for random scalars', () => {
    for (const style of ['literal', 'folded', 'single', 'double', 'plain'] as const) {
      it(style, () => {
        const random = seededRandom(11);
        let held = 0;
        for (let round = 0; round < 700; round += 1) {
          const scalar = find(inFile(randomScalar(style, random)));
          if (scalar !== undefined) {
            checkOffsets(scalar);
            held += checkEdit(scalar, random, style === 'literal' || style === 'folded') ? 1 : 0;
          }
        }
        assert.ok(held > 100, `only ${held} edits were held`);
      });
    }
  });
});

const words = ['a', 'bc', 'd e', '', 'x:y', '#z', '- q', 'é', '😀', 'k: v', "it''s", '\\n'];

function randomScalar(style: string, random: Random): string {
  const lineBreak = random.pick(['\n', '\n', '\r\n']);
  const lines = Array.from({ length: 1 + random.below(6) }, () => {
    const word = random.pick(words) + random.pick(['', ' ', '\t', random.pick(words)]);
    return random.below(4) === 0 ? '' : word;
  });
  if (style === 'literal' || style === 'folded') {
    const indicator = random.pick(['', '', '2']);
    const header = `${style === 'literal' ? '|' : '>'}${indicator}${random.pick(['', '-', '+'])}${random.pick(['', ' # | >'])}`;
    const more = (): string => ' '.repeat(random.pick([0, 0, 0, 1, 3]));
    const body = lines.map((line) => (line === '' && random.below(2) === 0 ? '  ' : `    ${more()}${line}`));
    return [header, ...body].join(lineBreak);
  }
  const body = lines.join(`${random.pick(['', ' ', '\t'])}${lineBreak}${' '.repeat(4 + random.below(3))}`);
  if (style === 'double') {
    const escape = random.pick(['\\n', '\\"', '\\\n    x', '\\x41', '\\u00e9', '\\U0001F600', '\\ ', '\\\t']);
    return `"${body.replaceAll('\\n', escape)}${random.pick(['', escape])}"`;
  }
  return style === 'single' ? `'${body}'` : body;
}

function checkOffsets({ file, value, place }: Found): void {
  let before = 0;
  for (let at = 0; at < value.length; at += 1) {
    const where = place.toFile(at);
    const char = value.charAt(at);
    const written = file.slice(where, place.toFileEnd(at + 1));
    assert.ok(where >= before, file);
    assert.ok(
      written === char || written.startsWith('\\') || written === "''" || /^(?:\r\n|\n|)$/.test(written),
      `${JSON.stringify(char)} is ${JSON.stringify(written)} in ${file}`,
    );
    const isLowHalf = char >= '\udc00' && char <= '\udfff' && written.startsWith('\\');
    assert.equal(place.toText(where), isLowHalf ? at - 1 : at, `${at} in ${file}`);
    before = where;
  }
  assert.equal(place.toText(place.toFile(value.length)), value.length, file);
}

/** Whether the style could hold the edit; when it could, the file reads as the edited text and nothing else changed. */
function checkEdit({ value, file, place }: Found, random: Random, isBlock: boolean): boolean {
  const start = boundary(value, random.below(value.length + 1));
  const end = boundary(value, Math.min(value.length, start + random.pick([0, 0, 1, 2, 5, 99])));
  const text = random.pick([
    '',
    'x',
    'x: y',
    '\n',
    'x\n',
    '\nx',
    'x\n\n  y\n',
    ' ',
    "'",
    '"',
    '\\',
    '😀',
    '\u0085',
    '#',
  ]);
  const edit = place.toFileEdit({ start, end: Math.max(start, end), text });
  if (edit === undefined) {
    return false;
  }
  const wanted = value.slice(0, start) + text + value.slice(Math.max(start, end));
  const edited = find(applyEdits(file, [edit]));
  // The package leaves blanks out that stand at the end of a block.
  const trim = (one: string | undefined): string | undefined => (isBlock ? one?.replace(/[ \n]+$/, '') : one);
  const what = JSON.stringify({ file, start, end, text, edit });
  assert.equal(trim(edited?.value), trim(wanted), what);
  assert.equal(edited?.next, 1, what);
  return true;
}

/** Not inside a pair. */
function boundary(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
