import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeQuery } from '../../../src/promql/describe/describeQuery.ts';
import { extractVariable } from '../../../src/promql/extract.ts';
import { outlineOfQueries } from '../../../src/promql/outline.ts';
import { queriesIn } from '../../../src/promql/queriesIn.ts';
import { foldingsOfQueries, selectionsAt } from '../../../src/promql/ranges.ts';
import { labelOccurrences, renameLabel } from '../../../src/promql/renameLabel.ts';
import { signatureAt } from '../../../src/promql/signatureAt.ts';
import { suggestQuery } from '../../../src/promql/suggest/suggestQuery.ts';
import { seededRandom } from '../manifest/yaml/seededRandom.ts';
import { knownSource } from './knownSource.ts';
import { mutatedQuery } from './mutatedQuery.ts';
import { goodQueries } from './queries.ts';

const { signal } = new AbortController();

/** Everything that is asked at a place of a query, with what must hold of the answers. */
async function askAll(text: string, offset: number): Promise<void> {
  const isWithin = ({ start, end }: { start: number; end: number }): boolean =>
    start >= 0 && start <= end && end <= text.length;
  const source = knownSource();
  const { suggestions } = await suggestQuery(text, offset, source, { signal });
  for (const { replace, label } of suggestions) {
    const isAround = replace.start <= offset && offset <= replace.end;
    assert.ok(isWithin(replace) && isAround, `${label} at ${offset} of ${JSON.stringify(text)}`);
  }
  const described = await describeQuery(text, offset, source, { signal, language: 'en' });
  assert.ok(described === undefined || isWithin(described.span), JSON.stringify(text));
  signatureAt(text, offset);
  const renamed = renameLabel(text, offset, 'other');
  assert.ok('edits' in renamed && renamed.edits.every(isWithin), JSON.stringify(text));
  assert.ok(labelOccurrences(text, offset).every(isWithin));
  selectionsAt(text, offset).reduce((inner, outer) => {
    assert.ok(outer.start <= inner.start && inner.end <= outer.end, JSON.stringify([text, offset]));
    return outer;
  });
  extractVariable(text, { start: offset, end: Math.min(text.length, offset + 5) }, []);
  const parts = queriesIn(text);
  assert.ok(outlineOfQueries(parts).every(({ span }) => isWithin(span)));
  assert.ok(foldingsOfQueries(parts).every(isWithin));
}

describe('help with any text', () => {
  it('never throws, and stays within the text', async () => {
    const random = seededRandom(6);
    for (let round = 0; round < 3_000; round += 1) {
      const text = mutatedQuery(random.pick(goodQueries), random);
      await askAll(text, random.below(text.length + 1));
    }
  });

  for (const [what, text] of [
    ['open brackets', '('.repeat(5_000)],
    ['braces in braces', 'a{'.repeat(3_000)],
    ['a long list', `sum by (${'a,'.repeat(20_000)}) (up)`],
    ['operators', '1+'.repeat(20_000)],
    ['quotes', '"'.repeat(9_999)],
    ['lone surrogates', '\ud800{\udc00="\ud800"}'],
    ['nothing', ''],
  ] as const) {
    it(`comes to an end over ${what}`, async () => {
      for (const offset of [0, text.length >> 1, text.length]) {
        await askAll(text, offset);
      }
    });
  }
});
