import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createMetricSource } from '../../../../src/promql/source/createMetricSource.ts';
import type { MetricClient } from '../../../../src/promql/source/metricClient.ts';
import { metricFacts } from '../../../../src/promql/source/families.ts';
import { metricsText, readStored, storedText } from '../../../../src/promql/source/stored.ts';

const minute = 60_000;

interface World {
  time: number;
  asked: string[];
  isDown: boolean;
  /** Answers wait for this. */
  gate: Promise<unknown>;
  stored: string | undefined;
}

function world(): World & { source: ReturnType<typeof createMetricSource> } {
  const state: World = { time: 1e12, asked: [], isDown: false, gate: Promise.resolve(), stored: undefined };
  const answer = async <T>(question: string, value: T): Promise<T> => {
    state.asked.push(question);
    await state.gate;
    if (state.isDown) {
      throw new Error('down');
    }
    return value;
  };
  const client: MetricClient = {
    labelNames: (filter) => answer(`names of ${filter ?? 'all'}`, ['job']),
    labelValues: (label, filter) =>
      answer(
        `${label} of ${filter ?? 'all'}`,
        label === '__name__' ? ['up', 'x_total'] : [`a${state.asked.length}`],
      ),
    metadata: () => answer('metadata', [{ name: 'up', type: 'gauge', help: 'Up.', unit: '' }]),
    glance: (filter) => answer(`glance ${filter}`, { series: 2, last: 1 }),
  };
  const source = createMetricSource({
    client: () => Promise.resolve(client),
    now: () => state.time,
    storage: {
      read: () => Promise.resolve(state.stored),
      write: (text) => {
        state.stored = text;
        return Promise.resolve();
      },
    },
  });
  return Object.assign(state, { source });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
const { signal } = new AbortController();

describe('createMetricSource', () => {
  it('asks nothing before somebody wants to know, and then once', async () => {
    const { source, asked } = world();
    assert.deepEqual(asked, []);
    assert.equal(source.metrics().size, 0);
    source.metrics();
    await settle();
    assert.equal(source.metrics().size, 2);
    assert.deepEqual(source.metrics().facts('up'), { name: 'up', type: 'gauge', help: 'Up.' });
    assert.deepEqual(asked, ['__name__ of all', 'metadata']);
  });

  it('gives what it knows at once when that is old, and reads it anew behind that', async () => {
    const here = world();
    assert.deepEqual(await here.source.labelValues('job', 'up', signal), ['a0']);
    assert.deepEqual(await here.source.labelValues('job', 'up', signal), ['a0']);
    here.time += 3 * minute;
    assert.deepEqual(await here.source.labelValues('job', 'up', signal), ['a0']);
    await settle();
    assert.deepEqual(await here.source.labelValues('job', 'up', signal), ['a1']);
    assert.equal(here.asked.length, 2);
  });

  it('waits no longer than the signal, and keeps what comes after it', async () => {
    const here = world();
    const { promise, resolve } = Promise.withResolvers<void>();
    here.gate = promise;
    const impatient = new AbortController();
    const asked = here.source.labelNames('up', impatient.signal);
    impatient.abort();
    assert.deepEqual(await asked, []);
    resolve();
    await settle();
    assert.deepEqual(await here.source.labelNames('up', AbortSignal.abort()), ['job']);
    assert.equal(here.asked.length, 1);
  });

  it('asks the same question once for all who ask it at the same time', async () => {
    const here = world();
    await Promise.all([here.source.labelNames('up', signal), here.source.labelNames('up', signal)]);
    assert.equal(here.asked.length, 1);
  });

  it('leaves a server alone that did not answer, and asks it again later', async () => {
    const here = world();
    here.isDown = true;
    assert.deepEqual(await here.source.labelNames('up', signal), []);
    assert.deepEqual(await here.source.labelNames('down', signal), []);
    assert.deepEqual(await here.source.glance('up', signal), undefined);
    assert.equal(here.asked.length, 1);
    here.isDown = false;
    here.time += minute;
    assert.deepEqual(await here.source.labelNames('up', signal), ['job']);
  });

  it('works from what was stored where no server may be asked', async () => {
    const before = world();
    before.source.metrics();
    await settle();
    before.time += minute;
    await before.source.labelNames('up', signal);
    const source = createMetricSource({
      client: () => Promise.resolve(undefined),
      now: () => before.time + 1e10,
      storage: { read: () => Promise.resolve(before.stored), write: () => Promise.reject(new Error('full')) },
    });
    source.metrics();
    await settle();
    assert.deepEqual(source.metrics().withPrefix('', 9).names, ['up', 'x_total']);
    assert.equal(source.metrics().facts('up')?.help, 'Up.');
    assert.deepEqual(await source.labelNames('up', signal), ['job']);
    assert.deepEqual(await source.labelNames('other', signal), []);
  });

  it('remembers a glance for half a minute', async () => {
    const here = world();
    assert.deepEqual(await here.source.glance('up', signal), { series: 2, last: 1 });
    await here.source.glance('up', signal);
    here.time += minute;
    await here.source.glance('up', signal);
    assert.equal(here.asked.length, 2);
  });

  it('tells who wants to know that other metrics are known', async () => {
    let [count, now] = [0, 0];
    let names = ['up'];
    const source = createMetricSource({
      client: () =>
        Promise.resolve({
          labelNames: () => Promise.resolve([]),
          labelValues: () => Promise.resolve(names),
          metadata: () => Promise.reject(new Error('404')),
          glance: () => Promise.resolve(undefined),
        }),
      now: () => now,
      onDidChange: () => (count += 1),
    });
    const readAnew = async (): Promise<number> => {
      now += 3600_000;
      source.metrics();
      await settle();
      return source.metrics().size;
    };
    assert.deepEqual([await readAnew(), count], [1, 1]);
    assert.deepEqual([await readAnew(), count], [1, 1]);
    names = ['up', 'down'];
    assert.deepEqual([await readAnew(), count], [2, 2]);
  });
});

describe('what is stored of a source', () => {
  it('is read as it was', () => {
    const stored = {
      at: 5,
      metrics: [{ name: 'a', type: 'counter' as const, help: 'A.', unit: 'bytes' }, { name: 'b' }],
      answers: [['key', { at: 3, values: ['x', 'y'] }] as const],
    };
    assert.deepEqual(readStored(storedText({ ...stored, metrics: metricsText(stored.metrics) })), stored);
  });

  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"version":1}',
    '{"version":2,"at":1}',
    '"\ud800"',
    '{"version":1,"at":"x"}',
  ]) {
    it(`is nothing where it is ${JSON.stringify(text)}`, () => {
      assert.equal(readStored(text), undefined);
    });
  }

  it('leaves out what is broken', () => {
    const text =
      '{"version":1,"at":1,"metrics":[null,["a","odd",5],[7],{}],"answers":[["k",1,["v",2]],["k"],null]}';
    assert.deepEqual(readStored(text), {
      at: 1,
      metrics: [{ name: 'a' }],
      answers: [['k', { at: 1, values: ['v'] }]],
    });
  });
});

describe('metricFacts', () => {
  const entry = (name: string, type: string): Parameters<typeof metricFacts>[1][number] => ({
    name,
    type,
    help: 'H',
    unit: '',
  });
  for (const [metadata, name, type] of [
    [entry('x', 'histogram'), 'x_bucket', 'histogram'],
    [entry('x', 'histogram'), 'x_count', 'counter'],
    [entry('x', 'histogram'), 'x', 'histogram'],
    [entry('x', 'summary'), 'x_sum', 'counter'],
    [entry('x', 'summary'), 'x', 'summary'],
    [entry('x', 'counter'), 'x_total', 'counter'],
    [entry('x_total', 'counter'), 'x_total', 'counter'],
    [entry('target', 'info'), 'target_info', 'info'],
    [entry('x', 'unknown'), 'x', undefined],
    [entry('x', 'gauge'), 'y', undefined],
  ] as const) {
    it(`says of ${name} by the ${metadata.type} ${metadata.name}: ${type ?? 'nothing'}`, () => {
      const [facts] = metricFacts([name], [metadata]);
      assert.equal(facts?.type, type);
    });
  }

  it('takes the names of the metadata where there are no others', () => {
    assert.deepEqual(metricFacts([], [entry('x', 'gauge')]), [{ name: 'x', type: 'gauge', help: 'H' }]);
  });

  it('takes what is said of a name itself before what is said of a family', () => {
    const [facts] = metricFacts(['x_count'], [entry('x', 'histogram'), entry('x_count', 'gauge')]);
    assert.equal(facts?.type, 'gauge');
  });
});
