import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sentence, Trouble } from '../../src/trouble.ts';

describe('problem', () => {
  it('says what, why and what to do, in this order', () =>
    assert.equal(
      sentence({ code: 'x', what: 'It broke.', cause: 'It was dropped.', todo: 'Buy another.' }),
      'It broke. It was dropped. Buy another.',
    ));

  it('ends what a service left without a stop', () => {
    assert.equal(sentence({ code: 'x', what: 'Rate exceeded', todo: 'Wait.' }), 'Rate exceeded. Wait.');
    assert.equal(
      sentence({ code: 'x', what: '待ってください', todo: '再試行' }),
      '待ってください。 再試行。',
    );
  });

  it('says no more than it knows', () =>
    assert.equal(sentence({ code: 'x', what: 'It broke.' }), 'It broke.'));

  it('knows trouble made by the copy of the class in another bundle', () => {
    const other = Object.assign(new Error('It broke.'), { name: 'Trouble', advice: { code: 'x' } });
    assert.ok(other instanceof Trouble);
    assert.ok(!(new Error('It broke.') instanceof Trouble));
  });

  it('trouble is an error with its advice and its cause', () => {
    const cause = new Error('below');
    const trouble = new Trouble({ code: 'x', what: 'It broke.' }, { cause });
    assert.deepEqual([trouble.message, trouble.name, trouble.cause], ['It broke.', 'Trouble', cause]);
  });
});
