import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { aggregationOperators } from '../../../../src/promql/ast.ts';
import { describeQuery } from '../../../../src/promql/describe/describeQuery.ts';
import { durationInWords } from '../../../../src/promql/describe/durationWords.ts';
import { aggregationWords, functionWords } from '../../../../src/promql/describe/functions.ts';
import { signatureOf } from '../../../../src/promql/describe/signature.ts';
import { functionNames, functionOf } from '../../../../src/promql/functions.ts';
import { knownSource } from '../knownSource.ts';

async function hover(marked: string, source = knownSource()): Promise<string | undefined> {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const found = await describeQuery(text, offset, source, {
    ...{ signal: new AbortController().signal, language: 'en' },
    variables: new Map([['${x}', 'Result of cell x']]),
  });
  return found && `${text.slice(found.span.start, found.span.end)} | ${found.markdown.replace(/\s+/g, ' ')}`;
}

const table: readonly (readonly [query: string, expected: string | RegExp | undefined])[] = [
  [
    'http_re¦quests_total{job="a"}',
    'http_requests_total | `http_requests_total` — counter, requests Requests. Series now: 3. Last value of the first: 1',
  ],
  ['un¦known', 'unknown | `unknown` Series now: 3. Last value of the first: 1'],
  ['{"k8s.pod¦.cpu"}', /^"k8s\.pod\.cpu" \| `k8s\.pod\.cpu` — gauge Series now: 3/],
  ['up{jo¦b="a"}', 'job | Label `job` Values (3): `api`, `a.b|c`, `q"uote`'],
  ['up{job=¦~"a.*"}', /^=~ \| `job=~"a\.\*"` The regular expression \(RE2\) matches/],
  ['up{job!="a¦"}', /^"a" \| `job!="a"` The label has another value/],
  ['sum by (jo¦b) (up)', /^job \| Label `job` Values/],
  ['a * on(jo¦b) group_left b', /^job \| Label `job`/],
  ['ra¦te(up[5m])', /^rate \| ```promql rate\(v range-vector\) instant-vector ``` How fast a counter/],
  ['rate¦(up[5m])', /How fast a counter/],
  ['SU¦M(up)', /^SUM \| .*sum\(v instant-vector\).*operators\/#aggregation-operators/],
  ['limi¦tk(1, up)', /Experimental: servers refuse/],
  ['sum b¦y (job) (up)', /^by \| `by` Groups series/],
  ['a > bo¦ol b', /^bool \| `bool` The comparison gives 0 or 1/],
  ['a unl¦ess b', /^unless \| /],
  ['a * on(x) group_le¦ft b', /^group_left \| /],
  ['up off¦set 5m', /^offset \| /],
  ['up ¦@ end()', /^@ \| /],
  ['rate(up[5¦m])', '5m | At each point in time, the samples of the last 5 minutes.'],
  ['max_over_time(up[1d¦:5m])', '1d | The expression is worked out again and again over the last 1 day.'],
  ['max_over_time(up[1d:5¦m])', '5m | The expression is worked out every 5 minutes.'],
  ['up offset 1¦h', '1h | Looks at the data of 1 hour before.'],
  ['time() - 1¦h', '1h | 1 hour, as a number of seconds: 3600'],
  ['up / ${¦x}', '${x} | Result of cell x'],
  ['rate(x[$__rate¦_interval])', /^\$__rate_interval \| A range that holds at least four scrapes/],
  ['x[${__range¦_ms}]', '${__range_ms} | The whole time that is shown. In milliseconds.'],
  ['x / $unknown¦', undefined],
  ['up ¦+ 1', undefined],
  ['up # com¦ment', undefined],
  ['¦', undefined],
  // A metric may have the name of a function or keyword.
  ['ra¦te + 1', /^rate \| `rate` Series now/],
  ['unknown_functi¦on(up)', undefined],
];

describe('describeQuery', () => {
  for (const [query, expected] of table) {
    it(`says what stands at ¦ in ${query}`, async () => {
      const found = await hover(query);
      if (expected instanceof RegExp) {
        assert.match(found ?? '', expected);
      } else {
        assert.equal(found, expected);
      }
    });
  }

  it('asks for the series of the whole selector', async () => {
    const source = knownSource();
    await hover('up¦{job="a", b=~"${x}"}', source);
    assert.deepEqual(source.asked, ['glance at up{job="a"}']);
  });

  it('says nothing of a metric that nothing is known of, whatever it is called', async () => {
    const source = { ...knownSource(), glance: () => Promise.resolve(undefined) };
    assert.equal(await hover('un¦known', source), undefined);
    assert.equal(await hover('ra¦te + 1', source), undefined);
    assert.match((await hover('http_re¦quests_total', source)) ?? '', /counter, requests Requests\.$/);
  });

  it('shows what a server says as it is, and nothing of it as markup', async () => {
    const found = await hover('x¦', knownSource([{ name: 'x', help: '[a](command:b) `c` <b>' }]));
    assert.match(found ?? '', /\\\[a\\\]\\\(command:b\\\) \\`c\\` \\<b\\>/);
  });
});

describe('words about functions', () => {
  it('are there for every function and aggregation, with a name for every argument', () => {
    assert.deepEqual(Object.keys(functionWords).sort(), functionNames);
    assert.deepEqual(Object.keys(aggregationWords).sort(), [...aggregationOperators].sort());
    for (const name of functionNames) {
      const names = (functionWords[name]?.parameters ?? '').split(' ').filter(Boolean);
      const { args, more } = functionOf(name) ?? { args: [], more: 0 };
      // `label_join` and `histogram_quantiles` name one of the repeated arguments.
      assert.ok(more > 0 || names.length === args.length, name);
    }
  });

  for (const [name, label] of [
    ['round', 'round(v instant-vector[, to_nearest scalar]) instant-vector'],
    ['hour', 'hour([v instant-vector]) instant-vector'],
    ['time', 'time() scalar'],
    ['topk', 'topk(k scalar, v instant-vector) instant-vector'],
    ['COUNT_VALUES', 'count_values(label string, v instant-vector) instant-vector'],
    [
      'label_join',
      'label_join(v instant-vector, dst string, separator string[, src string, ...]) instant-vector',
    ],
  ] as const) {
    it(`write ${name} as ${label}`, () => {
      const signature = signatureOf(name);
      assert.equal(signature?.label, label);
    });
  }
});

describe('durationInWords', () => {
  for (const [seconds, language, expected] of [
    [300, 'en', '5 minutes'],
    [5400, 'en', '1 hour 30 minutes'],
    [604_800, 'en', '1 week'],
    [691_200, 'en', '8 days'],
    [0.25, 'en', '250 milliseconds'],
    [-60, 'en', '-1 minute'],
    [0, 'en', '0 seconds'],
    [300, 'ja', '5 分'],
  ] as const) {
    it(`${seconds} s in ${language}: ${expected}`, () => {
      assert.equal(durationInWords(seconds, language), expected);
    });
  }
});
