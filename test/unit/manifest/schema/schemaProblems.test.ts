import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';
import { schemaProblems } from '../../../../src/manifest/schema/schemaProblems.ts';
import type { Problem } from '../../../../src/problem.ts';
import { findingsIn } from './check.ts';

const schema: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    port: { type: 'integer', minimum: 1 },
    name: { type: 'string', minLength: 1 },
    enabled: { type: 'boolean' },
    names: { type: 'array', items: { type: 'string' } },
    mode: { enum: ['basic', 'detailed'] },
    timeout: { type: 'string', format: 'go-duration' },
    attachPolicyARNs: {},
    old: { deprecated: true },
    list: {
      type: 'array',
      items: { type: 'object', properties: { a: {}, b: {} }, additionalProperties: false },
    },
  },
};

function problemsOf(text: string, own: Schema = schema): Problem[] {
  return schemaProblems(findingsIn(text, own, { dialect: 'kubernetes' }), { area: 'kubernetes', text });
}

describe('schemaProblems', () => {
  const words: readonly [text: string, code: string, message: string, own?: Schema][] = [
    ['prot: 1', 'kubernetes/unknown-field', '"prot" is not a field here. Did you mean "port"?'],
    ['x: 1', 'kubernetes/unknown-field', '"x" is not a field here.'],
    ['list: [{zz: 1}]', 'kubernetes/unknown-field', '"zz" is not a field here. There are: a, b.'],
    ['port: x', 'kubernetes/wrong-type', 'This must be a whole number, but "x" is text.'],
    ['name: yes', 'kubernetes/wrong-type', 'This must be text, but yes is read as a boolean.'],
    ['name: 1', 'kubernetes/wrong-type', 'This must be text, but 1 is read as a number.'],
    ['name: {a: 1}', 'kubernetes/wrong-type', 'This must be text, but it is a mapping.'],
    ['name: [a]', 'kubernetes/wrong-type', 'This must be text, but it is a list.'],
    ['name: [a]', 'kubernetes/wrong-type', 'This must be a whole number or text, but it is a list.', { properties: { name: { type: ['integer', 'string'] } } }],
    ['name: ""', 'kubernetes/bad-format', 'This must not be empty.'],
    ['mode: basik', 'kubernetes/unknown-value', '"basik" is not possible here. Did you mean "basic"?'],
    ['mode: x', 'kubernetes/unknown-value', '"x" is not possible here. Possible are: basic, detailed.'],
    ['port: 0', 'kubernetes/out-of-range', 'This must be at least 1.'],
    ['timeout: 1d', 'kubernetes/bad-format', '"1d" does not fit: a duration such as 30s, 1m30s or 500ms is needed; there are no days. Did you mean "24h"?'],
    ['old: 1', 'kubernetes/deprecated-field', '"old" is deprecated and will be gone in a later release.'],
    ['{}', 'kubernetes/missing-field', '"a" is missing.', { required: ['a'] }],
    ['b: {}', 'kubernetes/missing-field', '"a" is missing in "b".', { properties: { b: { required: ['a'] } } }],
    ['{}', 'kubernetes/missing-field', 'One of these is missing: a, b.', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }],
    ['{a: 1, b: 1}', 'kubernetes/exclusive-fields', 'Only one of these can be set: a, b.', { not: { required: ['a', 'b'] } }],
    ['a: 1', 'kubernetes/forbidden-field', '"a" cannot be set here.', { properties: { a: { not: {} } } }],
    ['[]', 'kubernetes/too-few', 'At least one is needed here.', { minItems: 1 }],
    ['B: 1', 'kubernetes/bad-key', '"B" cannot be a key here: lower-case letters, digits and dashes are needed, at most 63.', { propertyNames: { format: 'dns-label' } }],
  ]; // prettier-ignore
  for (const [text, code, message, own] of words) {
    it(`says of ${text}: ${message}`, () => {
      assert.deepEqual(
        problemsOf(text, own).map((problem) => [problem.code, problem.message]),
        [[code, message]],
      );
    });
  }

  it('makes errors of what is refused and warnings of the rest', () => {
    assert.deepEqual(
      problemsOf('x: 1\nold: 1\n').map(({ severity, tag }) => [severity, tag]),
      [
        ['error', undefined],
        ['warning', 'deprecated'],
      ],
    );
  });

  it('takes a severity of the caller’s, and leaves out what is off', () => {
    const text = 'x: 1\nport: x\n';
    const problems = schemaProblems(findingsIn(text, schema), {
      area: 'a',
      text,
      severity: ({ kind }) => (kind === 'type' ? 'off' : 'hint'),
    });
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['a/unknown-field', 'hint']],
    );
  });

  it('leads from an alias to what it brings in', () => {
    const [problem] = problemsOf('attachPolicyARNs: &x 1\nenabled: *x\n');
    assert.equal(problem?.related?.length, 1);
    assert.equal(problem.fixes, undefined);
  });
});

describe('Fixes of schemaProblems', () => {
  /** A text, and what each fix of its one problem makes of it. */
  const table: readonly [what: string, text: string, ...after: string[]][] = [
    ['rename or remove an unknown key', 'prot: 1\nname: a\n', 'port: 1\nname: a\n', 'name: a\n'],
    ['keep the quotes of a key', '"prot": 1\n', '"port": 1\n', ''],
    ['remove an entry with all of its lines', 'name: a\nx: |\n  1\n  2\nport: 1\n', 'name: a\nport: 1\n'],
    ['remove the last entry', 'name: a\nx:\n  - 1\n', 'name: a\n'],
    ['remove an entry without line break at the end', 'name: a\nx: 1', 'name: a\n'],
    ['remove an entry with the comment behind it', 'x: 1 # so\nname: a\n', 'name: a\n'],
    ['remove what shares its line with a dash', 'list:\n  - zz: 1\n    a: 1\n', 'list:\n  - a: 1\n'],
    ['leave what would be left behind a dash', 'list:\n  - zz: 1\n'],
    ['remove from a flow mapping: first', 'list: [{zz: 1, a: 1}]\n', 'list: [{a: 1}]\n'],
    ['remove from a flow mapping: last', 'list: [{a: 1, zz: 1}]\n', 'list: [{a: 1}]\n'],
    ['remove from a flow mapping: alone', 'list: [{zz: 1}]\n', 'list: [{}]\n'],
    ['put quotes around', 'name: yes\n', 'name: "yes"\n'],
    ['take quotes off', 'port: "80"\n', 'port: 80\n'],
    ['write a boolean', 'enabled: "Yes"\n', 'enabled: true\n'],
    ['make a list', 'names: a\n', 'names: [a]\n'],
    ['make a list of one text with a comma', 'names: a,b\n', 'names: ["a,b"]\n'],
    ['change a value, keeping its quotes', "mode: 'basik'\n", "mode: 'basic'\n"],
    ['change a format', 'timeout: 1d\n', 'timeout: 24h\n'],
    ['offer nothing where nothing is near', 'port: x\n'],
  ]; // prettier-ignore
  for (const [what, text, ...after] of table) {
    it(what, () => {
      const [problem, ...more] = problemsOf(text);
      assert.equal(more.length, 0);
      assert.deepEqual(
        (problem?.fixes ?? []).map(({ edits }) => applyEdits(text, edits)),
        after,
      );
    });
  }

  it('are safe for a slip of case only, among renames', () => {
    const safe = (text: string): unknown => problemsOf(text)[0]?.fixes?.[0]?.safe;
    assert.equal(safe('attachPolicyARNS: 1\n'), true);
    assert.equal(safe('attachPolicyARN: 1\n'), false);
  });
});
