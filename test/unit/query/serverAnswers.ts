import type { HttpRequest, HttpResponse, Send } from '../../../src/http.ts';
import type { QueryPlan } from '../../../src/query/plan.ts';
import type { HistogramSample, Labels, QueryResult } from '../../../src/query/result.ts';
import type { Random } from '../../live/random.ts';

/** What a server says to every request, whatever it is. */
export interface Said {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** A server in the process: it says one thing after the other, the last one for ever, and keeps what it was asked. */
export function play(...said: readonly Said[]): { send: Send; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    send: (request) => {
      const { status = 200, headers = {}, body = '' } = said[Math.min(asked.length, said.length - 1)] ?? {};
      asked.push(request);
      return Promise.resolve({ status, headers, body: chunksOf(body) } satisfies HttpResponse);
    },
  };
}

function chunksOf(body: NonNullable<Said['body']>): AsyncIterable<Uint8Array> {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    return body;
  }
  const bytes = Buffer.from(body);
  return (async function* () {
    for (let at = 0; at < bytes.length; at += 1000) {
      yield await Promise.resolve(bytes.subarray(at, at + 1000));
    }
  })();
}

type Timed = [time: number, value: string];
interface RawHistogram {
  count: string;
  sum: string;
  buckets?: [0 | 1 | 2 | 3, string, string, string][];
}
interface RawSeries {
  metric: Labels;
  values?: Timed[];
  histograms?: [number, RawHistogram][];
  value?: Timed;
  histogram?: [number, RawHistogram];
}

/** What an answer holds, read the plain way: JSON.parse, and then each sample put where it belongs. */
export function readPlainly(text: string, plan: QueryPlan): QueryResult {
  const { data } = JSON.parse(text) as { data: { resultType: string; result: unknown } };
  if (data.resultType === 'matrix' && plan.kind === 'range') {
    return rangeOf(data.result as RawSeries[], plan);
  }
  if (data.resultType === 'vector') {
    const raw = data.result as RawSeries[];
    const [time = plan.kind === 'instant' ? plan.time : NaN] = raw[0]?.value ?? raw[0]?.histogram ?? [];
    return {
      kind: 'instant',
      time,
      series: raw.map(({ metric }) => metric),
      values: Float64Array.from(raw, ({ value }) => (value ? plainNumber(value[1]) : NaN)),
      histograms: raw.flatMap(({ histogram }, series) =>
        histogram ? [plainHistogram(histogram[1], series, 0)] : [],
      ),
    };
  }
  const [time, value] = data.result as Timed;
  return data.resultType === 'string'
    ? { kind: 'string', time, value }
    : { kind: 'scalar', time, value: plainNumber(value) };
}

function rangeOf(raw: RawSeries[], { start, end, step }: Extract<QueryPlan, { kind: 'range' }>): QueryResult {
  const points =
    Math.floor((Math.round(end * 1000) - Math.round(start * 1000)) / Math.round(step * 1000)) + 1;
  const values = new Float64Array(raw.length * points).fill(NaN);
  const nans: number[] = [];
  const histograms: HistogramSample[] = [];
  const pointOf = (time: number): number => Math.round((time - start) / step);
  raw.forEach((one, series) => {
    for (const [time, text] of one.values ?? []) {
      const at = series * points + pointOf(time);
      values[at] = plainNumber(text);
      if (Number.isNaN(values[at])) {
        nans.push(at);
      }
    }
    for (const [time, histogram] of one.histograms ?? []) {
      histograms.push(plainHistogram(histogram, series, pointOf(time)));
    }
  });
  const series = raw.map(({ metric }) => metric);
  return { kind: 'range', start, step, points, series, values, nans: Uint32Array.from(nans), histograms };
}

function plainHistogram(
  { count, sum, buckets = [] }: RawHistogram,
  series: number,
  at: number,
): HistogramSample {
  return {
    ...{ series, at, count: plainNumber(count), sum: plainNumber(sum) },
    buckets: buckets.map(([boundaries, lower, upper, amount]) => ({
      ...{ boundaries, lower: plainNumber(lower), upper: plainNumber(upper), count: plainNumber(amount) },
    })),
  };
}

function plainNumber(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}

const alphabet = ['a', 'job', '"', '\\', '\n', '\u0000', 'é', '日本', '🙂', '<b>', '\u202e', ']', '}', ','];

/** A range and what a server may answer to it, in one of the layouts that servers have. */
export function randomRange(random: Random): { plan: QueryPlan; text: string } {
  const stepMs = random.one([1, 500, 1000, 15_000, 60_000]);
  const points = 1 + random.below(12);
  const startMs = 1_790_000_000_000 + random.below(1_000_000);
  const endMs = startMs + (points - 1) * stepMs + random.below(stepMs);
  const plan: QueryPlan = {
    ...{ kind: 'range', query: 'q' },
    ...{ start: startMs / 1000, end: endMs / 1000, step: stepMs / 1000 },
  };
  const times = Array.from({ length: points }, (_, point) => (startMs + point * stepMs) / 1000);
  const result = random.some(5, () => randomSeries(random, times));
  return { plan, text: randomAnswer(random, 'matrix', result) };
}

function randomSeries(random: Random, times: readonly number[]): RawSeries {
  const metric = randomLabels(random);
  const kind = random.below(4);
  const values = times.filter(() => random.chance(80)).map((time): Timed => [time, randomNumber(random)]);
  const free = times.filter((time) => !values.some(([other]) => other === time));
  const histograms = free.map((time): [number, RawHistogram] => [time, randomHistogram(random)]);
  return {
    metric,
    ...(kind !== 1 && { values }),
    ...(kind === 1 && {
      histograms: times.map((time): [number, RawHistogram] => [time, randomHistogram(random)]),
    }),
    ...(kind === 2 && { histograms }),
  };
}

/** A vector, a scalar or a string. */
export function randomInstant(random: Random): { plan: QueryPlan; text: string } {
  const time = (1_790_000_000_000 + random.below(100_000)) / 1000;
  const plan: QueryPlan = { kind: 'instant', query: 'q', time };
  const type = random.one(['vector', 'vector', 'scalar', 'string']);
  const one = (): RawSeries =>
    random.chance(80)
      ? { metric: randomLabels(random), value: [time, randomNumber(random)] }
      : { metric: randomLabels(random), histogram: [time, randomHistogram(random)] };
  const result =
    type === 'vector'
      ? random.some(6, one)
      : [time, type === 'scalar' ? randomNumber(random) : randomText(random)];
  return { plan, text: randomAnswer(random, type, result) };
}

function randomLabels(random: Random): Labels {
  return Object.fromEntries(random.some(3, () => [randomText(random), randomText(random)]));
}

function randomText(random: Random): string {
  return random.some(4, () => random.one(alphabet)).join('');
}

function randomHistogram(random: Random): RawHistogram {
  const buckets = random.some(
    3,
    (): [0 | 1 | 2 | 3, string, string, string] =>
      [
        ...[random.one([0, 1, 2, 3] as const), randomNumber(random), randomNumber(random)],
        randomNumber(random),
      ] as [0 | 1 | 2 | 3, string, string, string],
  );
  return { count: randomNumber(random), sum: randomNumber(random), ...(buckets.length > 0 && { buckets }) };
}

/** A number as Go writes one: the shortest digits that read back as the same. */
export function randomNumber(random: Random): string {
  const special = [
    'NaN',
    '+Inf',
    '-Inf',
    '0',
    '-0',
    '1e-7',
    '5e-324',
    '1.7976931348623157e+308',
    '0.1',
    '100000000000000000000000',
  ];
  switch (random.below(6)) {
    case 0:
      return random.one(special);
    case 1:
      return String(random.below(1_000_000));
    case 2:
      return String(random.below(1_000_000_000) / 60);
    case 3:
      return `-${String(random.below(1_000_000_000) / random.one([3, 7, 1000, 1e9]))}`;
    default: {
      const view = new DataView(new ArrayBuffer(8));
      view.setUint32(0, random.below(2 ** 32));
      view.setUint32(4, random.below(2 ** 32));
      const value = view.getFloat64(0);
      return Number.isFinite(value) ? String(value) : 'NaN';
    }
  }
}

/** The same answer looks different from server to server: in spacing, in the order of its members, in what else is there. */
function randomAnswer(random: Random, resultType: string, result: unknown): string {
  const extras = random.some(2, (): [string, unknown] => [
    random.one(['analysis', 'isPartial', 'trace']),
    { a: [1, 'x', null] },
  ]);
  const data: Record<string, unknown> = { resultType, result, ...Object.fromEntries(extras) };
  const shuffled: unknown = random.chance(30)
    ? Object.fromEntries(random.shuffle(Object.entries(data)))
    : data;
  const all: Record<string, unknown> = {
    status: 'success',
    data: shuffled,
    ...(random.chance(20) && { warnings: ['w "1"'] }),
  };
  const whole: unknown = random.chance(20) ? Object.fromEntries(random.shuffle(Object.entries(all))) : all;
  return JSON.stringify(whole, undefined, random.one([0, 0, 0, 1, '\t']));
}
