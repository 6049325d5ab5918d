import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { readMetadata } from '../../lab/data/metadata.ts';
import { decodeSnappy } from '../../lab/data/snappy.ts';
import { field, literal } from '../../lab/data/remoteWrite.ts';

describe('lab: snappy', () => {
  const decode = (...bytes: number[]): string => Buffer.from(decodeSnappy(Uint8Array.from(bytes))).toString();
  const text = (letters: string): number[] => [...Buffer.from(letters)];

  it('knows literals and the three kinds of copies, overlapping ones too', () => {
    assert.equal(decode(3, (3 - 1) << 2, ...text('abc')), 'abc');
    assert.equal(decode(7, 2 << 2, ...text('abc'), 1, 3), 'abcabca');
    assert.equal(decode(6, 2 << 2, ...text('abc'), ((3 - 1) << 2) | 2, 3, 0), 'abcabc');
    assert.equal(decode(4, 2 << 2, ...text('abc'), 3, 3, 0, 0, 0), 'abca');
    assert.equal(decode(5, 0, ...text('a'), 1, 1), 'aaaaa');
  });

  it('knows literals whose length takes a byte of its own', () => {
    const long = 'x'.repeat(200);
    assert.equal(decode(0xc8, 1, 60 << 2, 199, ...text(long)), long);
  });

  for (const [what, bytes] of [
    ['ends too early', [5, 4 << 2, 97]],
    ['copies from before its start', [5, 0, 97, 1, 2]],
    ['gives less than it says', [9, 0, 97]],
    ['gives more than it says', [1, 1 << 2, 97, 98]],
    ['is nothing', []],
  ] satisfies [string, number[]][]) {
    it(`refuses a block that ${what}`, () => assert.throws(() => decode(...bytes)));
  }
});

describe('lab: metadata of a remote write', () => {
  it('is found by family, among samples', () => {
    const sent = (...parts: Uint8Array[]): Uint8Array => literal(Buffer.concat(parts));
    const metadata = readMetadata(
      sent(
        field(1, Buffer.from('a series')),
        field(3, Buffer.concat([Uint8Array.of(8, 1), field(2, 'hits_total'), field(4, 'Hits so far')])),
        field(3, Buffer.concat([Uint8Array.of(8, 2), field(2, 'heat'), field(4, ''), field(5, 'celsius')])),
      ),
    );
    assert.deepEqual(
      [...metadata],
      [
        ['hits_total', { type: 'counter', help: 'Hits so far', unit: '' }],
        ['heat', { type: 'gauge', help: '', unit: 'celsius' }],
      ],
    );
  });

  it('refuses a message whose field is cut', () => {
    assert.throws(() => readMetadata(literal(Uint8Array.of(26, 100, 1))), /ends behind/);
  });
});
