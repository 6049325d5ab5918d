import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compileRe2, isRe2Problem } from '../../../../src/otel/re2.ts';
import type { Re2 } from '../../../../src/otel/re2.ts';
import { asPlainRegex } from '../../../../src/otel/relabel/plainRegex.ts';
import { compileRegex } from '../../../../src/otel/relabel/regex.ts';

function compiled(pattern: string, dotMatchesNewline = true): Re2 {
  const regex = compileRegex(pattern, dotMatchesNewline);
  assert.ok(!isRe2Problem(regex), pattern);
  return regex;
}

const plain = [
  ...[
    '(.*)',
    '.+',
    '',
    'true',
    'a|b',
    '(a|b)|',
    '([^:]+)(?::\\d+)?;(\\d+)',
    '(https?)',
    '/metrics',
    '[\\w.-]+',
    '[^a-z0-9]*?',
  ],
  ...[
    '(?:a(b)?c)?d',
    '\\$\\{x\\}',
    '\\/\\-\\_',
    'ü+',
    '[ü-ÿ]',
    '(.*?)(.*)',
    '[-a]',
    '[a-]',
    '\\s\\S\\W\\D',
    'a b',
    '(a+)?b',
  ],
];
const notPlain = [
  ...[
    '^a',
    'a$',
    '(?i)a',
    '(?P<n>a)',
    '(a*)*',
    '(a|b)+',
    '(|a)?',
    'a{2}',
    'a**',
    'a+*',
    '\\b',
    '\\pL',
    '[[:alpha:]]',
    '[z-a]',
    '[a-\\d]',
  ],
  ...[
    '(',
    ')',
    '[',
    '*',
    '\\',
    'a\\',
    '(?=a)',
    '[]a]',
    '\ud800',
    '[\\D]',
    'x{',
    '}',
    ']',
    `${'('.repeat(20)}a${')'.repeat(20)}`,
  ],
];
const texts = [
  ...[
    '',
    'a',
    'b',
    'true',
    'ab',
    'abc',
    'abcd',
    'd',
    'http',
    'https',
    '10.0.0.1:80;9090',
    '10.0.0.1;9',
    '/metrics',
    'x.y-z',
    'ü',
    'ÿ',
  ],
  ...[
    '${x}',
    '/-_',
    ' \t',
    '\u000b',
    '\u00a0',
    'a\nb',
    '\n',
    '\u2028',
    '😀',
    '-',
    'a b',
    'aab',
    'x7-',
    'üü',
    ' xx-',
    ' x-x',
  ],
];

describe('asPlainRegex', () => {
  for (const pattern of plain) {
    it(`finds in ${pattern} what RE2 finds`, () => {
      for (const dotMatchesNewline of [true, false]) {
        assert.ok(asPlainRegex(pattern, dotMatchesNewline), 'is plain');
        const re2 = compileRe2(`^(?${dotMatchesNewline ? 's' : ''}:${pattern})$`);
        assert.ok(!isRe2Problem(re2));
        const ours = compiled(pattern, dotMatchesNewline);
        assert.equal(ours.groups, re2.groups);
        for (const text of texts) {
          // Groups that took no part and groups that are empty are the same to a template.
          const parts = (regex: Re2): unknown => regex.find(text)?.map((group) => group ?? '');
          assert.deepEqual(parts(ours) && [...(parts(ours) as string[])], parts(re2), JSON.stringify(text));
        }
      }
    });
  }

  for (const pattern of notPlain) {
    it(`leaves ${JSON.stringify(pattern)} to RE2`, () => {
      assert.equal(asPlainRegex(pattern, true), undefined);
    });
  }

  it('leaves long texts to RE2, whose work does not grow by powers', () => {
    const regex = compiled('a*a*a*a*b');
    assert.equal(regex.test(`${'a'.repeat(20_000)}cb`), false);
    assert.equal(regex.test(`${'a'.repeat(20_000)}b`), true);
  });
});

describe('compileRegex', () => {
  for (const [pattern, reason] of [
    ['(a', 'a “(” has no “)”'],
    ['a)', 'a “)” has no “(”'],
    ['[a', '“[a” has no “]”'],
    ['*', '“*” repeats nothing'],
    ['a**', '“**” repeats a repetition'],
    ['a{1001}', '“{1001}” is no valid number of repetitions (at most 1000)'],
    ['[z-a]', '“z-a” is no range of characters'],
    ['\\8', '“\\8” is no escape that RE2 knows'],
    ['a\\', 'it ends with a lone backslash'],
    ['(?=a)', '“(?=” is not part of RE2, which has no look-ahead, look-behind or atomic groups'],
  ] as const) {
    it(`says why ${pattern} does not compile`, () => {
      assert.deepEqual(compileRegex(pattern, true), { reason });
    });
  }

  it('is anchored as Prometheus does it, even around parentheses that get out of it', () => {
    const regex = compiled('a)|(?:b');
    assert.deepEqual([regex.test('ax'), regex.test('xb'), regex.test('xa')], [true, true, false]);
    assert.equal(
      regex.replaceAll('axb', () => '-'),
      '-x-',
    );
  });

  it('gives the first group that took part of several with one name, as Go does', () => {
    const names = compiled('(?P<x>a)|(?P<x>b)').names;
    assert.deepEqual([...names], [['x', [1, 2]]]);
  });
});
