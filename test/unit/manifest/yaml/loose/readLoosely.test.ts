import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readLoosely } from '../../../../../src/manifest/yaml/loose/readLoosely.ts';
import { endOf, pathOf, plainText } from '../../../../../src/manifest/yaml/loose/spot.ts';
import type { LooseYaml, Spot } from '../../../../../src/manifest/yaml/loose/spot.ts';

/** Every spot as `path kind = value`. */
function told(yaml: LooseYaml): string[] {
  return yaml.spots.map((spot) => {
    const value = spot.block
      ? `|${yaml.text.slice(spot.block.start, spot.block.end)}|`
      : spot.flow
        ? spot.flow
        : plainText(yaml.text, spot.value);
    return `${spot.kind} ${pathOf(spot).join('.')}${value === '' ? '' : ` = ${value}`}`;
  });
}

const find = (yaml: LooseYaml, name: string): Spot => {
  const spot = yaml.spots.find((one) => one.name === name);
  assert.ok(spot, name);
  return spot;
};

describe('readLoosely', () => {
  for (const [title, text, expected] of [
    [
      'mappings by indentation',
      'a:\n  b: 1\n  c:\nd: x # no\n',
      ['entry a', 'entry a.b = 1', 'entry a.c', 'entry d = x'],
    ],
    [
      'lists, indented and not, and mappings in them',
      'a:\n  - x: 1\n    y: 2\n  - z\nb:\n- 1\n- - 2\nc: 3\n',
      [
        'entry a',
        'item a.0',
        'entry a.0.x = 1',
        'entry a.0.y = 2',
        'item a.1 = z',
        'entry b',
        'item b.0 = 1',
        'item b.1',
        'item b.1.0 = 2',
        'entry c = 3',
      ],
    ],
    [
      'brackets',
      "a: [b, {c: 'd', e}, [f]]\ng: {}\n",
      [
        'entry a = sequence',
        'item a.0 = b',
        'item a.1 = map',
        'entry a.1.c = d',
        'entry a.1.e',
        'item a.2 = sequence',
        'item a.2.0 = f',
        'entry g = map',
      ],
    ],
    [
      'brackets over several lines',
      'a: [\n  b, # c\n  d\n]\ne: 1\n',
      ['entry a = sequence', 'item a.0 = b', 'item a.1 = d', 'entry e = 1'],
    ],
    [
      'brackets left open',
      'a: [b, c\nd: 1\n',
      ['entry a = sequence', 'item a.0 = b', 'item a.1 = c', 'entry d = 1'],
    ],
    ['block scalars', 'a: |\n  x: 1\n\n  # y\nb: 2\n', ['entry a = |  x: 1\n\n  # y|', 'entry b = 2']],
    ['quotes with colons and comments in them', '"a: b": \'c # d\'\n', ['entry a: b = c # d']],
    ['a quote over two lines', 'a: "b\n  c: d"\ne: 1\n', ['entry a = b\n  c: d', 'entry e = 1']],
    ['a quote left open', 'a: "b\nc: 1\n', ['entry a = b', 'entry c = 1']],
    ['plain scalars over lines', 'a: b\n  c d\ne: 1\n', ['entry a = b\n  c d', 'entry e = 1']],
    ['a word without a colon', 'a:\n  b\n  c: 1\n', ['entry a', 'word a = b', 'entry a.c = 1']],
    [
      'anchors, tags and variables',
      'a: &x !!str 1\nb: [${env:A}, c]\n',
      ['entry a = 1', 'entry b = sequence', 'item b.0 = ${env:A}', 'item b.1 = c'],
    ],
    ['CRLF', 'a:\r\n  - b: 1\r\n', ['entry a', 'item a.0', 'entry a.0.b = 1']],
    [
      'addresses, whose colon is none',
      'a: http://b:1/\nc: d:e\n',
      ['entry a = http://b:1/', 'entry c = d:e'],
    ],
    ['documents', 'a:\n  b: 1\n---\n  c: 2\n', ['entry a', 'entry a.b = 1', 'entry c = 2']],
  ] as const) {
    it(`tells ${title}`, () => assert.deepEqual(told(readLoosely(text)), expected));
  }

  it('gives keys and values where they stand, and where all below ends', () => {
    const text = '# c\nkey: &a "v" # d\nmap:\n  in: [1, 2]\n';
    const yaml = readLoosely(text);
    const { key, value } = find(yaml, 'key');
    assert.equal(text.slice(key?.start, key?.end), 'key');
    assert.equal(text.slice(value?.start, value?.end), '&a "v"');
    assert.equal(text.slice(find(yaml, 'map').start, endOf(find(yaml, 'map'))), 'map:\n  in: [1, 2]');
    assert.deepEqual(
      yaml.comments.map(({ start, end }) => text.slice(start, end)),
      ['# c', '# d'],
    );
  });

  it('reads a part of a text, with the columns of the whole', () => {
    const text = 'data:\n  x: |\n    a:\n      b: 1\n  y: 2\n';
    const yaml = readLoosely(text, { start: text.indexOf('    a'), end: text.indexOf('  y') });
    assert.deepEqual(told(yaml), ['entry a', 'entry a.b = 1']);
    assert.equal(find(yaml, 'a').column, 4);
  });

  it('takes time that grows with the length only', () => {
    for (const text of [
      '['.repeat(40_000),
      '- '.repeat(40_000),
      '{a: '.repeat(20_000),
      `a: "${'\n  b'.repeat(20_000)}`,
      'a\n'.repeat(40_000),
      ' \t&a !b '.repeat(20_000),
      '${ '.repeat(20_000),
    ]) {
      assert.doesNotThrow(() => readLoosely(text));
    }
  });
});
