import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkQueryText } from '../../../src/lint/expressions.ts';
import type { QueryKnowledge } from '../../../src/promql/lint/knowledge.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';

/** What is found, as `severity code: stretch`, and the text after the first fix of each where it has one. */
function found(text: string, knowledge: QueryKnowledge = {}): string[] {
  return checkQueryText(text, knowledge).map(({ code, severity, span, fixes }) => {
    const [fix] = fixes ?? [];
    const said = `${severity} ${code.replace('promql/', '')}: ${text.slice(span.start, span.end)}`;
    return fix ? `${said} -> ${applyEdits(text, fix.edits)}` : said;
  });
}

const cases: Readonly<Record<string, readonly (readonly [query: string, ...findings: string[]])[]>> = {
  'regular expressions': [
    ['up{a=~"b"}', 'hint plain-regex: a=~"b" -> up{a="b"}'],
    ["up{a !~ 'b\\\\.c'}", `hint plain-regex: a !~ 'b\\\\.c' -> up{a!="b.c"}`],
    ['up{a=~`b\\.c`}', 'hint plain-regex: a=~`b\\.c` -> up{a="b.c"}'],
    ['up{a=~"b|c", d=~"e.", f=~"(g)", h=~"\\\\d"}'],
    ['up{a=~"$b", c=~"${d:regex}"}'],
    ['up{a=~".*"}', 'information idle-matcher: a=~".*" -> up'],
    ['up{a=~".*", b="c"}', 'information idle-matcher: a=~".*" -> up{b="c"}'],
    ['up{b="c", a=~".*"}', 'information idle-matcher: a=~".*" -> up{b="c"}'],
    ['up{a!~".*"}'],
    ['up{a=~".+"}'],
    ['up{a=~".*b.*"}', 'hint costly-regex: ".*b.*"'],
    ['up{a=~"b.*c.*"}'],
    ['up{a=~"b{200}"}', 'warning costly-regex: "b{200}"'],
    ['up{a=~"b{2,3}"}'],
  ],
};

describe('lints of queries', () => {
  for (const [group, rows] of Object.entries(cases)) {
    describe(group, () => {
      for (const [query, ...findings] of rows) {
        it(`${findings.length === 0 ? 'say nothing of' : 'speak of'} ${query}`, () => {
          assert.deepEqual(found(query), findings);
        });
      }
    });
  }

  it('rest where Prometheus refuses the query', () => {
    assert.deepEqual(
      checkQueryText('rate(up{a=~"b"})').map(({ code }) => code),
      ['promql/wrong-type'],
    );
  });
});
