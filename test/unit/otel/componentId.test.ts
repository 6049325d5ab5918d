import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { flawOfComponentId } from '../../../src/otel/componentId.ts';

describe('flawOfComponentId', () => {
  for (const [id, flaw] of [
    ['otlp', undefined],
    ['otlp/2', undefined],
    [' otlp / a-b.c ', undefined],
    ['a/b/c', undefined],
    ['otlp/日本', undefined],
    ['x'.repeat(63), undefined],
    ['otlp/' + 'n'.repeat(1024), undefined],
    ['', 'empty'],
    ['  ', 'empty'],
    ['/a', 'empty-type'],
    ['otlp/', 'empty-name'],
    ['otlp/ ', 'empty-name'],
    ['1otlp', 'type'],
    ['memory-limiter', 'type'],
    ['x'.repeat(64), 'type'],
    ['otlp/a b', 'name'],
    ['otlp/a+b', 'name'],
    ['otlp/a\u0000', 'name'],
    ['otlp/' + 'n'.repeat(1025), 'long-name'],
    ['otlp/' + '日'.repeat(342), 'long-name'],
  ] as const) {
    it(`${flaw ?? 'accepts'}: ${JSON.stringify(id.slice(0, 20))}`, () => {
      assert.equal(flawOfComponentId(id), flaw);
    });
  }
});
