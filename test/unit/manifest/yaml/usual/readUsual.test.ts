import assert from 'node:assert/strict';
import { parseEvents } from 'js-yaml';
import { describe, it } from 'mocha';
import { readUsual, unusualCharacters } from '../../../../../src/manifest/yaml/usual/readUsual.ts';
import { documentChunks } from '../../../../../src/manifest/yaml/yamlChunks.ts';
import type { YamlNode } from '../../../../../src/manifest/yaml/yamlNode.ts';
import { buildTree } from '../../../../../src/manifest/yaml/yamlTree.ts';
import type { YamlTree } from '../../../../../src/manifest/yaml/yamlTree.ts';
import { mutated, nastyTexts, realTexts } from '../corpus/texts.ts';
import { seededRandom } from '../seededRandom.ts';

/** `HARDNESS_ROUNDS=100000` for the whole bar. */
const rounds = Number(process.env['HARDNESS_ROUNDS'] ?? 3000);

/** A YAML parser refuses what stands in none of them. */
const plainTexts: readonly string[] = [
  ...realTexts,
  'a: b\nc:\n  - d\n  - e: f\n    g: h\n  - - i\n    - j\n  -\n    k: l\nm:\n- n\n- o: p\n',
  'a: "b" # c\nd: \'e\'\'f\'\n"g": "h\\n\\"i\\\\"\n\'j\' : k\nl :  m  \n',
  'a: [b, "c", \'d\', -1, -e, x:y]\nf: { g: h, "i": [ j ], k: {} }\nl: []\n',
  'a: |\n  b\n\n   c\n\n\nd: >-\n  e\n  f\n# g\nh:\n  - |+\n    i\n\n  - >\n   j\n     k\nl: m\n',
  'a:\n# b\n\n  # c\n  d: 1 # e\n   # f\ng: h#i\nj: k:l\nm: :n\n-o: -p\n',
  '# a\n---\n# b\n\nc: d\n--- # e\n- f\n- g\n---\n  h: i\n  j: k\n',
  'a: b\na: c\nd: {e: f, e: g}\n',
];

/** Everything of a node; texts and values too. */
function whole(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case 'map':
      return { ...node, entries: node.entries.map(({ key, value }) => [whole(key), whole(value)]) };
    case 'sequence':
      return { ...node, items: node.items.map(whole) };
    case 'scalar': {
      const { kind, start, end, style, text, value } = node;
      return { kind, start, end, style, text, value, tag: node.tag, anchor: node.anchor };
    }
    case 'alias':
    case undefined:
      return node;
  }
}

/** What both readers make of each document of the text; the quick one may leave it to the other. */
function readBoth(text: string): { usual: YamlTree | undefined; full: YamlTree | string }[] {
  return documentChunks(text).map((chunk) => {
    const source = text.slice(chunk.start, chunk.end);
    const usual = unusualCharacters().test(source) ? undefined : readUsual(text, chunk);
    try {
      return { usual, full: buildTree(source, parseEvents(source, { maxDepth: 100 }), chunk.start) };
    } catch (error) {
      return { usual, full: String(error) };
    }
  });
}

/** How many documents the quick reader took. */
function compare(text: string): number {
  let taken = 0;
  for (const { usual, full } of readBoth(text)) {
    if (usual !== undefined) {
      assert.ok(typeof full !== 'string', 'refused by js-yaml');
      assert.deepEqual(whole(usual.root), whole(full.root));
      assert.deepEqual(usual.problems, full.problems);
      taken += 1;
    }
  }
  return taken;
}

describe('readUsual', () => {
  for (const text of plainTexts) {
    it(`reads as js-yaml does: ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.equal(compare(text), documentChunks(text).length);
    });
  }

  it(`gives what js-yaml gives, or gives up, in ${rounds} mutations`, function () {
    this.timeout(600_000);
    const random = seededRandom(5);
    const corpus = [...plainTexts, ...plainTexts, ...plainTexts, ...nastyTexts];
    let taken = 0;
    for (let round = 0; round < rounds; round += 1) {
      const text = mutated(random.pick(corpus), random);
      try {
        taken += compare(text);
      } catch (error) {
        throw new Error(`for ${JSON.stringify(text)}`, { cause: error });
      }
    }
    assert.ok(taken > rounds / 3, `only ${taken} were read`);
  });
});
