import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeMark, mergeByTime } from '../../../../src/kube/logs/logEntries.ts';
import type { LogEntry, MarkKind } from '../../../../src/kube/logs/logEntries.ts';

/** `a5` is container a at 18:00:05, `a?` has no time, `|` is a mark. */
function entries(text: string): LogEntry[] {
  return text.split(' ').map((word): LogEntry => {
    const [container = '', second = ''] = word;
    return word === '|'
      ? { kind: 'mark', mark: 'lost' }
      : {
          kind: 'line',
          pod: 'p',
          container,
          text: word,
          ...(second !== '?' && { time: `2026-11-23T18:00:0${second}Z` }),
        };
  });
}

describe('log entries', () => {
  const cases: readonly [title: string, before: string, after: string][] = [
    ['leaves one container alone', 'a2 a1 a3', 'a2 a1 a3'],
    ['orders two by time', 'a1 a3 b2 b4', 'a1 b2 a3 b4'],
    ['keeps each one’s own order', 'a3 a1 b2', 'b2 a3 a1'],
    ['moves nothing past a mark', 'a3 | b1', 'a3 | b1'],
    ['keeps lines without a time with the one before', 'a1 b2 a4 a? b3', 'a1 b2 b3 a4 a?'],
  ];
  for (const [title, before, after] of cases) {
    it(title, () => {
      const merged = mergeByTime(entries(before)).map((entry) => (entry.kind === 'line' ? entry.text : '|'));
      assert.equal(merged.join(' '), after);
    });
  }

  it('says every mark in words of its own', () => {
    const kinds: MarkKind[] = [
      'waiting',
      'notStarted',
      'following',
      'previous',
      'lost',
      'resumed',
      'back',
      'unsure',
      'exited',
      'restarted',
      'podGone',
      'refused',
      'tooMany',
    ];
    const words = kinds.map((mark) =>
      describeMark({ kind: 'mark', mark, pod: 'p', container: 'c', detail: 'd' }),
    );
    assert.equal(new Set(words).size, kinds.length);
    assert.ok(
      words.every((text) => /^--- .{5,} ---$/.test(text)),
      words.join('\n'),
    );
    assert.equal(words[2], '--- following p/c ---');
    assert.equal(
      describeMark({ kind: 'mark', mark: 'lost', detail: 'It cannot be reached.' }),
      '--- connection lost (It cannot be reached); reconnecting ---',
    );
  });
});
