import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, describe, it } from 'mocha';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';

const root = new URL('../../../', import.meta.url);
const grammarFile = readFileSync(new URL('syntaxes/promql.tmLanguage.json', root), 'utf8');
const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');

let grammar: IGrammar;

/** Every token that is not blank with the innermost of its scopes, without `.promql`. */
function tokens(text: string): string[] {
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const found = grammar.tokenizeLine(line, stack);
    stack = found.ruleStack;
    return found.tokens
      .map(({ startIndex, endIndex, scopes }) => {
        const scope = scopes.at(-1)?.replace(/\.promql$/, '') ?? '';
        return { text: line.slice(startIndex, endIndex).trim(), scope };
      })
      .filter((token) => token.text !== '')
      .map((token) => `${token.text} ${token.scope}`);
  });
}

const metric = 'variable.other.metric';
const label = 'entity.other.attribute-name.label';
const aggregation = 'support.function.aggregation';
const fn = 'support.function';
const duration = 'constant.numeric.duration';
const unit = 'keyword.other.unit.duration';
const decimal = 'constant.numeric.decimal';
const grouping = 'keyword.other.grouping';
const template = 'variable.other.template';

/** What must be among the tokens of a query, in this order. */
const table: readonly [query: string, ...expected: string[]][] = [
  ['up', `up ${metric}`],
  ['job:http_requests:rate5m', `job:http_requests:rate5m ${metric}`],
  ['up{job="a"}', `up ${metric}`, `job ${label}`, '= keyword.operator.matching', 'a string.quoted.double'],
  ["{a!='b'}", `a ${label}`, '!= keyword.operator.matching', 'b string.quoted.single'],
  [
    '{a=~"b.+|c"}',
    '=~ keyword.operator.matching.regexp',
    'b string.regexp.double',
    '. constant.other.character-class.regexp',
    '+ keyword.operator.quantifier.regexp',
    '| keyword.operator.or.regexp',
  ],
  [
    '{a!~`b[0-9]`, c="d"}',
    '!~ keyword.operator.matching.regexp',
    '[0-9] constant.other.character-class.set.regexp',
    `c ${label}`,
    'd string.quoted.double',
  ],
  [
    '{"http.requests", "k8s.pod"="x"}',
    `"http.requests" ${metric}`,
    `"k8s.pod" ${label}`,
    'x string.quoted.double',
  ],
  [
    '{__name__="a b", job=~"${job:regex}"}',
    `__name__ ${label}`,
    'a b string.quoted.double',
    `\${job:regex} ${template}`,
  ],
  [
    'sum by (le, "a.b") (x)',
    `sum ${aggregation}`,
    `by ${grouping}`,
    `le ${label}`,
    `"a.b" ${label}`,
    `x ${metric}`,
  ],
  ['SUM(x) WITHOUT (y)', `SUM ${aggregation}`, `WITHOUT ${grouping}`, `y ${label}`],
  ['sum + rate', `sum ${metric}`, '+ keyword.operator.arithmetic', `rate ${metric}`],
  ['rate(x_total[5m])', `rate ${fn}`, `x_total ${metric}`, `5 ${duration}`, `m ${unit}`],
  [
    'max_over_time(x[1h30m:10s] offset -1d)',
    `max_over_time ${fn}`,
    `1 ${duration}`,
    `h ${unit}`,
    `30 ${duration}`,
    `m ${unit}`,
    ': punctuation.separator.range',
    `10 ${duration}`,
    `s ${unit}`,
    'offset keyword.other.modifier',
    '- keyword.operator.arithmetic',
    `1 ${duration}`,
    `d ${unit}`,
  ],
  ['x[5m:]', `5 ${duration}`, ': punctuation.separator.range', '] punctuation.section.brackets.end'],
  ['x[step() + 1ms]', `step ${fn}`, '+ keyword.operator.arithmetic', `ms ${unit}`],
  ['rate(x[$__rate_interval])', `$__rate_interval ${template}`],
  ['rate(x[[[range]]])', `[[range]] ${template}`],
  ['${metric}{a="$b"}', `\${metric} ${template}`, `$b ${template}`],
  ['x @ 1609746000.5', '@ keyword.operator.at', `1609746000.5 ${decimal}`],
  ['x @ end()', '@ keyword.operator.at', `end ${fn}`],
  [
    '1_000 + 0x1F + .5e-3 + 1e9 + 1.',
    `1_000 ${decimal}`,
    '0x1F constant.numeric.hex',
    `.5e-3 ${decimal}`,
    `1e9 ${decimal}`,
    `1. ${decimal}`,
  ],
  [
    '-Inf + NaN + +inf',
    'Inf constant.language.number',
    'NaN constant.language.number',
    'inf constant.language.number',
  ],
  ['information', `information ${metric}`],
  [
    'a > bool 1 and on (b) c',
    '> keyword.operator.comparison',
    'bool keyword.operator.word',
    'and keyword.operator.word',
    `on ${grouping}`,
    `b ${label}`,
    `c ${metric}`,
  ],
  ['a / ignoring(b) group_left c', `ignoring ${grouping}`, `group_left ${grouping}`, `c ${metric}`],
  [
    'a atan2 b unless c or d ^ 2 % 3',
    'atan2 keyword.operator.word',
    'unless keyword.operator.word',
    'or keyword.operator.word',
    '^ keyword.operator.arithmetic',
    '% keyword.operator.arithmetic',
  ],
  [
    'a <= b >= c == d != e',
    '<= keyword.operator.comparison',
    '>= keyword.operator.comparison',
    '== keyword.operator.comparison',
    '!= keyword.operator.comparison',
  ],
  ['# @range 6h', '@range keyword.other.directive', '6h string.unquoted.directive'],
  ['# @nothing 6h', '@nothing 6h comment.line.number-sign'],
  ['x # rate(y)', `x ${metric}`, '# punctuation.definition.comment', 'rate(y) comment.line.number-sign'],
  ['{a="#", # why\n b="c"}', '# string.quoted.double', 'why comment.line.number-sign', `b ${label}`],
  ['label_replace(x, "a", "$1", "b", "(.*)")', `label_replace ${fn}`, '$1 string.quoted.double'],
  [
    '"a\\n\\u00e9\\q"',
    '\\n constant.character.escape',
    '\\u00e9 constant.character.escape',
    '\\q invalid.illegal.escape',
  ],
  ['rate5m', `rate5m ${metric}`],
  ['unheard_of(x)', 'unheard_of entity.name.function', `x ${metric}`],
  ['up\n---\ndown', `up ${metric}`, '--- punctuation.separator.expressions', `down ${metric}`],
  ['"open\nup', 'open string.quoted.double', `up ${metric}`],
  ['offset_bytes', `offset_bytes ${metric}`],
];

describe('syntaxes/promql.tmLanguage.json', () => {
  before(async () => {
    await oniguruma.loadWASM(readFileSync(wasm));
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(grammarFile, 'promql.json')),
    });
    const loaded = await registry.loadGrammar('source.promql');
    assert.ok(loaded);
    grammar = loaded;
  });

  for (const [query, ...expected] of table) {
    it(query, () => {
      const found = tokens(query);
      let at = 0;
      for (const token of expected) {
        at = found.indexOf(token, at) + 1;
        assert.notEqual(at, 0, `${token} is missing from\n${found.join('\n')}`);
      }
    });
  }

  it('leaves nothing of the starter notebook without a scope', () => {
    const notebook = readFileSync(new URL('templates/query-notebook.promql.md', root), 'utf8');
    const fences = [...notebook.matchAll(/^```promql\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body);
    assert.ok(fences.length > 0);
    for (const fence of fences) {
      assert.deepEqual(
        tokens(fence).filter((token) => / (?:source|meta\.\S+)$|invalid/.test(token)),
        [],
      );
    }
  });
});
