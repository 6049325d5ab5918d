import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findCollectorConfigs } from '../../../../src/manifest/collectorConfigs.ts';
import { toData } from '../../../../src/manifest/yaml/plainData.ts';
import { spanInFile } from '../../../../src/manifest/placement/placement.ts';
import { readYamlFile } from '../../../../src/manifest/yaml/yamlFile.ts';
import type { YamlNode } from '../../../../src/manifest/yaml/yamlNode.ts';
import { mutated, nastyTexts, realTexts } from './corpus/texts.ts';
import { seededRandom } from './seededRandom.ts';

/** `HARDNESS_ROUNDS=100000` for the whole bar. */
const rounds = Number(process.env['HARDNESS_ROUNDS'] ?? 3000);

/** Reads all that can be read of a file, and holds what must be true of any. */
function readAll(text: string): void {
  const documents = readYamlFile(text);
  assert.equal(documents.map(({ start, end }) => text.slice(start, end)).join(''), text);
  for (const { root, problems, start, end } of documents) {
    checkNode(root, { start, end });
    toData(root);
    for (const { span } of problems) {
      assert.ok(span.start >= start && span.end >= span.start && span.end <= end, JSON.stringify(problems));
    }
  }
  for (const { problems, place, root, span } of findCollectorConfigs(text, documents)) {
    for (const one of [...problems.map((problem) => problem.span), ...(root ? [root] : [])]) {
      const { start, end } = spanInFile(place, one);
      assert.ok(
        start >= span.start && end >= start && end <= span.end,
        JSON.stringify([one, start, end, span]),
      );
    }
  }
}

/** Nodes lie inside their parents, one behind the other. */
function checkNode(node: YamlNode | undefined, around: { start: number; end: number }): void {
  if (node === undefined) {
    return;
  }
  assert.ok(
    node.start >= around.start && node.end >= node.start && node.end <= around.end,
    JSON.stringify(node),
  );
  if (node.kind === 'scalar') {
    assert.equal(typeof node.text, 'string');
    assert.notEqual(node.value, undefined);
  } else if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      checkNode(key, node);
      checkNode(value, node);
    }
  } else if (node.kind === 'sequence') {
    node.items.forEach((item) => checkNode(item, node));
  }
}

describe('reading files as they should not be', () => {
  it(`holds in ${rounds} random mutations and truncations`, function () {
    this.timeout(600_000);
    const random = seededRandom(20);
    const corpus = [...realTexts, ...realTexts, ...nastyTexts];
    for (let round = 0; round < rounds; round += 1) {
      const text = mutated(random.pick(corpus), random);
      try {
        readAll(text);
      } catch (error) {
        throw new Error(`for ${JSON.stringify(text)}`, { cause: error });
      }
    }
  });

  // Each was found by mutations.
  for (const text of ['- \u0007a\n- !!str>- *b\n...\n', 'a: |?   [\n\n   \n1 c\n']) {
    it(`holds for ${JSON.stringify(text)}`, () => readAll(text));
  }

  const manifest = `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    receivers:\n      otlp:\n    exporters:\n      debug:\n`;
  for (const [what, text] of [
    ['2 MB of documents', `${manifest}---\n`.repeat(20_000)],
    ['10 MB on one line', `a: "${'x'.repeat(10_000_000)}"`],
    ['10 MB of one document that is broken', `${'- a: b\n'.repeat(1_400_000)}c: d`],
    ['1 MB of markers', '---\n'.repeat(250_000)],
    ['10 MB of brackets that open', '['.repeat(10_000_000)],
    ['300 kB of brackets behind an error', `a: b: c\n${'['.repeat(290_000)}`],
    ['1 MB of keys', Array.from({ length: 100_000 }, (_, at) => `key${at}: 1\n`).join('')],
    ['100,000 times the same key', 'key: 1\n'.repeat(100_000)],
    ['40,000 unclosed quotes', "a: 'b\n".repeat(40_000)],
    ['nothing but NUL', '\0'.repeat(100_000)],
    ['lone surrogates', 'a: \ud800\n'.repeat(10_000)],
    ['anchors without end', Array.from({ length: 50_000 }, (_, at) => `- &a${at} b\n`).join('')],
    ['question marks without end', '? '.repeat(50_000)],
  ] as const) {
    it(`holds for ${what}`, function () {
      this.timeout(60_000);
      assert.doesNotThrow(() => findCollectorConfigs(text));
    });
  }
});
