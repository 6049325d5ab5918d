import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readScalar } from '../../../../src/manifest/yaml/readScalar.ts';
import type { Dialect } from '../../../../src/manifest/yaml/readScalar.ts';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** What go-yaml v3 (collector) and v2 (Kubernetes) were seen to make of each, and what YAML 1.2 says. */
const table: readonly [text: string, core: unknown, collector: unknown, kubernetes: unknown][] = [
  ['', null, null, null],
  ['~', null, null, null],
  ['Null', null, null, null],
  ['nULL', 'nULL', 'nULL', 'nULL'],
  ['true', true, true, true],
  ['FALSE', false, false, false],
  ['yes', 'yes', 'yes', true],
  ['No', 'No', 'No', false],
  ['ON', 'ON', 'ON', true],
  ['off', 'off', 'off', false],
  ['y', 'y', 'y', true],
  ['N', 'N', 'N', false],
  ['yEs', 'yEs', 'yEs', 'yEs'],
  ['12', 12, 12, 12],
  ['+1', 1, 1, 1],
  ['-0', -0, -0, -0],
  ['0777', 777, 511, 511],
  ['-010', -10, -8, -8],
  ['09', 9, 9, 9],
  ['0o17', 15, 15, 15],
  ['0x1F', 31, 31, 31],
  ['-0x1F', '-0x1F', -31, -31],
  ['0b11', '0b11', 3, 3],
  ['1_000', '1_000', 1000, 1000],
  ['0o8', '0o8', '0o8', '0o8'],
  ['0xG', '0xG', '0xG', '0xG'],
  ['1.5', 1.5, 1.5, 1.5],
  ['1.', 1, 1, 1],
  ['.5', 0.5, 0.5, 0.5],
  ['1e3', 1000, 1000, 1000],
  ['.inf', inf, inf, inf],
  ['-.INF', -inf, -inf, -inf],
  ['.NaN', nan, nan, nan],
  ['1:30', '1:30', '1:30', '1:30'],
  ['1.2.3', '1.2.3', '1.2.3', '1.2.3'],
  ['2001-01-01', '2001-01-01', '2001-01-01', '2001-01-01'],
  ['15s', '15s', '15s', '15s'],
  ['-', '-', '-', '-'],
  ['constructor', 'constructor', 'constructor', 'constructor'],
];

describe('readScalar', () => {
  for (const [text, core, collector, kubernetes] of table) {
    it(`reads ${JSON.stringify(text)} as each parser does`, () => {
      const read = (dialect: Dialect): unknown => readScalar({ text, style: 'plain' }, dialect);
      assert.deepEqual(
        [read('core'), read('collector'), read('kubernetes'), read('prometheus')],
        [core, collector, kubernetes, kubernetes],
      );
    });
  }

  for (const style of ['single', 'double', 'literal', 'folded'] as const) {
    it(`takes what is ${style} for a string`, () => {
      assert.equal(readScalar({ text: 'true', style }, 'kubernetes'), 'true');
    });
  }

  for (const [tag, text, value] of [
    ['!!str', '12', '12'],
    ['!!int', '12', 12],
    ['!!int', 'x', 'x'],
    ['!!float', '12', 12],
    ['!!bool', 'true', true],
    ['!!null', '', null],
    ['!<tag:yaml.org,2002:int>', '12', 12],
    ['!', '12', '12'],
    ['!Ref', '12', '12'],
    ['!!binary', '1234', '1234'],
  ] as const) {
    it(`reads ${tag} ${text} by its tag`, () => {
      assert.equal(readScalar({ text, style: 'plain', tag }), value);
      assert.equal(readScalar({ text, style: 'double', tag }), value);
    });
  }
});
