import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gzipSync } from 'node:zlib';
import { createPrometheusClient } from '../../../src/query/client.ts';
import { decodeShown, encodeShown } from '../../../src/query/codec.ts';
import type { QueryPlan } from '../../../src/query/plan.ts';
import { QueryError } from '../../../src/query/queryError.ts';
import { Trouble } from '../../../src/trouble.ts';
import { Random } from '../../live/random.ts';
import { play, randomInstant, randomRange } from './serverAnswers.ts';
import type { Said } from './serverAnswers.ts';

const limits = { maxBytes: 200_000, maxCells: 20_000, maxObjectBytes: 100_000, attempts: 2 };
const signs = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  '.',
  'e',
  'null',
  '\u0000',
  ' ',
  '9'.repeat(30),
];
const bomb = gzipSync(Buffer.alloc(30_000_000, '['));

/** An answer that is wrong in one of the ways in which answers are. */
function hostile(random: Random): { plan: QueryPlan; said: Said } {
  const { plan, text } = random.chance(70) ? randomRange(random) : randomInstant(random);
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length);
  const status = random.one([200, 200, 200, 200, 204, 301, 400, 403, 422, 429, 500, 503]);
  const headers: Record<string, string> = random.chance(10)
    ? { 'retry-after': random.one(['0', 'x', '-1']) }
    : {};
  const packed = { ...headers, 'content-encoding': 'gzip' };
  switch (random.below(11)) {
    case 0:
      return { plan, said: { status, headers, body: bytes.subarray(0, at) } };
    case 1:
      return { plan, said: { status, headers: packed, body: gzipSync(bytes).subarray(0, at) } };
    case 2:
      return { plan, said: { status, headers: packed, body: random.chance(5) ? bomb : bytes } };
    case 3:
      return { plan, said: { status, headers, body: endless(random, bytes) } };
    case 4:
      return { plan, said: { status, headers, body: failing(bytes.subarray(0, at)) } };
    case 5:
      return {
        plan,
        said: { status, headers, body: Buffer.from(Array.from({ length: 200 }, () => random.below(256))) },
      };
    case 6:
      return { plan, said: { status, headers, body: JSON.stringify(randomJson(random, 5)) } };
    case 7:
      // Right for another question.
      return { plan: randomRange(random).plan, said: { body: bytes } };
    case 8:
      return {
        plan,
        said: {
          status,
          headers,
          body: text.replaceAll(random.one(['"', '1', ',', 'e', '00']), random.one(signs)),
        },
      };
    default: {
      const changed = random.some(3, () => random.one(signs)).join('');
      const body = text.slice(0, at) + changed + text.slice(at + random.below(5));
      return { plan, said: { status, headers, body } };
    }
  }
}

async function* endless(random: Random, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const chunk = random.chance(50) ? bytes : Buffer.alloc(5000, random.one(signs));
  for (;;) {
    yield await Promise.resolve(chunk);
  }
}

async function* failing(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
  throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function randomJson(random: Random, depth: number): unknown {
  const names = [
    'status',
    'data',
    'result',
    'resultType',
    'metric',
    'values',
    'value',
    'error',
    'errorType',
    'stats',
  ];
  const leaf = (): unknown =>
    random.one(['success', 'error', 'matrix', 'vector', 'scalar', '1', 1, null, true, [], {}]);
  if (depth === 0 || random.chance(20)) {
    return leaf();
  }
  return random.chance(70)
    ? Object.fromEntries(random.some(6, () => [random.one(names), randomJson(random, depth - 1)]))
    : random.some(3, () => randomJson(random, depth - 1));
}

describe('10,000 hostile answers', () => {
  it('come out as an answer, a QueryError or a Trouble, within bounds', async () => {
    const random = new Random(20);
    const outcomes = new Map<string, number>();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 10_000; round += 1) {
      const { plan, said } = hostile(random);
      const sleep = (): Promise<void> => Promise.resolve();
      const client = createPrometheusClient({
        ...{ base: new URL('http://server.example/'), send: play(said).send, now: () => 0, sleep, limits },
      });
      const outcome = await client.run(plan, { signal: new AbortController().signal }).then(
        ({ result }) => result.kind,
        (error: unknown) => {
          assert.ok(error instanceof Trouble || error instanceof QueryError, String((error as Error).stack));
          return error instanceof Trouble ? error.advice.code : error.name;
        },
      );
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // They are of all kinds.
    const kinds = [
      'range',
      'instant',
      'QueryError',
      'cut',
      'damaged',
      'tooLarge',
      'notPrometheus',
      'throttled',
      'redirected',
    ];
    assert.deepEqual(
      kinds.filter((kind) => !outcomes.has(kind)),
      [],
    );
    const grown = process.memoryUsage().rss - before;
    assert.ok(grown < 300 * 2 ** 20, `${Math.round(grown / 2 ** 20)} MB more`);
  }).timeout(60_000);
});

describe('2,000 hostile messages to the page', () => {
  it('come out as what was sent or as nothing', async () => {
    const random = new Random(21);
    let decoded = 0;
    for (let round = 0; round < 2000; round += 1) {
      const { plan, text } = randomRange(random);
      const client = createPrometheusClient({
        ...{ base: new URL('http://server.example/'), send: play({ body: text }).send, now: () => 0 },
      });
      const answer = await client.run(plan, { signal: new AbortController().signal });
      const bytes = encodeShown({ answer, about: { cell: 'c', plan, timezone: 'UTC', language: 'en' } });
      const place = random.below(bytes.length);
      bytes[place] = random.below(256);
      const shown = decodeShown(
        bytes.subarray(random.below(8) && 0, random.chance(50) ? bytes.length : place),
      );
      decoded += shown === undefined ? 0 : 1;
    }
    assert.ok(decoded > 100 && decoded < 1900, String(decoded));
  });
});
