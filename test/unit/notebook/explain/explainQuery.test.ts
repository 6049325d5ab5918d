import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { explainQuery } from '../../../../src/notebook/explain/explainQuery.ts';
import type { ExplainOptions } from '../../../../src/notebook/explain/explainQuery.ts';
import type { ExplainedNode } from '../../../../src/notebook/explain/node.ts';
import { explainMarkdown, explainText } from '../../../../src/notebook/explain/words.ts';
import { QueryError } from '../../../../src/query/queryError.ts';
import type { Labels, QueryAnswer } from '../../../../src/query/result.ts';
import { Trouble } from '../../../../src/trouble.ts';

/** A server that knows some queries; the others come to nothing. */
function serve(known: Readonly<Record<string, readonly Labels[] | number | Error>>): {
  run: ExplainOptions['run'];
  asked: string[];
  most: () => number;
} {
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  return {
    asked,
    most: () => most,
    run: async ({ query, time }, { signal }) => {
      asked.push(query);
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      if (signal.aborted) {
        throw new Trouble({ code: 'cancelled', what: 'Cancelled.' });
      }
      const found = known[query] ?? [];
      if (found instanceof Error) {
        throw found;
      }
      const answer = { warnings: [], infos: [], stats: { totalSamples: 7, peakSamples: 1, seconds: 0.002 } };
      const result: QueryAnswer['result'] =
        typeof found === 'number'
          ? { kind: 'scalar', time, value: found }
          : {
              kind: 'instant',
              time,
              series: found,
              values: new Float64Array(found.length).fill(5),
              histograms: [],
            };
      return { ...answer, result };
    },
  };
}

async function explain(
  text: string,
  server: ReturnType<typeof serve>,
  signal = new AbortController().signal,
): Promise<ExplainedNode> {
  const root = await explainQuery(text, { run: server.run, time: 1000, signal });
  assert.ok(root);
  return root;
}

const pods = ['1', '2', '3'].map((pod) => ({ __name__: 'x', job: 'a', pod }));

describe('explaining a query', () => {
  it('runs each part and counts what it came to', async () => {
    const server = serve({
      'sum by (job) (rate(x[5m])) / (y * 2)': [],
      'sum by (job) (rate(x[5m]))': [{ job: 'a' }],
      'rate(x[5m])': pods,
      'count_over_time(x[5m]\n)': pods,
      x: pods,
      'y * 2': [{ job: 'b' }],
      y: [{ __name__: 'y', job: 'b' }],
    });
    const root = await explain('sum by (job) (rate(x[5m])) / (y * 2)', server);
    assert.deepEqual(new Set(server.asked).size, server.asked.length);
    assert.ok(server.most() > 1 && server.most() <= 4, String(server.most()));
    assert.equal(
      explainText(root),
      [
        '/: 0 series · 7 samples · 2 ms',
        '  ! 1 of 1 series on the left have no partner, such as {job="a"}: the nearest series has other values (job: "a" ≠ "b")',
        '  ! 1 of 1 series on the right have no partner, such as {job="b"}: the nearest series has other values (job: "b" ≠ "a")',
        '  sum by (job): 1 series (job) · 7 samples · 2 ms',
        '    rate: 3 series (pod 3, __name__, job) · 7 samples · 2 ms',
        '      [5m]: 3 series (pod 3, __name__, job) · 7 samples · 2 ms',
        '        x: 3 series (pod 3, __name__, job) · 7 samples · 2 ms',
        '  … * 2: 1 series (job) · 7 samples · 2 ms',
        '    y: 1 series (__name__, job) · 7 samples · 2 ms',
        '',
      ].join('\n'),
    );
  });

  it("keeps the server's words where a part fails, and goes on with the others", async () => {
    const refused = new QueryError('many-to-many matching not allowed', {
      errorType: 'execution',
      status: 422,
      query: '',
    });
    const root = await explain('a / b', serve({ 'a / b': refused, a: pods, b: pods }));
    assert.deepEqual(
      [root.problem, root.series, root.children.map(({ series }) => series)],
      ['many-to-many matching not allowed', undefined, [3, 3]],
    );
  });

  it('has what says itself all that there is to say in the title of what it is part of', async () => {
    const titles: readonly (readonly [query: string, titles: readonly string[]])[] = [
      ['histogram_quantile(0.9, x)', ['histogram_quantile(0.9, …)', 'x']],
      ['topk by (job) (5, x)', ['topk by (job) (5, …)', 'x']],
      ['label_replace(x, "a", "$1", "b", "(.*)")', ['label_replace(…, "a", "$1", "b", "(.*)")', 'x']],
      ['(-1) - x', ['(-1) - …', 'x']],
      ['x > bool ${limit}', ['… > bool ${limit}', 'x']],
      ['rate(x[$__rate_interval])', ['rate', '[$__rate_interval]', 'x']],
      ['1 + 2', ['1 + 2']],
      ['time()', ['time']],
    ];
    for (const [query, expected] of titles) {
      const found: string[] = [];
      const walk = ({ title, children }: ExplainedNode): void => {
        found.push(title);
        children.forEach(walk);
      };
      walk(await explain(query, serve({})));
      assert.deepEqual(found, expected, query);
    }
  });

  it('counts what is too much to look at', async () => {
    const tooLarge = new Trouble({ code: 'tooLarge', what: 'too large' });
    const root = await explain('x', serve({ x: tooLarge, 'count(x\n)': [{}] }));
    assert.deepEqual([root.series, root.labels], [5, []]);
  });

  it('asks nothing about numbers, texts and what holds a variable', async () => {
    const server = serve({ 'vector(1)': [{}], 'time()': 5 });
    const root = await explain(
      'label_replace(vector(1), "a", "b", "c", "d") + ${x} + scalar(vector(1)) # x',
      server,
    );
    assert.deepEqual(server.asked.sort(), [
      'label_replace(vector(1), "a", "b", "c", "d")',
      'scalar(vector(1))',
      'vector(1)',
    ]);
    assert.equal(root.series, undefined);
    const signed = serve({});
    await explain('(-1) - x + -${y}', signed);
    assert.deepEqual(signed.asked, ['(-1) - x', 'x']);
    assert.equal((await explain('time()', server)).value, 5);
  });

  it('comes to an end for queries that are no end of parts', async () => {
    const server = serve({});
    await explain(Array.from({ length: 90 }, (_, index) => `x${index}`).join(' + '), server);
    assert.ok(server.asked.length <= 60);
    assert.equal(
      await explainQuery('sum(', { run: server.run, time: 0, signal: new AbortController().signal }),
      undefined,
    );
  });

  it('stops when it is cancelled, and when the server cannot be asked', async () => {
    const stop = new AbortController();
    const server = serve({});
    const text = Array.from({ length: 30 }, (_, index) => `x${index}`).join(' + ');
    const running = explain(text, server, stop.signal);
    stop.abort();
    await assert.rejects(running, Trouble);
    assert.ok(server.asked.length < 10, String(server.asked.length));
    const gone = serve({ [text]: new Trouble({ code: 'unreachable', what: 'no' }) });
    await assert.rejects(explain(text, gone), Trouble);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(gone.asked.length < 10, String(gone.asked.length));
  });

  it('is inert, whatever the labels are', async () => {
    const evil = { '<img src=x>': '[a](javascript:b)\n# `c` \u202e', job: '```' };
    const root = await explain('x / y', serve({ x: [evil], y: [] }));
    const markdown = explainMarkdown(root);
    assert.doesNotMatch(markdown, /(?<!\\)<img|(?<!\\)\]\(|^# |\u202e/m);
    assert.equal(markdown.split('\n').length, 5);
    assert.match(markdown, /^- `\/` 0 series/);
    const fenced = await explain('x{a="`"}', serve({}));
    assert.match(explainMarkdown(fenced), /^- `` x\{a="`"\} `` 0 series/);
  });
});
