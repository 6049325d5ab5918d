import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { checkExpression } from '../../src/lint/expressions.ts';
import { formatQuery } from '../../src/promql/format/formatQuery.ts';
import { startPrometheus } from '../lab/data/prometheus.ts';
import type { PrometheusServer } from '../lab/data/prometheus.ts';
import { seededRandom } from '../unit/manifest/yaml/seededRandom.ts';
import { mutatedQuery } from '../unit/promql/mutatedQuery.ts';
import { badQueries, goodQueries } from '../unit/promql/queries.ts';
import { misusedQueries, usedQueries } from '../unit/promql/usedQueries.ts';
import { describeWith, makePlace } from './given.ts';

const seed = 29;
const mutants = 2000;

const good = [...new Set([...goodQueries, ...usedQueries])];
const bad = [...new Set([...badQueries, ...misusedQueries])];

/** What Prometheus makes of a query. */
type Answer = { formatted: string } | { refusal: string };

describeWith('PromQL', ['prometheus'], ({ prometheus }) => {
  const place = makePlace('promql');
  let server: PrometheusServer;

  before(async () => {
    server = await startPrometheus({
      program: join(prometheus, 'prometheus'),
      dir: place.dir,
      config: 'global: {}\n',
      args: [`--storage.tsdb.path=${join(place.dir, 'data')}`],
      log: () => undefined,
    });
  });
  after(async () => {
    await server.stop();
    place.remove();
  });

  async function ask(query: string): Promise<Answer> {
    const response = await fetch(`${server.url}/api/v1/format_query`, {
      method: 'POST',
      body: new URLSearchParams({ query }),
    });
    const { status, data, error } = (await response.json()) as Record<string, string | undefined>;
    return status === 'success' ? { formatted: data ?? '' } : { refusal: error ?? 'refused' };
  }

  /** Queries that one of the two takes and the other refuses. */
  async function disagreements(queries: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const query of queries) {
      const theirs = await ask(query);
      const [ours] = checkExpression(query);
      if ('formatted' in theirs !== (ours === undefined)) {
        const said = 'refusal' in theirs ? theirs.refusal : 'taken';
        found.push(`${JSON.stringify(query)}: ${said}; we: ${ours?.message ?? 'taken'}`);
      }
    }
    return found;
  }

  /** Queries of those without comments that the two write in another way, and how many were compared. */
  async function differences(queries: readonly string[]): Promise<{ found: string[]; compared: number }> {
    const found: string[] = [];
    let compared = 0;
    for (const query of queries.filter((one) => !one.includes('#'))) {
      const theirs = await ask(query);
      if ('formatted' in theirs) {
        const ours = formatQuery(query);
        compared += 1;
        if (!('text' in ours) || ours.text !== theirs.formatted) {
          found.push(`${query}\n${theirs.formatted}\nwe:\n${JSON.stringify(ours)}`);
        }
      }
    }
    return { found, compared };
  }

  it(`is taken and refused as Prometheus does it: ${good.length} and ${bad.length} queries`, async () => {
    assert.ok(good.length + bad.length >= 1000);
    assert.deepEqual(await disagreements([...good, ...bad]), []);
  });

  it('is written as Prometheus writes it', async () => {
    const { found, compared } = await differences(good);
    assert.ok(compared > 450, `only ${compared}`);
    assert.deepEqual(found, []);
  });

  it(`of ${mutants} mutants of them, 99.5 % are judged alike`, async function () {
    this.timeout(120_000);
    const found = await disagreements(mutated());
    assert.ok(found.length <= mutants * 0.005, found.join('\n'));
  });

  it('97 % of those that are taken are written alike', async function () {
    this.timeout(120_000);
    const { found, compared } = await differences(mutated());
    assert.ok(compared > 100, `only ${compared}`);
    assert.ok(found.length <= compared * 0.03, found.join('\n'));
  });

  function mutated(): string[] {
    const random = seededRandom(seed);
    const queries = new Set<string>();
    while (queries.size < mutants) {
      const query = mutatedQuery(random.pick(good), random);
      // Variables are ours alone.
      if (!/\$(?!\d)/.test(query)) {
        queries.add(query);
      }
    }
    return [...queries];
  }
});
