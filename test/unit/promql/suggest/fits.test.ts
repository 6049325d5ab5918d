import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fitsAt } from '../../../../src/promql/suggest/fits.ts';
import type { Fit } from '../../../../src/promql/suggest/fits.ts';

/** Short words for what fits at the `|`, or the `¦` where a query has a `|` of its own, and what it would take the place of. */
function fit(marked: string): string {
  const offset = marked.includes('¦') ? marked.indexOf('¦') : marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const fits = fitsAt(text, offset);
  if (fits === undefined) {
    return 'nothing';
  }
  const replaced = text.slice(fits.replace.start, fits.replace.end);
  return `${fits.kinds.map(word).join(' ')}${replaced === '' ? '' : ` <${replaced}>`}`.trim();
}

function word(fits: Fit): string {
  if (fits.kind === 'keyword') {
    return fits.words.join(',');
  }
  const more =
    'within' in fits ? fits.within : 'gives' in fits ? fits.gives : 'where' in fits ? fits.where : undefined;
  return more === undefined ? fits.kind : `${fits.kind}(${more})`;
}

const operand = 'metric function aggregation variable';
const within = (callee: string): string => `metric(${callee}) function aggregation variable`;

const table: readonly (readonly [query: string, expected: string])[] = [
  ['|', 'metric function aggregation snippet variable'],
  ['u|p', 'metric function aggregation snippet variable <up>'],
  ['  # a comm|ent', 'nothing'],
  ['up # a comment\n+ |', 'metric function aggregation on,ignoring variable'],
  ['rate(|', within('rate')],
  ['rate(http|)', `${within('rate')} <http>`],
  ['sum(rate(x|[5m]))', `${within('rate')} <x>`],
  ['sum by (job) (|)', within('sum')],
  ['sum by (job) |', ''],
  ['topk(|', 'function(scalar) variable'],
  ['topk(5, |)', within('topk')],
  ['histogram_quantile(|', 'function(scalar) variable'],
  ['histogram_quantile(0.9, |', within('histogram_quantile')],
  ['label_replace(up, |', 'variable'],
  ['label_replace(up, "|", "", "", "")', 'label(argument)'],
  ['label_replace(up, "a", "|", "", "")', ''],
  ['label_join(up, "a", ",", "b", "c|")', 'label(argument) <c>'],
  ['label_join(up, "a", ",", "|")', 'label(argument)'],
  ['label_join(up, "a", "|", "b")', ''],
  ['count_values("|", up)', 'label(argument)'],
  ['up{|', 'label(braces)'],
  ['up{jo|}', 'label(braces) <jo>'],
  ['up{job="a", |}', 'label(braces)'],
  ['up{job="a", in|stance="b"}', 'label(braces) <instance>'],
  ['up{job|', 'label(braces) <job>'],
  ['up{job |', 'matchOperator'],
  ['up{job=|', 'labelValue'],
  ['up{job="|', 'labelValue variable'],
  ['up{job="a|bc"}', 'labelValue variable <abc>'],
  ['up{job="a|bc}', 'labelValue variable <a>'],
  ['up{job="abc"|}', ''],
  ['up{job=~"abc|de¦f|ghi"}', 'labelValue variable <def>'],
  ['up{job=~"(abc|de¦"}', 'labelValue variable <de>'],
  ['up{job="abc|de¦f|ghi"}', 'labelValue variable <abc|def|ghi>'],
  ['{"|"}', 'quotedMetric label(list)'],
  ['{"my.metric", "|"}', 'quotedMetric label(list)'],
  ['up{job="a"} |', 'operator offset,@'],
  ['up a|', 'operator offset,@ <a>'],
  ['up[|', 'duration(brackets) variable'],
  ['up[5|]', 'duration(brackets) variable <5>'],
  ['up[5m|]', 'duration(brackets) variable <5m>'],
  ['up[1h:|]', 'duration(step) variable'],
  ['rate(up |', 'duration(range) operator offset,@'],
  ['up offset |', 'duration(offset) variable'],
  ['up offset 5|', 'duration(offset) variable <5>'],
  ['up @ |', 'start(),end() variable'],
  ['up[5m] |', 'operator offset,@'],
  ['sum by (|', 'label(list)'],
  ['sum by (job, |) (up)', 'label(list)'],
  ['sum by (jo|b) (up)', 'label(list) <job>'],
  ['sum by ("|") (up)', 'label(argument)'],
  ['sum(up) |', 'by,without operator'],
  ['sum(up) b|', 'by,without operator <b>'],
  ['sum by (job) (up) |', 'operator'],
  ['sum |', 'by,without'],
  ['sum(up) by (|)', 'label(list)'],
  ['sum(up) by (job) |', 'operator'],
  ['sum(up) by |', ''],
  ['up * |', 'metric function aggregation on,ignoring variable'],
  ['up > |', 'metric function aggregation bool,on,ignoring variable'],
  ['up > bool |', 'metric function aggregation on,ignoring variable'],
  ['up and |', 'metric function aggregation on,ignoring variable'],
  ['up + on(|) down', 'label(list)'],
  ['up + on(job) |', 'metric function aggregation group_left,group_right variable'],
  ['up and on(job) |', operand],
  ['up + on(job) group_left(|)', 'label(list)'],
  ['up + on(job) group_left(a) |', operand],
  ['- |', operand],
  ['up + -|', operand],
  ['(|)', operand],
  ['12|', '<12>'],
  ['$|', 'variable <$>'],
  ['up{job="${|}"}', 'variable <${}>'],
  ['rate(up[$__r|])', 'variable <$__r>'],
  ['up + ${x|', 'variable <${x>'],
  ['ra|te(up[5m])', 'metric function aggregation snippet variable <rate>'],
  ['"text|"', '<text>'],
];

describe('what fits in a query', () => {
  for (const [query, expected] of table) {
    it(`${JSON.stringify(query)}: ${expected === '' ? 'nothing' : expected}`, () => {
      assert.equal(fit(query), expected);
    });
  }

  it('is found at every place of any text, and nothing throws', () => {
    for (const text of [
      '}{)(][,,by by(((',
      '"',
      '`\\',
      '\ud800{a="\u0000',
      'sum(by (a)) by',
      '{'.repeat(2_000),
    ]) {
      for (let offset = 0; offset <= Math.min(text.length, 200); offset += 1) {
        fitsAt(text, offset);
      }
    }
  });
});
