import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fillTemplate } from '../../../src/recipe/fill.ts';
import type { Template } from '../../../src/recipe/templates.ts';

const template: Template = {
  file: 't.yaml',
  target: 't.yaml',
  fields: {
    NAMESPACE: { kind: 'namespace' },
    TITLE: { kind: 'text' },
    CLUSTER: { kind: 'cluster', optional: true },
  },
};
const text =
  'a: __NAMESPACE__\nb: "__TITLE__"\nc: { d: "__CLUSTER__" }\ne: x-__NAMESPACE__ # __NAMESPACE__\n';

describe('fillTemplate', () => {
  it('fills every hole, in comments too', () => {
    assert.equal(
      fillTemplate(template, text, { NAMESPACE: 'n1', TITLE: 'T', CLUSTER: 'c' }),
      'a: n1\nb: "T"\nc: { d: "c" }\ne: x-n1 # n1\n',
    );
  });

  it('leaves out the line of an optional hole without a value', () => {
    assert.equal(
      fillTemplate(template, text, { NAMESPACE: 'ns', TITLE: 'T' }),
      'a: ns\nb: "T"\ne: x-ns # ns\n',
    );
  });

  it('escapes what stands between quotes and quotes what YAML would not read as text', () => {
    assert.equal(
      fillTemplate(template, text, { NAMESPACE: '007', TITLE: 'a "b" \\ c' }),
      'a: "007"\nb: "a \\"b\\" \\\\ c"\ne: x-007 # 007\n',
    );
  });

  it('takes no hole out of a value', () => {
    assert.match(fillTemplate(template, text, { NAMESPACE: 'n', TITLE: '__CLUSTER__' }), /b: "__CLUSTER__"/);
  });

  for (const [what, broken, values, message] of [
    ['a hole that is no field', `${text}__OTHER__`, { NAMESPACE: 'n', TITLE: '' }, /no field OTHER/],
    ['a value that is no field', text, { NAMESPACE: 'n', TITLE: '', OTHER: '1' }, /no field OTHER/],
    ['a field without a hole', 'a: __NAMESPACE__', { NAMESPACE: 'n', TITLE: '' }, /no hole for TITLE/],
    ['a missing value', text, { NAMESPACE: 'n' }, /needs a value for TITLE/],
    ['a value that does not fit', text, { NAMESPACE: 'A b', TITLE: '' }, /"A b" does not fit NAMESPACE/],
    ['a value of two lines', text, { NAMESPACE: 'n', TITLE: 'a\nb' }, /does not fit TITLE/],
    ['a name that every object has', `${text}__CONSTRUCTOR__`, { NAMESPACE: 'n', TITLE: '' }, /no field/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => fillTemplate(template, broken, values), message);
    });
  }
});
