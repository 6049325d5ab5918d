import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseFilter } from '../../../src/explorer/filter.ts';
import { Trouble } from '../../../src/trouble.ts';

const subject = { texts: ['prometheus-sample-app', 'ws-1a2b'], tags: { team: 'Obs', empty: '' } };

const cases: readonly [filter: string, passes: boolean][] = [
  ['sample', true],
  ['SAMPLE', true],
  ['  ws-1A  ', true],
  ['sample.app', false],
  ['/sample.app/', true],
  ['/^sample/', false],
  ['/APP$/i', true],
  ['/', false],
  ['tag:team', true],
  ['tag:team=Obs', true],
  ['tag:team=obs', false],
  ['tag: team = Obs', true],
  ['tag:owner', false],
  ['tag:empty=', true],
  ['tag:team=', false],
  ['tag:toString', false],
];

describe('parseFilter', () => {
  for (const [text, passes] of cases) {
    it(`${text} ${passes ? 'passes' : 'stops'} the workspace`, () =>
      assert.equal(parseFilter(text)?.passes(subject), passes));
  }

  it('a tag stops what has no tags', () =>
    assert.equal(parseFilter('tag:team')?.passes({ texts: ['tag:team'] }), false));

  it('blank text is no filter', () => assert.equal(parseFilter(' \t'), undefined));

  it('keeps the trimmed text for showing', () => assert.equal(parseFilter(' a b ')?.text, 'a b'));

  it('names a bad expression', () =>
    assert.throws(
      () => parseFilter('/(/'),
      (error) => error instanceof Trouble && error.advice.what.includes('('),
    ));
});
