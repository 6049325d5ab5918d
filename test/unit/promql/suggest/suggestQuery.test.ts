import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { MetricSource } from '../../../../src/promql/metricSource.ts';
import { explainSuggestion } from '../../../../src/promql/suggest/explain.ts';
import type { QuerySuggestion } from '../../../../src/promql/suggest/items.ts';
import { suggestQuery } from '../../../../src/promql/suggest/suggestQuery.ts';
import type { QuerySuggestions, SuggestOptions } from '../../../../src/promql/suggest/suggestQuery.ts';
import { knownSource } from '../knownSource.ts';

async function suggest(
  marked: string,
  source: MetricSource = knownSource(),
  options: Partial<SuggestOptions> = {},
): Promise<QuerySuggestions> {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return suggestQuery(text, offset, source, { signal: new AbortController().signal, ...options });
}

/** The text after a suggestion was taken, with `‸` where the cursor then is. */
async function taken(marked: string, label: string): Promise<string> {
  const { suggestions } = await suggest(marked);
  const found = suggestions.find((one) => one.label === label);
  assert.ok(found, `${label} among ${suggestions.map((one) => one.label).join(' ')}`);
  const text = marked.replace('|', '');
  const written = found.snippet
    .replace(/(?<!\\)\$[01]/, '‸')
    .replace(/(?<!\\)\$0/, '')
    .replace(/\\([\\$}])/g, '$1');
  return text.slice(0, found.replace.start) + written + text.slice(found.replace.end);
}

const labels = (found: QuerySuggestions): string[] => found.suggestions.map(({ label }) => label);
const of = (found: QuerySuggestions, kind: QuerySuggestion['kind']): string[] =>
  found.suggestions.filter((one) => one.kind === kind).map(({ label }) => label);

describe('suggestQuery', () => {
  const writes: readonly (readonly [query: string, label: string, then: string])[] = [
    ['ht|', 'http_requests_total', 'http_requests_total'],
    ['sum(ht|x)', 'http_requests_total', 'sum(http_requests_total)'],
    ['k8|', 'k8s.pod.cpu', '{"k8s.pod.cpu"}'],
    ['{"k8|"}', 'k8s.pod.cpu', '{"k8s.pod.cpu"}'],
    ['ra|', 'rate', 'rate(‸)'],
    ['ra|(up[5m])', 'rate', 'rate(up[5m])'],
    ['ti|', 'time', 'time()'],
    ['su|', 'sum', 'sum(‸)'],
    ['sum(up) b|', 'by', 'sum(up) by (‸)'],
    ['sum b|(up)', 'by', 'sum by(up)'],
    ['up{|}', 'job', 'up{job="‸"}'],
    ['up{|', 'k8s.pod', 'up{"k8s.pod"="‸"'],
    ['up{j|="x"}', 'job', 'up{job="x"}'],
    ['sum by (|) (up)', 'job', 'sum by (job) (up)'],
    ['sum by (|) (up)', 'k8s.pod', 'sum by ("k8s.pod") (up)'],
    ['sum by ("|") (up)', 'k8s.pod', 'sum by ("k8s.pod") (up)'],
    ['up{job=|}', 'api', 'up{job="api"}'],
    ['up{job="|"}', 'api', 'up{job="api"}'],
    ['up{job="|"}', 'q"uote', 'up{job="q\\"uote"}'],
    ["up{job='|'}", 'q"uote', "up{job='q\"uote'}"],
    ['up{job=~"|"}', 'a.b|c', 'up{job=~"a\\\\.b\\\\|c"}'],
    ['up{job=~`|`}', 'a.b|c', 'up{job=~`a\\.b\\|c`}'],
    ['up{job |}', '=~', 'up{job =~"‸"}'],
    ['up[|]', '5m', 'up[5m]'],
    ['up[3|]', '3h', 'up[3h]'],
    ['up[1h3|]', '1h3m', 'up[1h3m]'],
    ['rate(up|', 'up', 'rate(up'],
    ['rate(up |)', '[5m]', 'rate(up [5m])'],
    ['up off|', 'offset', 'up offset '],
    ['up @ |', 'end()', 'up @ end()'],
    ['up > b|', 'bool', 'up > bool'],
    ['up un|', 'unless', 'up unless '],
  ];
  for (const [query, label, then] of writes) {
    it(`makes ${then} of ${query}`, async () => {
      assert.equal(await taken(query, label), then);
    });
  }

  const questions: readonly (readonly [query: string, ...asked: string[]])[] = [
    ['up{|}', 'names of up'],
    ['up{job="a", |}', 'names of up{job="a"}'],
    ['up{job="a", i|="b", c!="d"}', 'names of up{job="a", c!="d"}'],
    ['{job="a", |}', 'names of {job="a"}'],
    ['{job!="a", |}', 'names of all'],
    ['up{job="${x}", |}', 'names of up'],
    ['${m}{job="a", |}', 'names of {job="a"}'],
    ['up{job="|", a="b"}', 'job of up{a="b"}'],
    ['{"k8s.pod", "a.b"="c", job=~"|"}', 'job of {"k8s.pod", "a.b"="c"}'],
    ['sum(rate(up{job="|', 'job of up'],
    ['sum by (|) (rate(up{a="b"}[5m]))', 'names of up{a="b"}'],
    ['sum(rate(up[5m])) by (|)', 'names of up'],
    ['sum(up / down) by (|', 'names of down', 'names of up'],
    ['a * on(|) b', 'names of a', 'names of b'],
    ['a * on(job) group_left(|) b', 'names of b'],
    ['a * on(job) group_right(|) b', 'names of a'],
    ['label_replace(up, "|", "", "", "")', 'names of up'],
    ['sum by (|)', 'names of all'],
    ['max by (|) (sum by (job) (up))'],
    ['up|'],
  ];
  for (const [query, ...asked] of questions) {
    it(`asks of ${query}: ${asked.join(', ') || 'nothing'}`, async () => {
      const source = knownSource();
      await suggest(query, source);
      assert.deepEqual(source.asked.sort(), asked);
    });
  }

  it('knows the labels that an aggregation leaves without asking', async () => {
    assert.deepEqual(labels(await suggest('max by (|) (sum by (job, le) (up))')), ['job', 'le']);
  });

  it('leaves out the labels of a list that are there, and puts those of other matchers last', async () => {
    assert.deepEqual(labels(await suggest('sum by (job, |) (up)')), ['instance', 'k8s.pod']);
    const { suggestions } = await suggest('up{job="x", |}');
    assert.ok((suggestions.find(({ label }) => label === 'job')?.order ?? 0) > (suggestions[0]?.order ?? 0));
  });

  it('puts counters first within rate', async () => {
    const { suggestions } = await suggest('rate(|');
    const order = (label: string): number => suggestions.find((one) => one.label === label)?.order ?? NaN;
    assert.ok(order('http_requests_total') < order('temperature_celsius'));
  });

  it('says type, unit and help of a metric, whose text cannot become markup', async () => {
    const source = knownSource([{ name: 'x', type: 'counter', unit: 'bytes', help: '<img src=x> **b**' }]);
    const [x] = (await suggest('|', source)).suggestions;
    assert.equal(x?.detail, 'counter, bytes');
    assert.deepEqual(x && explainSuggestion(x, source), {
      documentation: '\\<img src=x\\> \\*\\*b\\*\\*',
    });
  });

  it('explains every function, aggregation and keyword that it gives', async () => {
    const source = knownSource();
    for (const query of ['|', 'a > |', 'sum(a) |', 'a |', 'a{b |}', 'a @ |', 'a + on(b) |']) {
      for (const one of (await suggest(query, source)).suggestions) {
        const isWord =
          ['function', 'aggregation', 'keyword'].includes(one.kind) ||
          (/^[a-z]+$|[~]/.test(one.label) && one.kind === 'operator');
        const { detail, documentation } = explainSuggestion(one, source);
        assert.ok(!isWord || documentation, one.label);
        assert.ok(one.kind !== 'function' || detail?.startsWith(`${one.label}(`), one.label);
      }
    }
  });

  it('offers the variables that it is given', async () => {
    const variables = [{ text: '${errors}', detail: 'scalar' }];
    assert.deepEqual(of(await suggest('up / $|', knownSource(), { variables }), 'variable'), ['${errors}']);
    assert.ok(of(await suggest('up / |', knownSource(), { variables }), 'variable').includes('${errors}'));
  });

  it('gives 500 at most, and every metric with the beginning that is typed on', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `metric_${String(at).padStart(5, '0')}_total`);
    const source = knownSource(names.map((name) => ({ name })));
    for (const name of ['metric_00000_total', 'metric_12345_total', 'metric_19999_total']) {
      let typed = 0;
      let found: QuerySuggestions;
      do {
        typed += 1;
        found = await suggest(`sum(${name.slice(0, typed)}|)`, source);
        assert.ok(found.suggestions.length <= 500);
      } while (found.isIncomplete && typed < name.length);
      assert.ok(labels(found).includes(name), `${name} after ${typed} letters`);
    }
    assert.ok(labels(await suggest('sum(c_1999|', source)).length > 0);
  });

  it('gives what is known when the signal ends before the source answers', async () => {
    const ended = new AbortController();
    const silent = { ...knownSource(), labelNames: () => new Promise<never>(() => undefined) };
    const asked = suggest('sum by (|) (up)', silent, { signal: ended.signal });
    ended.abort();
    assert.deepEqual(await asked, { suggestions: [], isIncomplete: true });
  });

  it('does not throw when the source does', async () => {
    const broken = { ...knownSource(), labelValues: () => Promise.reject(new Error('no')) };
    assert.deepEqual(await suggest('up{job="|"}', broken), { suggestions: [], isIncomplete: true });
  });
});
