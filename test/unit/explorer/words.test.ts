import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { escapeMarkdown, joinParts, spoken, tooltip } from '../../../src/explorer/words.ts';

describe('words', () => {
  it('text from outside cannot become Markdown', () =>
    assert.equal(
      escapeMarkdown('[x](command:y) <b> *z*\n$(key)'),
      '\\[x\\]\\(command:y\\) \\<b\\> \\*z\\* $\\(key\\)',
    ));

  it('a tooltip leaves out what is not known', () =>
    assert.equal(
      tooltip('a_b', [
        ['Id', 'ws-1'],
        ['Tag', undefined],
        ['Note', ''],
      ]),
      '**a\\_b**  \nId: ws\\-1',
    ));

  it('a tooltip takes no Markdown from the names of tags either', () =>
    assert.equal(tooltip('app', [['Tag __team__', 'obs']]), '**app**  \nTag \\_\\_team\\_\\_: obs'));

  it('parts join with a dot', () => assert.equal(joinParts('a', undefined, '', 'b'), 'a · b'));

  it('a line is spoken with its state last', () => {
    assert.equal(spoken('Workspace', 'demo', 'ws-1', undefined, 'active'), 'Workspace demo, ws-1, active');
    assert.equal(spoken('Region', 'eu-west-1'), 'Region eu-west-1');
  });
});
