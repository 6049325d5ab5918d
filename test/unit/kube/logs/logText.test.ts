import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  compareTimes,
  floorToSecond,
  makeHarmless,
  readTimedLine,
} from '../../../../src/kube/logs/logText.ts';

describe('log text', () => {
  const lines: readonly [line: string, time: string | undefined, text: string][] = [
    ['2026-11-23T18:00:00.123456789Z hello', '2026-11-23T18:00:00.123456789Z', 'hello'],
    ['2026-11-23T18:00:00.5+09:00  two spaces', '2026-11-23T18:00:00.5+09:00', ' two spaces'],
    ['2026-11-23T18:00:00Z', '2026-11-23T18:00:00Z', ''],
    ['unable to retrieve container logs', undefined, 'unable to retrieve container logs'],
    ['2026-11-23 not a stamp', undefined, '2026-11-23 not a stamp'],
  ];
  for (const [line, time, text] of lines) {
    it(`takes the time off ${line}`, () => {
      assert.deepEqual(readTimedLine(line), time === undefined ? { text } : { time, text });
    });
  }

  const order: readonly [a: string, b: string, sign: number][] = [
    ['2026-11-23T18:00:00.1Z', '2026-11-23T18:00:00.2Z', -1],
    ['2026-11-23T18:00:00.2Z', '2026-11-23T18:00:00.19Z', 1],
    ['2026-11-23T18:00:00.1Z', '2026-11-23T18:00:00.100Z', 0],
    ['2026-11-23T18:00:00.000000002Z', '2026-11-23T18:00:00.000000001Z', 1],
    ['2026-11-23T18:00:00Z', '2026-11-24T03:00:00+09:00', 0],
    ['2026-11-23T18:00:00.5Z', '2026-11-24T03:00:00.4+09:00', 1],
    ['2026-11-23T18:00:01Z', '2026-11-23T18:00:00.999999999Z', 1],
  ];
  for (const [a, b, sign] of order) {
    it(`compares ${a} with ${b}`, () => assert.equal(Math.sign(compareTimes(a, b)), sign));
  }

  const floors: readonly [time: string, second: string][] = [
    ['2026-11-23T18:00:00.999999999Z', '2026-11-23T18:00:00Z'],
    ['2026-11-24T03:00:00.5+09:00', '2026-11-23T18:00:00Z'],
    ['2026-11-23T18:00:59Z', '2026-11-23T18:00:59Z'],
  ];
  for (const [time, second] of floors) {
    it(`floors ${time}`, () => assert.equal(floorToSecond(time), second));
  }

  const texts: readonly [text: string, harmless: string][] = [
    ['plain\ttext ä 日本 🎉', 'plain\ttext ä 日本 🎉'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;http://x\u0007link\u001b]8;;\u001b\\', 'link'],
    ['\u001b[2J\u001b[1;1Hgone?', 'gone?'],
    ['a\u001bcb', 'ab'],
    ['end\u001b', 'end\u241b'],
    ['nul\u0000 bell\u0007 del\u007f return\rx', 'nul\u2400 bell\u2407 del\u2421 return\u240dx'],
    ['csi\u009b31m', 'csi<U+009B>31m'],
    ['abc\u202edcba', 'abc<U+202E>dcba'],
  ];
  for (const [text, harmless] of texts) {
    it(`makes ${JSON.stringify(text)} harmless`, () => assert.equal(makeHarmless(text), harmless));
  }
});
