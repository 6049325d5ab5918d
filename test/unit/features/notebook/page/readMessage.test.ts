import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readMessage } from '../../../../../src/features/notebook/page/readMessage.ts';
import { chartKinds } from '../../../../../src/query/shown.ts';

describe('messages of the page', () => {
  for (const message of [
    { kind: 'zoom', cell: 'c', start: 1, end: 2 },
    { kind: 'chart', cell: 'c', chart: 'bar' },
    { kind: 'copy', cell: 'c', text: '' },
    { kind: 'save', cell: 'c', name: 'a.png', mime: 'image/png', base64: 'AA==' },
  ]) {
    it(`${message.kind} is taken as it is, and nothing besides`, () => {
      assert.deepEqual(readMessage({ ...message, more: 1 }, chartKinds), message);
    });
    it(`${message.kind} without one of its parts is none`, () => {
      for (const part of Object.keys(message)) {
        assert.equal(readMessage({ ...message, [part]: undefined }, chartKinds), undefined, part);
      }
    });
  }

  for (const [title, message] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'zoom'],
    ['a stretch that ends before it begins', { kind: 'zoom', cell: 'c', start: 2, end: 1 }],
    ['a stretch without an end', { kind: 'zoom', cell: 'c', start: 2, end: Infinity }],
    ['a chart that there is not', { kind: 'chart', cell: 'c', chart: 'pie\n# @name x' }],
    ['another kind', { kind: 'run', cell: 'c' }],
  ] as const) {
    it(`${title} is none`, () => assert.equal(readMessage(message, chartKinds), undefined));
  }
});
