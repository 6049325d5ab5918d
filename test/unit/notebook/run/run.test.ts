import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import type { NotebookDefaults } from '../../../../src/notebook/model.ts';
import { createNotebookRun } from '../../../../src/notebook/run/createNotebookRun.ts';
import type { NotebookRunOptions, RunRequest } from '../../../../src/notebook/run/createNotebookRun.ts';
import { isPassed } from '../../../../src/notebook/run/outcome.ts';
import type { CellOutcome } from '../../../../src/notebook/run/outcome.ts';
import type { QueryPlan } from '../../../../src/query/plan.ts';
import { QueryError } from '../../../../src/query/queryError.ts';
import type { QueryAnswer, QueryResult } from '../../../../src/query/result.ts';
import { Trouble } from '../../../../src/trouble.ts';

const scalar = (value: number): QueryResult => ({ kind: 'scalar', time: 0, value });
const vector = (series: Record<string, string>[], values = series.map(() => 1)): QueryResult => ({
  ...{ kind: 'instant', time: 0, series, values: Float64Array.from(values), histograms: [] },
});
const answer = (result: QueryResult): QueryAnswer => ({ result, warnings: [], infos: [], stats: undefined });

interface World {
  plans: QueryPlan[];
  nowMs: number;
  sleeps: number[];
}

type Server = (plan: QueryPlan, world: World) => QueryResult | Promise<QueryResult>;

/** Runs texts of cells against a server that a test plays; time passes only where somebody sleeps. */
async function runAll(
  texts: readonly string[],
  server: Server,
  {
    request = {},
    options = {},
    defaults = {},
  }: {
    request?: Partial<RunRequest>;
    options?: Partial<NotebookRunOptions>;
    defaults?: Partial<NotebookDefaults>;
  } = {},
): Promise<{ outcomes: readonly CellOutcome[]; world: World }> {
  const world: World = { plans: [], nowMs: 1_700_000_007_000, sleeps: [] };
  const notebook = createNotebookRun({
    cells: texts.map((text, at) => ({ id: String(at), text })),
    defaults: { problems: [], ...defaults },
    run: async (plan) => {
      world.plans.push(plan);
      return answer(await server(plan, world));
    },
    now: () => world.nowMs,
    sleep: (ms) => {
      world.sleeps.push(ms);
      world.nowMs += ms;
      return Promise.resolve();
    },
    ...options,
  });
  return { outcomes: await notebook.run({ signal: new AbortController().signal, ...request }), world };
}

const instant = '# @instant\n';
const queries = ({ plans }: World): string[] => plans.map(({ query }) => query);

const now = 1_700_000_007;

const planned: readonly [text: string, plan: QueryPlan, defaults?: Partial<NotebookDefaults>][] = [
  ['up', { kind: 'range', query: 'up', start: now - 3607, end: now, step: 10 }],
  ['up', { kind: 'range', query: 'up', start: now - 627, end: now, step: 60 }, { range: 600, step: 60 }],
  ['# @range 2m\n# @step 7s\nup', { kind: 'range', query: 'up', start: now - 125, end: now, step: 7 }],
  [
    '# @expect > 0\n# @range 2m\n# @step 7s\nup',
    { kind: 'range', query: 'up', start: now - 119, end: now, step: 7 },
  ],
  [
    '# @at 2023-11-14\n# @range 1m\n# @step 15s\nup',
    { kind: 'range', query: 'up', start: 1_699_919_940, end: 1_699_920_000, step: 15 },
  ],
  ['# @instant\n# @at 1000\nup', { kind: 'instant', query: 'up', time: 1000 }],
  [
    '# words\n\nup # more\n  + 1 # end',
    { kind: 'range', query: 'up \n  + 1', start: now - 3607, end: now, step: 10 },
  ],
  ['up[5m]', { kind: 'instant', query: 'up[5m]', time: now }],
  ['"text"', { kind: 'instant', query: '"text"', time: now }],
];

describe('a cell is asked for', () => {
  for (const [text, plan, defaults = {}] of planned) {
    it(`as its directives say: ${JSON.stringify(text)}`, async () => {
      const { world, outcomes } = await runAll([text], () => scalar(1), { defaults });
      assert.deepEqual(world.plans, [plan]);
      assert.equal(outcomes[0]?.state, 'done');
    });
  }

  it('over what was chosen on its chart', async () => {
    const zooms = new Map([['0', { start: 1000, end: 2000 }]]);
    const { world } = await runAll(['# @step 5m\n# @range 1d\nup'], () => scalar(1), { request: { zooms } });
    assert.deepEqual(world.plans, [{ kind: 'range', query: 'up', start: 1000, end: 2000, step: 300 }]);
  });

  it('with its budget and the time it may take', async () => {
    const options: unknown[] = [];
    await runAll(['# @budget 5M\nup'], () => scalar(1), {
      options: {
        timeoutSeconds: 7,
        run: (_, { maxSamples, timeoutSeconds }) => {
          options.push(maxSamples, timeoutSeconds);
          return Promise.resolve(answer(scalar(1)));
        },
      },
    });
    assert.deepEqual(options, [5_000_000, 7]);
  });

  it('not at all where it would have too many points, and a step that does is proposed', async () => {
    const text = '# @range 30d\n# @step 15s\nup';
    const { world, outcomes } = await runAll([text], () => scalar(1));
    const [outcome] = outcomes;
    assert.ok(outcome?.state === 'failed');
    assert.deepEqual(world.plans, []);
    assert.equal(outcome.failure.code, 'notebook/too-many-points');
    assert.equal(applyEdits(text, outcome.failure.fixes?.[0]?.edits ?? []), '# @range 30d\n# @step 5m\nup');
  });

  it('not at all without a query', async () => {
    const { outcomes } = await runAll(['# @range 1h\n'], () => scalar(1));
    assert.equal(outcomes[0]?.state === 'failed' && outcomes[0].failure.code, 'promql/syntax');
  });
});

const pods = vector([
  { pod: 'a.b', "it's": '1' },
  { pod: 'c"`\\\n', other: 'x' },
  { pod: 'a.b', other: 'x' },
]);

/** A cell `x`, what a later one says, and what is sent of that. */
const filled: readonly [later: string, sent: string, result?: QueryResult][] = [
  ['${x} > 1', '(x_query) > 1'],
  ['sum(${x}) / ${x.value}', 'sum((x_query)) / 5', scalar(5)],
  ['2 ^ ${x.value}', '2 ^ (-5)', scalar(-5)],
  ['a > ${x.value}', 'a > 0.5', vector([{ a: 'b' }], [0.5])],
  ['rate(a[${x}])', 'rate(a[5m])', scalar(300)],
  ['a offset ${x}', 'a offset 1m30s', scalar(90)],
  ['a[1h:${x.value}]', 'a[1h:500ms]', scalar(0.5)],
  ['a{b="${x}"}', 'a{b="5"}', scalar(5)],
  ['a{b=~"${x:pod}"}', String.raw`a{b=~"a\\.b|c\"\\x{60}\\\\\\x{a}"}`, pods],
  ["a{b!~'${x:pod}'}", String.raw`a{b!~'a\\.b|c"\\x{60}\\\\\\x{a}'}`, pods],
  ['a{b=~`^${x:pod}`}', 'a{b=~`^a\\.b|c"\\x{60}\\\\\\x{a}`}', pods],
  ['a{b="${x:other}"}', 'a{b="x"}', pods],
  ['a{b="${x:it\'s}"}', 'a{b="1"}', pods],
  ['a{b=~"${x:none}"}', String.raw`a{b=~"[^\\x00-\\x{10FFFF}]"}`, pods],
  ['${x:__name__}', 'go_goroutines', vector([{ __name__: 'go_goroutines' }])],
  ['${x:__name__}{a="b"}', 'go_goroutines{a="b"}', vector([{ __name__: 'go_goroutines' }])],
  ['sum by (${x:label}) (a)', 'sum by (pod) (a)', vector([{ label: 'pod' }])],
  [
    'label_replace(a, "b", "$1", "c", "(${x:pod})")',
    String.raw`label_replace(a, "b", "$1", "c", "(a\\.b)")`,
    vector([{ pod: 'a.b' }]),
  ],
  ['a{b="${x}"}', 'a{b="te\\"xt"}', { kind: 'string', time: 0, value: 'te"xt' }],
  ['label_replace(a, "b", "$1${2}$x", "c", "[[d]]")', 'label_replace(a, "b", "$1${2}$x", "c", "[[d]]")'],
  ['rate(a[$__rate_interval])', 'rate(a[1m])'],
  ['rate(a[${__range}]) * $__interval_ms', 'rate(a[1h7s]) * 10000'],
];

const unfilled: readonly [later: string, why: RegExp, result?: QueryResult][] = [
  ['a > ${x.value}', /x has to come to one value here, and it has 3 series/, pods],
  ['a{b="${x:pod}"}', /x has 2 values of pod\. Several go with =~/, pods],
  ['sum by (${x:pod}) (a)', /x has to have one value of pod here, and it has 2/, pods],
  ['rate(a[${x}])', /x is -1, which is no duration/, scalar(-1)],
  ['a > ${x.value}', /x is a text/, { kind: 'string', time: 0, value: 'text' }],
  ['${y}', /No cell is called y/],
];

describe('variables', () => {
  for (const [later, sent, result = scalar(1)] of filled) {
    it(`are filled in: ${later}`, async () => {
      const server: Server = ({ query }) => (query === 'x_query' ? result : scalar(0));
      const { world, outcomes } = await runAll([`${instant}# @name x\n x_query # c`, later], server);
      assert.equal(queries(world).at(-1), sent);
      const last = outcomes.at(-1);
      assert.ok(last?.state === 'done');
      assert.equal(last.plan.query, sent);
    });
  }
  for (const [later, why, result = scalar(1)] of unfilled) {
    it(`are told where they do not fit: ${later}, because ${why.source}`, async () => {
      const server: Server = () => result;
      const { world, outcomes } = await runAll([`${instant}# @name x\nx_query`, later], server);
      assert.deepEqual(queries(world), ['x_query']);
      const last = outcomes.at(-1);
      assert.ok(last?.state === 'failed');
      assert.match(last.failure.message, why);
      const { start, end } = last.failure.span ?? { start: 0, end: 0 };
      assert.match(later.slice(start, end), /^\$\{.*\}$/);
    });
  }

  it('of a range have the last value, and every label', async () => {
    const range: QueryResult = {
      ...{ kind: 'range', start: 0, step: 1, points: 3, series: [{ pod: 'a' }], nans: new Uint32Array() },
      ...{ values: Float64Array.from([1, 7, NaN]), histograms: [] },
    };
    const { world } = await runAll(['# @name x\nx', 'a > ${x.value}', 'b{pod=~"${x:pod}"}'], () => range);
    assert.deepEqual(queries(world).slice(1), ['a > 7', 'b{pod=~"a"}']);
  });

  it('run what they need first, wherever it stands, and once', async () => {
    const { world } = await runAll(
      ['c + ${b.value}', '# @name b\nb + ${a.value}', '# @name a\na', 'd + ${a.value}'],
      () => scalar(1),
      { options: { concurrency: 1 } },
    );
    assert.deepEqual(queries(world), ['a', 'b + 1', 'd + 1', 'c + 1']);
  });

  it('run what a chosen cell needs, take what is known, and leave the rest alone', async () => {
    const texts = ['# @name a\na', '# @name b\nb + ${a.value}', 'c + ${b.value}', 'd', '${a} + e'];
    const ids = ['2', '4'];
    const first = await runAll(texts, () => scalar(1), { request: { ids }, options: { concurrency: 1 } });
    assert.deepEqual(queries(first.world).toSorted(), ['(a) + e', 'a', 'b + 1', 'c + 1']);
    assert.deepEqual(
      first.outcomes.map(({ id }) => id),
      ['0', '1', '2', '4'],
    );
    const known = new Map(first.outcomes.map((outcome) => [outcome.id, outcome]));
    const second = await runAll(texts, () => scalar(2), { request: { ids, known } });
    assert.deepEqual(queries(second.world).toSorted(), ['(a) + e', 'c + 1']);
  });

  it('need no run where the text alone is wanted', async () => {
    const { world } = await runAll(['# @name a\na', 'b + ${a}'], () => scalar(1), {
      request: { ids: ['1'] },
    });
    assert.deepEqual(queries(world), ['b + (a)']);
  });

  it('that go in a circle are refused with their names, and the others run', async () => {
    const { world, outcomes } = await runAll(
      ['# @name a\n${b}', '# @name b\n${a.value}', '# @name self\n${self}', 'up'],
      () => scalar(1),
    );
    assert.deepEqual(queries(world), ['up']);
    const messages = outcomes.map((one) => (one.state === 'failed' ? one.failure.message : one.state));
    assert.match(messages[0] ?? '', /a → b → a/);
    assert.match(messages[2] ?? '', /self → self/);
    assert.equal(messages[3], 'done');
  });

  it('of a cell that failed make those fail that need them', async () => {
    const { outcomes } = await runAll(['# @name a\na', 'b + ${a.value}'], ({ query }) => {
      throw new Error(query);
    });
    const messages = outcomes.map((one) => (one.state === 'failed' ? one.failure.message : one.state));
    assert.deepEqual(messages, ['a', 'This needs a, which has no result.']);
  });

  it('that double each other end before they fill the memory', async () => {
    const texts = Array.from(
      { length: 60 },
      (_, at) => `# @name n${at}\n${at === 0 ? 'up' : `\${n${at - 1}} + \${n${at - 1}}`}`,
    );
    const { outcomes } = await runAll(texts, () => scalar(1));
    assert.ok(outcomes.at(-1)?.state === 'failed');
    assert.match(JSON.stringify(outcomes), /too long to be sent/);
  });

  it('in a chain of 20,000 cells run', async () => {
    const texts = Array.from(
      { length: 20_000 },
      (_, at) => `# @name n${at}\n${at === 0 ? 'up' : `\${n${at - 1}.value} + 1`}`,
    );
    const { outcomes } = await runAll(texts, () => scalar(1));
    assert.ok(outcomes.every(({ state }) => state === 'done'));
  }).timeout(20_000);
});

describe('a failure', () => {
  const refused: readonly [text: string, server: string, at: string][] = [
    ['# @range 1h\nsum(up', '1:7: parse error: unclosed left parenthesis', ''],
    ['up and on(job', '1:8: parse error: x', 'on'],
    ['# @instant\n# c\nfoo(up)', '1:1: parse error: unknown function with name "foo"', 'foo'],
    ['1 + ${x} + foo(up)', '1:12: parse error: unknown function', 'foo'],
    ['\n\n  1 + ${x} + foo(up)', '1:12: parse error: unknown function', 'foo'],
    ['1 + ${x} + foo(up)', '1:6: parse error: something in x', '${x}'],
  ];
  for (const [text, message, at] of refused) {
    it(`is in the server's words, and at its place: ${message}`, async () => {
      const { outcomes } = await runAll(['# @name x\n# @instant\nyy', text], ({ query }) => {
        if (query === 'yy') {
          return scalar(1);
        }
        throw new QueryError(message, { errorType: 'bad_data', status: 400, query });
      });
      const [, outcome] = outcomes;
      assert.ok(outcome?.state === 'failed');
      const { failure } = outcome;
      assert.deepEqual([failure.code, failure.message], ['bad_data', message]);
      assert.equal(text.slice(failure.span?.start, failure.span?.end), at);
    });
  }

  it('has advice where there is some', async () => {
    const { outcomes } = await runAll(['up'], () => {
      throw new Trouble({ code: 'expired', what: 'It expired', todo: 'Sign in' });
    });
    const [outcome] = outcomes;
    assert.ok(outcome?.state === 'failed');
    assert.equal(outcome.failure.message, 'It expired. Sign in.');
    assert.equal(outcome.failure.advice?.code, 'expired');
  });
});

describe('expectations of a run', () => {
  it('are judged, and tell whether it passed', async () => {
    const { outcomes } = await runAll(['# @expect > 0\n# @expect < 5\nup', '# @expect > 5\nup'], () =>
      scalar(1),
    );
    assert.deepEqual(outcomes.map(isPassed), [true, false]);
    assert.deepEqual(
      outcomes.map((one) => one.state === 'done' && one.expectations.length),
      [2, 1],
    );
  });

  it('are asked for anew within their time, at a later time', async () => {
    const server: Server = (_, { plans }) => scalar(plans.length === 3 ? 1 : 0);
    const { outcomes, world } = await runAll([`${instant}# @expect > 0 within 1m\nup`], server);
    assert.deepEqual(outcomes.map(isPassed), [true]);
    assert.deepEqual(
      world.plans.map((plan) => plan.kind === 'instant' && plan.time),
      [now, now + 5, now + 10],
    );
    assert.equal(outcomes[0]?.asked, 3);
  });

  it('are given up when their time is over, and asked for at its very end', async () => {
    const { outcomes, world } = await runAll([`${instant}# @expect > 0 within 12s\n# @expect > 1\nup`], () =>
      scalar(0),
    );
    assert.deepEqual(outcomes.map(isPassed), [false]);
    assert.deepEqual(world.sleeps, [5000, 5000, 2000]);
  });

  it('do not wait for what would hold of itself', async () => {
    const { world } = await runAll([`${instant}# @expect > 1\n# @expect present within 5m\nup`], () =>
      scalar(0),
    );
    assert.deepEqual(world.sleeps, []);
  });
});

describe('a run', () => {
  it('has no more queries under way than it may', async () => {
    let [running, most] = [0, 0];
    const server: Server = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return scalar(1);
    };
    const started: string[] = [];
    const { outcomes } = await runAll(new Array<string>(20).fill('up'), server, {
      options: { concurrency: 3 },
      request: { onStart: (id) => started.push(id) },
    });
    assert.equal(most, 3);
    assert.equal(outcomes.length, 20);
    assert.equal(started.length, 20);
  });

  it('ends at once when it is cancelled, and asks nothing more', async () => {
    const cancelling = new AbortController();
    const seen: string[] = [];
    const { outcomes, world } = await runAll(
      ['# @name a\na', 'b', 'c + ${a.value}', 'd'],
      () => {
        cancelling.abort();
        throw new Error('the connection was closed');
      },
      {
        options: { concurrency: 1 },
        request: { signal: cancelling.signal, onOutcome: ({ id, state }) => seen.push(`${id} ${state}`) },
      },
    );
    assert.deepEqual(queries(world), ['a']);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      new Array(4).fill('cancelled'),
    );
    assert.deepEqual(seen.toSorted(), ['0 cancelled', '1 cancelled', '2 cancelled', '3 cancelled']);
  });

  it('goes on when one cell is cancelled', async () => {
    const cancelled = AbortSignal.abort();
    const { outcomes, world } = await runAll(['# @name a\na', 'b + ${a.value}', 'c'], () => scalar(1), {
      request: { signalOf: (id) => (id === '0' ? cancelled : undefined) },
    });
    assert.deepEqual(queries(world), ['c']);
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['cancelled', 'failed', 'done'],
    );
  });
});
