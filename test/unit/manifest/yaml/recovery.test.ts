import assert from 'node:assert/strict';
import { parseEvents } from 'js-yaml';
import { describe, it } from 'mocha';
import { parseDocument } from 'yaml';
import { recoverTree } from '../../../../src/manifest/yaml/recovery.ts';
import { documentChunks } from '../../../../src/manifest/yaml/yamlChunks.ts';
import { buildTree } from '../../../../src/manifest/yaml/yamlTree.ts';
import { mutated, nastyTexts, realTexts } from './corpus/texts.ts';
import { shapeOf } from './corpus/shape.ts';
import { seededRandom } from './seededRandom.ts';

const refusal = { reason: '', span: { start: 0, end: 0 } };

/**
 * Both readings of a document that both parsers take; `undefined` for others. Left out is what they are known
 * to read differently: byte order marks inside, indentation indicators of a block that is a whole document, an end mark
 * before anything ends, anchors and tags of empty keys.
 */
function bothWays(source: string): [fast: unknown, recovered: unknown] | undefined {
  if (
    isKnownToDiffer(source) ||
    parseDocument(source, { uniqueKeys: false, logLevel: 'silent' }).errors.length > 0
  ) {
    return undefined;
  }
  try {
    const fast = buildTree(source, parseEvents(source, {}), 7);
    const recovered = recoverTree(source, 7, refusal);
    return [
      { root: shapeOf(fast.root), problems: fast.problems },
      { root: shapeOf(recovered.root), problems: recovered.problems },
    ];
  } catch {
    return undefined;
  }
}

function isKnownToDiffer(source: string): boolean {
  return (
    source.includes('\ufeff', 1) ||
    /^\s*\.\.\.|[&!]\S*\s+:\s/.test(source) ||
    /^(?:#.*\s+|---\s+|\s+)*[|>][-+]?\d/.test(source)
  );
}

function chunksOf(text: string): string[] {
  return documentChunks(text).map(({ start, end }) => text.slice(start, end));
}

describe('both ways of reading YAML give the same nodes', () => {
  for (const text of [...realTexts, ...nastyTexts]) {
    it(JSON.stringify(text.slice(0, 60)), () => {
      for (const chunk of chunksOf(text)) {
        const [fast, recovered] = bothWays(chunk) ?? [];
        assert.deepEqual(recovered, fast, chunk);
      }
    });
  }

  it('in random mutations', () => {
    const random = seededRandom(5);
    let compared = 0;
    for (let round = 0; round < 3000; round += 1) {
      for (const chunk of chunksOf(mutated(random.pick(nastyTexts), random))) {
        const [fast, recovered] = bothWays(chunk) ?? [];
        compared += fast === undefined ? 0 : 1;
        assert.deepEqual(recovered, fast, JSON.stringify(chunk));
      }
    }
    assert.ok(compared > 1000, `only ${compared} documents were taken both ways`);
  });
});
