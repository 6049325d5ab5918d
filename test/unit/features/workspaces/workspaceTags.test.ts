import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  checkAlias,
  checkTags,
  compareTags,
  formatTags,
  parseTags,
} from '../../../../src/features/workspaces/workspaceTags.ts';

describe('workspace tags', () => {
  const texts: readonly [text: string, tags: Record<string, string>][] = [
    ['', {}],
    ['a=1', { a: '1' }],
    [' a = 1 , b=2,, ', { a: '1', b: '2' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['url=https://x/y?z=1', { url: 'https://x/y?z=1' }],
    ['a=1\nb=2', { a: '1', b: '2' }],
    ['チーム=メトリクス', { チーム: 'メトリクス' }],
  ];
  for (const [text, tags] of texts) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseTags(text), tags);
      assert.equal(checkTags(text), /\?/.test(text) ? '? is not allowed in a tag.' : undefined);
      assert.deepEqual(parseTags(formatTags(tags)), tags);
    });
  }

  const wrong: readonly [text: string, said: RegExp][] = [
    ['=1', /no key/],
    ['a=1, a=2', /twice/],
    ['aws:x=1', /reserved by AWS/],
    ['AWS:x=1', /reserved by AWS/],
    [`${'k'.repeat(129)}=1`, /128 characters/],
    [`k=${'v'.repeat(257)}`, /256/],
    ['a=<b>', /< is not allowed/],
    [Array.from({ length: 51 }, (_, i) => `k${i}=1`).join(), /50 tags/],
  ];
  for (const [text, said] of wrong) {
    it(`refuses ${text.slice(0, 20)}`, () => assert.match(checkTags(text) ?? '', said));
  }

  it('finds what to set and what to remove', () => {
    assert.deepEqual(compareTags({ a: '1', b: '2', c: '3' }, { a: '1', b: '9', d: '4' }), {
      set: { b: '9', d: '4' },
      remove: ['c'],
    });
    assert.deepEqual(compareTags({ a: '' }, { a: '' }), { set: {}, remove: [] });
  });

  it('knows how long an alias may be', () => {
    assert.equal(checkAlias(' '.repeat(9) + 'a'.repeat(100)), undefined);
    assert.match(checkAlias('a'.repeat(101)) ?? '', /100/);
  });
});
