import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { directiveEdit } from '../../../../../src/features/notebook/cells/directiveEdit.ts';
import type { DirectiveChanges } from '../../../../../src/features/notebook/cells/directiveEdit.ts';
import { setDirective } from '../../../../../src/notebook/directives/setDirective.ts';

describe('changes of directives', () => {
  for (const [title, before, changes, after] of [
    ['are added above the query', 'up', { step: '30s' }, '# @step 30s\nup'],
    ['take the place of what is there', '# @range 1h\nup', { range: '6h' }, '# @range 6h\nup'],
    [
      'are made together',
      '# @instant\n# @name a\nup',
      { instant: undefined, range: '6h' },
      '# @name a\n# @range 6h\nup',
    ],
    ['leave what is around them', '# @at 1\r\n# note\r\nup # x', { at: '2' }, '# @at 2\r\n# note\r\nup # x'],
    ['stand alone without a value', 'up', { instant: '' }, '# @instant\nup'],
    ['may take all away', '# @instant\nup', { instant: undefined }, 'up'],
    ['work on a cell without a query', '', { name: 'a' }, '# @name a\n'],
    ['work where the text repeats itself', '# @name aa\naa', { name: 'a' }, '# @name a\naa'],
  ] as const satisfies readonly [string, string, DirectiveChanges, string][]) {
    it(`${title}, as one edit`, () => {
      const edit = directiveEdit({ setDirective }, before, changes);
      assert.ok(edit);
      assert.equal(before.slice(0, edit.start) + edit.text + before.slice(edit.end), after);
    });
  }

  it('are none where nothing differs', () => {
    assert.equal(
      directiveEdit({ setDirective }, '# @range 1h\nup', { range: '1h', at: undefined }),
      undefined,
    );
  });
});
