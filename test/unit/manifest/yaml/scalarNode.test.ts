import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LazyScalar } from '../../../../src/manifest/yaml/scalarNode.ts';
import { walkBlock } from '../../../../src/manifest/yaml/scalarWalk.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import type { YamlNode, YamlScalar } from '../../../../src/manifest/yaml/yamlNode.ts';
import { seededRandom } from './seededRandom.ts';

function scalarsOf(node: YamlNode | undefined): YamlScalar[] {
  switch (node?.kind) {
    case 'scalar':
      return [node];
    case 'map':
      return node.entries.flatMap(({ key, value }) => [...scalarsOf(key), ...scalarsOf(value)]);
    case 'sequence':
      return node.items.flatMap(scalarsOf);
    case 'alias':
    case undefined:
      return [];
  }
}

const chompings = ['clip', 'strip', 'keep'] as const;

describe('the text of a scalar', () => {
  it('of a literal block is made of the characters that a walk over it finds', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 2000; round += 1) {
      const count = random.below(6);
      const pieces = Array.from({ length: count }, () =>
        random.pick(['', ' ', '  a', '   b c', 'x', '    ']),
      );
      const source = pieces.join('\n') + random.pick(['', '\n', '\n\n']);
      const indent = random.pick([-1, 1, 2]);
      const chomping = random.below(3);
      const marks = { valueStart: 0, valueEnd: source.length, style: 4, chomping: chomping + 1, indent };
      let walked = '';
      const layout = { style: 'literal', indent, chomping: chompings[chomping] ?? 'clip' } as const;
      walkBlock(source, 0, source.length, layout, {
        run: (from, to) => (walked += source.slice(from, to)),
        atom: (added) => (walked += added),
      });
      const { text } = new LazyScalar(0, source.length, source, { ...marks, fast: false });
      assert.equal(text, walked, JSON.stringify([source, indent, chomping]));
    }
  });

  it('is told without being made', () => {
    const [document] = readYamlFile(`a: 'b'\n"c": d e\nf: 'g''h'\ni: "j\\n"\n`);
    for (const scalar of scalarsOf(document?.root)) {
      const { text } = scalarsOf(readYamlFile(`a: 'b'\n"c": d e\nf: 'g''h'\ni: "j\\n"\n`)[0]?.root).find(
        ({ start }) => start === scalar.start,
      ) ?? { text: '' };
      assert.equal(scalar.is?.(`${text}x`), false);
      assert.equal(scalar.is?.(text.slice(1)), false);
      assert.equal(scalar.is?.(text), true);
    }
  });
});
