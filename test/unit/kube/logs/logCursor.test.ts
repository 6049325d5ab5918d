import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { LogCursor } from '../../../../src/kube/logs/logCursor.ts';
import { readTimedLine } from '../../../../src/kube/logs/logText.ts';

/** `5.2 text` is a line at 18:00:05.2; `cut` is a cut and a new connection; `?text` has no time. */
function play(script: readonly string[]): string[] {
  const cursor = new LogCursor();
  const shown: string[] = [];
  for (const step of script) {
    if (step === 'cut') {
      cursor.reconnect();
      shown.push(`since ${cursor.since?.slice(17, 19) ?? 'start'}`);
      continue;
    }
    const [, seconds = '', text = ''] = /^(\d+(?:\.\d+)?) (.*)$/.exec(step) ?? [];
    const [whole = '', fraction = '0'] = seconds.split('.');
    const line = step.startsWith('?')
      ? { text: step.slice(1) }
      : readTimedLine(`2026-11-23T18:00:${whole.padStart(2, '0')}.${fraction}Z ${text}`);
    const { isNew, fit } = cursor.accept(line);
    if (fit) {
      shown.push(fit);
    }
    if (isNew || (fit === 'unsure' && cursor.accept(line).isNew)) {
      shown.push(line.text);
    }
  }
  return shown;
}

describe('log cursor', () => {
  const cases: readonly [title: string, script: string[], shown: string[]][] = [
    ['shows everything of the first connection', ['1 a', '2 b'], ['a', 'b']],
    ['knows nothing before the first line', ['cut', '1 a'], ['since start', 'a']],
    [
      'goes on after the last line',
      ['1.1 a', '1.2 b', 'cut', '1.1 a', '1.2 b', '1.3 c'],
      ['a', 'b', 'since 01', 'exact', 'c'],
    ],
    [
      'skips only from the last line’s second on',
      ['1.1 a', '2.5 b', 'cut', '2.5 b', '3 c'],
      ['a', 'b', 'since 02', 'exact', 'c'],
    ],
    [
      'counts lines with the same time and text',
      ['1 x', '1 x', 'cut', '1 x', '1 x', '1 x', '2 y'],
      ['x', 'x', 'since 01', 'exact', 'x', 'y'],
    ],
    [
      'counts them across others with the same time',
      ['1 x', '1 y', '1 x', 'cut', '1 x', '1 y', '1 x', '1 y'],
      ['x', 'y', 'x', 'since 01', 'exact', 'y'],
    ],
    [
      'counts a text anew at another time',
      ['1 x', '2 x', 'cut', '2 x', '3 y'],
      ['x', 'x', 'since 02', 'exact', 'y'],
    ],
    [
      'knows that a rotated log may lack lines',
      ['1 a', '2 b', 'cut', '2.5 d', '3 e'],
      ['a', 'b', 'since 02', 'unsure', 'd', 'e'],
    ],
    [
      'survives a clock that goes back',
      ['5 a', '4.5 b', 'cut', '5 a', '4.5 b', '4.6 c'],
      ['a', 'b', 'since 04', 'exact', 'c'],
    ],
    [
      'survives a cut while it catches up',
      ['1 a', '1.5 b', 'cut', '1 a', 'cut', '1 a', '1.5 b', '1.6 c'],
      ['a', 'b', 'since 01', 'since 01', 'exact', 'c'],
    ],
    [
      'survives two cuts',
      ['1 a', 'cut', '1 a', '2 b', 'cut', '2 b', '3 c'],
      ['a', 'since 01', 'exact', 'b', 'since 02', 'exact', 'c'],
    ],
    [
      'shows lines without a time',
      ['1 a', '?oops', 'cut', '?again', '1 a'],
      ['a', 'oops', 'since 01', 'again', 'exact'],
    ],
  ];
  for (const [title, script, shown] of cases) {
    it(title, () => assert.deepEqual(play(script), shown));
  }

  it('tells very long lines apart by their ends', () => {
    const long = (end: string): string => `1 ${'x'.repeat(5000)}${end}`;
    const shown = play([long('a'), 'cut', long('a'), long('b')]);
    assert.deepEqual(
      shown.map((line) => line.slice(-5)),
      ['xxxxa', 'ce 01', 'exact', 'xxxxb'],
    );
    assert.deepEqual(play([long('a'), 'cut', long('b'), '2 c']).slice(1), ['since 01', 'unsure', 'c']);
  });
});
