import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { formatFile } from '../../../src/promql/format/formatFile.ts';
import { formatQuery, formattingEdits } from '../../../src/promql/format/formatQuery.ts';
import { meaningOf } from '../../../src/promql/format/meaning.ts';
import { parseQuery } from '../../../src/promql/parse.ts';
import { lex } from '../../../src/promql/parser/lexer.ts';
import type { Random } from '../manifest/yaml/seededRandom.ts';
import { seededRandom } from '../manifest/yaml/seededRandom.ts';
import { mutatedQuery } from './mutatedQuery.ts';
import { goodQueries } from './queries.ts';
import { usedQueries } from './usedQueries.ts';

function formatted(text: string): string {
  const found = formatQuery(text);
  assert.ok('text' in found, `${text}: ${JSON.stringify(found)}`);
  return found.text;
}

/** The comments of a query, in their order. */
function comments(text: string): string[] {
  return parseQuery(text).comments.map(({ start, end }) => text.slice(start, end).trimEnd());
}

/** The query with comments between its tokens: at the end of lines and on lines of their own. */
function commented(query: string, random: Random): string {
  const places = lex(query).tokens.map(({ start }) => start);
  let text = query;
  const chosen = [1, 2, 3].map(() => random.pick(places)).sort((a, b) => b - a);
  chosen.forEach((at, count) => {
    const comment = random.pick([`# c${count}\n`, `\n# c${count}\n`, ` # c${count}\r\n\t`]);
    text = text.slice(0, at) + comment + text.slice(at);
  });
  return text;
}

/** As Prometheus 3.16 answers; the live tier compares many more. */
const alike: readonly (readonly [query: string, formatted: string])[] = [
  ['sum(up)by(a,b)', 'sum by (a, b) (up)'],
  ['SUM(up) BY ()', 'sum(up)'],
  ['sum without() (up)', 'sum without () (up)'],
  ['up{b="1",a=\'2\',}', 'up{a="2",b="1"}'],
  ['{"up", "a.b"=`c`}', '{"a.b"="c",__name__="up"}'],
  ['{"ab"="c"}', '{ab="c"}'],
  ['up{a=`\\d"\n`}', 'up{a="\\\\d\\"\\n"}'],
  ['up[300] offset 60s', 'up[5m] offset 1m'],
  ['up offset 0s', 'up'],
  ['up offset -90d', 'up offset -90d'],
  ['up[14d]', 'up[2w]'],
  ['up offset 5m @ 1.23456', 'up @ 1.235 offset 5m'],
  ['up[5m] @ end() smoothed', 'up[5m] smoothed @ end()'],
  ['up smoothed @ end()', 'up @ end() smoothed'],
  ['up[1h :5m]offset 1d', 'up[1h:5m] offset 1d'],
  ['up[ 5m*2+step() ]', 'up[5m * 2 + step()]'],
  ['up offset -(5m+ +1m)', 'up offset -(5m + 1m)'],
  ['- -1 + 0x1F + 1e3 + .5', '1 + 31 + 1000 + 0.5'],
  ['-up ^ - 2', '-up ^ -2'],
  ['+up', '+up'],
  ['1h*2', '1h * 2'],
  ['inf - nan', '+Inf - NaN'],
  ['up + ignoring() up', 'up + up'],
  ['up + ignoring() group_left up', 'up + ignoring () group_left () up'],
  ['1 + on() up', '1 + up'],
  ['up ==bool on(a)up', 'up == bool on (a) up'],
  ['up AND up', 'up and up'],
  ['rate ( up [ 5m ] )', 'rate(up[5m])'],
];

/** Comments, which Prometheus drops. */
const kept: readonly (readonly [query: string, formatted: string])[] = [
  ['# why\n\nup', '# why\nup'],
  ['up# why', 'up # why'],
  ['up\n# why', 'up\n# why'],
  ['# @range 6h\n# @step 30s\nsum(up)by(a)', '# @range 6h\n# @step 30s\nsum by (a) (up)'],
  ['sum( # all\n  up\n)', 'sum(\n  # all\n  up\n)'],
  ['sum(\n  up # all\n)', 'sum(\n  up # all\n)'],
  ['sum(up\n# all\n)', 'sum(\n  up\n  # all\n)'],
  ['clamp(up, # series\n0, # least\n1)', 'clamp(\n  up, # series\n  0, # least\n  1\n)'],
  ['clamp(up # series\n,0,1)', 'clamp(\n  up, # series\n  0,\n  1\n)'],
  ['a # left\n+ # plus\nb # right', '  a # left\n+ # plus\n  b # right'],
  ['a\n# before\n+ on(x) # plus\n# right\nb', '  a\n# before\n+ on (x) # plus\n  # right\n  b'],
  ['up{ # api alone\n  job="api", b="c" # and\n}', '# api alone\n# and\nup{b="c",job="api"}'],
  ['-(up # sign\n)', '-(\n  up # sign\n)'],
  ['(sum(up # s\n))[5m:1m] # w', '(\n  sum(\n    up # s\n  )\n)[5m:1m] # w'],
  ['up[5m # range\n]', '# range\nup[5m]'],
  ['time( # now\n)', '# now\ntime()'],
];

/** Variables of notebooks and dashboards. */
const open: readonly (readonly [query: string, formatted: string])[] = [
  ['rate(up[$__rate_interval])*${x}', 'rate(up[$__rate_interval]) * ${x}'],
  ["up{ a=~'$a', b=~`${b:regex}`}", "up{a=~'$a',b=~`${b:regex}`}"],
  ['${metric}{a="b"} > [[x]]', '${metric}{a="b"} > [[x]]'],
  ['${a}_total{$filter}', '${a}_total{$filter}'],
  ['sum by ($by,${c}) (up offset $o @ $t)', 'sum by ($by, ${c}) (up @ $t offset $o)'],
  ['$f(up)', '$f(up)'],
  ['up[2*$__interval:$s]', 'up[2 * $__interval:$s]'],
  ["label_replace(up, 'a', '$1', 'b', '(.*)')", 'label_replace(up, "a", "$1", "b", "(.*)")'],
];

describe('formatting queries', () => {
  for (const [what, rows] of Object.entries({ alike, kept, open })) {
    describe(what, () => {
      for (const [query, expected] of rows) {
        it(JSON.stringify(query), () => {
          assert.equal(formatted(query), expected);
        });
      }
    });
  }

  it('goes over several lines where one is longer than 100 bytes', () => {
    const long = 'a'.repeat(80);
    assert.equal(formatted(`sum(rate(${long}[5m])) / 2`), `sum(rate(${long}[5m])) / 2`);
    assert.equal(
      formatted(`topk(5, sum by (a) (rate(${long}_total{x="é"}[5m]))) > 1`),
      [
        '  topk(',
        '    5,',
        '    sum by (a) (',
        '      rate(',
        `        ${long}_total{x="é"}[5m]`,
        '      )',
        '    )',
        '  )',
        '>',
        '  1',
      ].join('\n'),
    );
  });

  it('says why a query cannot be read', () => {
    const found = formatQuery('sum(');
    assert.ok('problems' in found && found.problems.length > 0);
    assert.deepEqual(formattingEdits('sum('), []);
  });

  for (const [query, why] of [
    ['up[0.0001]', 'there is no unit for so little'],
    ['up offset 0.0015', 'half a millisecond would be lost'],
  ] as const) {
    it(`leaves ${query} as it is: ${why}`, () => {
      assert.equal(formatted(query), query);
    });
  }

  it('keeps bytes that are no characters', () => {
    assert.equal(formatted(String.raw`up{a='\xff'}`), String.raw`up{a='\xff'}`);
  });

  it('changes only what differs', () => {
    const text = 'sum(up)by(a)';
    assert.equal(applyEdits(text, formattingEdits(text)), 'sum by (a) (up)');
    assert.deepEqual(formattingEdits('sum by (a) (up)'), []);
    assert.deepEqual(formattingEdits('up  + up'), [{ start: 3, end: 4, text: '' }]);
  });

  for (const [text, expected] of [
    ['', ''],
    ['up', 'up\n'],
    ['# only\n', '# only\n'],
    ['up+1\n---\n\n# a\n-up\n\n---\n', 'up + 1\n---\n# a\n-up\n---\n'],
    ['up+1\r\n---\r\nup # x\r\n', 'up + 1\r\n---\r\nup # x\r\n'],
  ] as const) {
    it(`formats the file ${JSON.stringify(text)}`, () => {
      assert.deepEqual(formatFile(text), { text: expected });
      assert.deepEqual(formatFile(expected), { text: expected });
    });
  }

  it('says where a file cannot be read', () => {
    const text = 'up\n---\nup up\n';
    const found = formatFile(text);
    assert.ok('problems' in found);
    assert.deepEqual(
      found.problems.map(({ span }) => span),
      [{ start: 10, end: 12 }],
    );
  });

  for (const [what, text] of [
    ['a name of ten million letters', 'x'.repeat(10_000_000)],
    ['a text of a million escapes', `"${'\\n'.repeat(1_000_000)}"`],
    ['a number of ten million digits', '1'.repeat(10_000_000)],
    ['a million digits apart', '1_'.repeat(1_000_000)],
    ['a million variables', '$a'.repeat(1_000_000)],
    ['as many operators as are read', `up${' # c\n+ up'.repeat(990)}`],
    ['comments in parentheses of parentheses', `${'('.repeat(190)}up # c\n${')'.repeat(190)}`],
    ['a comment behind each of many arguments', `label_join(up, "a", "-"${', "b" # c\n'.repeat(20_000)})`],
  ] as const) {
    it(`comes to an end for ${what}`, function () {
      this.timeout(20_000);
      const found = formatQuery(text);
      assert.ok('problems' in found || found.text !== '');
    });
  }

  const corpus = [...goodQueries, ...usedQueries, ...[...alike, ...kept, ...open].map(([query]) => query)];

  it(`changes nothing the second time, and never what ${corpus.length} queries and mutants of them mean`, function () {
    this.timeout(60_000);
    const random = seededRandom(47);
    const mutants = Array.from({ length: 5000 }, () => mutatedQuery(random.pick(corpus), random));
    const withComments = Array.from({ length: 5000 }, () => commented(random.pick(corpus), random));
    let changed = 0;
    for (const text of [...corpus, ...mutants, ...withComments]) {
      const found = formatQuery(text);
      if (!('text' in found)) {
        assert.ok(parseQuery(text).problems.length > 0);
        continue;
      }
      const once = found.text;
      changed += once === text ? 0 : 1;
      assert.equal(formatted(once), once, JSON.stringify(text));
      assert.deepEqual(comments(once).sort(), comments(text).sort(), JSON.stringify(text));
      assert.equal(
        meaningOf(parseQuery(once).expression, once),
        meaningOf(parseQuery(text).expression, text),
      );
    }
    assert.ok(changed > 5000, `only ${changed} changed`);
  });
});
