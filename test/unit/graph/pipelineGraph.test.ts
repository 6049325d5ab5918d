import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { GraphBox } from '../../../src/graph/pipelineGraph.ts';
import { gateway, graphOf } from './configs.ts';

const ids = (boxes: readonly GraphBox[]): string[] => boxes.map(({ id }) => id);
const find = (id: string, lane = 0): GraphBox | undefined => {
  const { lanes, extensions, idle } = graphOf(gateway);
  const one = lanes[lane];
  const boxes = [...(one?.receivers ?? []), ...(one?.processors ?? []), ...(one?.exporters ?? [])];
  return [...boxes, ...extensions, ...idle].find((box) => box.id === id);
};

describe('pipelineGraph', () => {
  it('has a lane for each pipeline, in the order of the file', () => {
    const { lanes } = graphOf(gateway);
    assert.deepEqual(
      lanes.map(({ id, signal }) => [id, signal]),
      [
        ['metrics/amp', 'metrics'],
        ['traces', 'traces'],
      ],
    );
    assert.deepEqual(ids(lanes[0]?.receivers ?? []), ['otlp', 'prometheus/shop']);
    assert.deepEqual(ids(lanes[0]?.processors ?? []), ['memory_limiter', 'batch']);
    assert.deepEqual(ids(lanes[1]?.exporters ?? []), ['debug', 'nowhere']);
  });

  it('shows the extensions that run, and apart from them what is defined for nothing', () => {
    const { extensions, idle } = graphOf(gateway);
    assert.deepEqual(ids(extensions), ['health_check', 'sigv4auth']);
    assert.deepEqual(ids(idle).sort(), ['pprof', 'statsd']);
  });

  it('says of a box in how many lanes it stands', () => {
    assert.equal(find('otlp')?.lanes, 2);
    assert.equal(find('debug')?.lanes, 2);
    assert.equal(find('batch')?.lanes, 1);
  });

  it('keeps apart what is named but not defined, and leads to where it is named', () => {
    const nowhere = find('nowhere', 1);
    assert.equal(nowhere?.isDefined, false);
    assert.equal(gateway.slice(nowhere.span.start, nowhere.span.end), 'nowhere');
    const batch = find('batch');
    assert.equal(gateway.slice(batch?.span.start, (batch?.span.end ?? 0) + 1), 'batch:');
  });

  for (const [id, facts] of [
    ['otlp', ['grpc 0.0.0.0:4317', 'http']],
    ['prometheus/shop', ['job shop', 'every 15s']],
    ['memory_limiter', ['at most 400 MiB']],
    ['prometheusremotewrite/amp', ['ws-1']],
    ['sigv4auth', ['eu-west-1']],
    ['batch', []],
  ] as const) {
    it(`tells of ${id}: ${facts.join(', ') || 'nothing'}`, () => assert.deepEqual(find(id)?.facts, facts));
  }

  it('names the extension that signs for an exporter', () =>
    assert.deepEqual(find('prometheusremotewrite/amp')?.extensions, ['sigv4auth']));

  it('marks a box with its worst problem, wherever in its settings that is', () => {
    const at = gateway.indexOf('limit_mib');
    const span = { start: at, end: at + 9 };
    const problem = { code: 'x', message: '', span };
    const { lanes } = graphOf(gateway, [
      { ...problem, severity: 'hint' },
      { ...problem, severity: 'error' },
      { ...problem, severity: 'warning' },
    ]);
    assert.deepEqual(
      lanes[0]?.processors.map(({ severity }) => severity),
      ['error', undefined],
    );
  });

  it('links the lanes that a connector joins', () => {
    const { links } = graphOf(
      'receivers: {otlp: }\nexporters: {debug: }\nconnectors: {count: }\nservice:\n  pipelines:\n' +
        '    traces: {receivers: [otlp], exporters: [count]}\n    metrics: {receivers: [count], exporters: [debug]}\n',
    );
    assert.deepEqual(links, [{ from: 'traces exporter count 0', to: 'metrics receiver count 0' }]);
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['pipelines that are empty', 'receivers: {}\nservice:\n  pipelines:\n    metrics:\n'],
    ['a pipeline that is a list', 'receivers: {}\nservice:\n  pipelines:\n    metrics: [a]\n'],
  ] as const) {
    it(`takes ${what}`, () => assert.ok(graphOf(text).lanes.length <= 1));
  }
});
