import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { standingZoom, zoomTo } from '../../../../../src/features/notebook/cells/zoom.ts';
import { readDirectives } from '../../../../../src/notebook/directives/readDirectives.ts';
import type { QueryPlan } from '../../../../../src/query/plan.ts';

const plan: QueryPlan = { kind: 'range', query: 'up', start: 100, end: 200, step: 1 };
const plain = readDirectives('up');

describe('zooming into a cell', () => {
  it('keeps what was seen before the first zoom', () => {
    const first = zoomTo({ start: 120, end: 160 }, { zoom: undefined, plan }, plain);
    assert.deepEqual(first?.origin, [100, 200]);
    const deeper = { ...plan, start: 120, end: 160 };
    const second = zoomTo({ start: 130, end: 140 }, { zoom: first, plan: deeper }, plain);
    assert.deepEqual([second?.start, second?.end, second?.origin], [130, 140, [100, 200]]);
  });

  it('ends where the page goes back to that', () => {
    const zoom = zoomTo({ start: 120, end: 160 }, { zoom: undefined, plan }, plain);
    assert.equal(zoomTo({ start: 100, end: 200 }, { zoom, plan }, plain), undefined);
  });

  it('is possible without an answer before', () => {
    const zoom = zoomTo({ start: 1, end: 2 }, { zoom: undefined, plan: undefined }, plain);
    assert.deepEqual([zoom?.start, zoom?.end, zoom?.origin], [1, 2, undefined]);
  });

  const zoom = zoomTo({ start: 120, end: 160 }, { zoom: undefined, plan }, readDirectives('# @range 1h\nup'));
  for (const [text, stands] of [
    ['# @range 1h\nup', true],
    ['# @range 60m\n# @chart bar\nsum(up)', true],
    ['# @range 2h\nup', false],
    ['up', false],
    ['# @range 1h\n# @at 2026-01-01\nup', false],
    ['# @range 1h\n# @instant\nup', false],
  ] as const) {
    it(`${stands ? 'stands' : 'ends'} when the query says ${JSON.stringify(text)}`, () => {
      assert.equal(standingZoom(zoom, readDirectives(text)), stands ? zoom : undefined);
    });
  }

  it('is none where there was none', () => assert.equal(standingZoom(undefined, plain), undefined));
});
