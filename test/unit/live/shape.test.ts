import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { shapeOf, strangers } from '../../live/twins/shape.ts';

const differences = (imitation: unknown, model: unknown, free: readonly RegExp[] = []): string[] =>
  strangers(shapeOf(imitation), shapeOf(model), { free });

describe('the shape of an answer', () => {
  it('is the same for other values of the same kinds', () =>
    assert.deepEqual(differences({ a: 1, b: ['x'] }, { a: 2, b: ['y', 'z'], c: true }), []));

  it('tells what only the imitation has', () =>
    assert.deepEqual(differences({ a: { b: 1, c: 2 } }, { a: { b: 1 } }), ['.a.c is not in the real one']));

  it('tells another kind of value', () =>
    assert.deepEqual(differences({ a: '1', b: {} }, { a: 1, b: [] }), [
      '.a is string, and in the real one number',
      '.b is an object, and in the real one a list',
    ]));

  it('looks at what all elements have between them', () => {
    assert.deepEqual(differences([{ a: 1 }, { b: 1 }], [{ a: 1, b: 1 }]), []);
    assert.deepEqual(differences([{ a: 1 }, { c: 1 }], [{ a: 1 }, { b: 1 }]), [
      '[].c is not in the real one',
    ]);
    assert.deepEqual(differences([{ a: 1 }], []), []);
  });

  it('leaves data alone', () =>
    assert.deepEqual(differences({ data: { x: 1 } }, { data: {} }, [/^\.data\./]), []));
});
