import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createMetricIndex } from '../../../src/promql/metricIndex.ts';

const index = createMetricIndex(
  ['up', 'node_cpu_seconds_total', 'node_load1', 'node_load15', 'go_threads', 'Node_Odd', 'k8s.pod', ''].map(
    (name) => ({ name }),
  ),
);

describe('createMetricIndex', () => {
  const prefixes: readonly [prefix: string, limit: number, names: string[], isAll: boolean][] = [
    ['node_', 10, ['node_cpu_seconds_total', 'node_load1', 'node_load15'], true],
    ['node_', 3, ['node_cpu_seconds_total', 'node_load1', 'node_load15'], true],
    ['node_', 2, ['node_cpu_seconds_total', 'node_load1'], false],
    ['node_load1', 10, ['node_load1', 'node_load15'], true],
    ['up', 10, ['up'], true],
    ['zzz', 10, [], true],
    ['', 2, ['', 'Node_Odd'], false],
  ];
  for (const [prefix, limit, names, isAll] of prefixes) {
    it(`finds the first ${limit} that begin with "${prefix}"`, () => {
      assert.deepEqual(index.withPrefix(prefix, limit), { names, isAll });
    });
  }

  const texts: readonly [text: string, limit: number, names: string[], isAll: boolean][] = [
    ['LOAD', 10, ['node_load1', 'node_load15'], true],
    ['o', 2, ['Node_Odd', 'go_threads'], false],
    ['d1', 10, ['node_load1', 'node_load15'], true],
    ['.pod', 10, ['k8s.pod'], true],
    ['nothing', 10, [], true],
  ];
  for (const [text, limit, names, isAll] of texts) {
    it(`finds the first ${limit} that hold "${text}" in any case`, () => {
      assert.deepEqual(index.containing(text, limit), { names, isAll });
    });
  }

  it('finds every name, whatever the letters do in small', () => {
    const odd = ['İİİ_a', 'ẞ', 'a_b', 'x\u0000y'];
    const found = createMetricIndex(odd.map((name) => ({ name })));
    for (const name of odd) {
      assert.ok(found.containing(name, 10).names.includes(name), JSON.stringify(name));
    }
  });

  it('finds each of many names by a part that no other has', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `area${at % 7}_${at * 7919}_q${at}x`);
    const many = createMetricIndex(names.map((name) => ({ name })));
    for (let at = 0; at < names.length; at += 97) {
      assert.deepEqual(many.containing(`_q${at}x`, 5), { names: [names[at]], isAll: true });
    }
    assert.deepEqual(many.containing('_q20000x', 5), { names: [], isAll: true });
  });

  it('keeps the first facts of a name that comes twice', () => {
    const twice = createMetricIndex([
      { name: 'up', help: 'first' },
      { name: 'up', help: 'second' },
    ]);
    assert.equal(twice.size, 1);
    assert.equal(twice.facts('up')?.help, 'first');
    assert.equal(twice.facts('down'), undefined);
  });
});
