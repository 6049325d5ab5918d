/** A request below /api/v1: verb, path and query, and the form or the write that is its body. */
export type Question = readonly [line: string, body?: string | Uint8Array];

/** A moment, in seconds, that the samples lie around. */
export const at = 1_790_000_000;
const range = `start=${at - 600}&end=${at + 600}&step=60`;
const enc = encodeURIComponent;

/** What is written before anything is asked. */
export const samples: readonly (readonly [minutes: number, labels: Record<string, string>])[] = [
  -3, -2, -1, 0,
].flatMap(
  (minutes) =>
    [
      [minutes, { __name__: 'hits_total', job: 'x' }],
      [minutes, { __name__: 'hits_total', job: 'a b', instance: 'ü+/%' }],
      [minutes, { __name__: 'other_total', job: 'x' }],
    ] as const,
);

/** What AMP has of Prometheus, asked well and badly. */
export const alike: readonly Question[] = [
  [`GET query?query=hits_total&time=${at}`],
  [`GET query?query=sum%20by%20(job)%20(hits_total)&time=${at}`],
  [`GET query?query=${enc('hits_total{job=~"a b|ü+/%"}')}&time=${at}`],
  [`GET query?query=hits_total%5B10m%5D&time=${at}`],
  [`GET query?query=1%2F0&time=${at}`],
  [`GET query?query=${enc('"text"')}&time=${at}`],
  [`GET query?query=nobody&time=${at}.123`],
  ['POST query', `query=${enc('hits_total{job="x"}')}&time=${at}`],
  ['POST query?time=5', `query=vector(1)`],
  ['POST query', `query=${enc('"é+ %"')}&time=${at}`],
  [`GET query?query=hits_total&time=${at}&limit=1`],
  [`GET query?query=hits_total&time=${at}&lookback_delta=1s`],
  // Errors of what was asked: 400.
  ['GET query?query=up%7B'],
  ['GET query?query='],
  ['GET query'],
  ['GET query?query=up&time=nonsense'],
  ['GET query?query=up&timeout=nonsense'],
  ['POST query', 'query=rate(up)'],
  // Errors of the evaluation: 422.
  [`GET query?query=${enc('hits_total * on() hits_total')}&time=${at}`],
  [`GET query?query=${enc('label_replace(hits_total, "1", "$1", "job", ".*")')}&time=${at}`],
  [`GET query_range?query=hits_total&${range}`],
  [`GET query_range?query=${enc('rate(hits_total[5m])')}&${range}`],
  ['POST query_range', `query=hits_total&${range}`],
  [`GET query_range?query=hits_total&start=${at}&end=${at - 1}&step=60`],
  [`GET query_range?query=hits_total&start=${at}&end=${at + 60}&step=0`],
  [`GET query_range?query=hits_total&start=0&end=${at}&step=1`],
  ['GET query_range?query=hits_total'],
  ['GET labels'],
  [`GET labels?match%5B%5D=hits_total&start=${at - 600}&end=${at + 600}`],
  [`GET labels?match%5B%5D=hits_total&match%5B%5D=${enc('{job="x"}')}`],
  ['GET labels?match%5B%5D=%7B'],
  ['GET labels?start=nonsense'],
  ['POST labels', 'match[]=other_total'],
  ['GET label/job/values'],
  ['GET label/__name__/values?match%5B%5D=other_total'],
  ['GET label/nobody/values'],
  ['GET label/bad-name/values'],
  ['GET series?match%5B%5D=hits_total'],
  [`GET series?match%5B%5D=${enc('{job=~"x|a.*"}')}&start=${at - 600}&end=${at + 600}`],
  ['GET series'],
  ['POST series', `match[]=${enc('hits_total{job="x"}')}`],
  ['GET alerts'],
];
