import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { checkExpression } from '../../src/lint/expressions.ts';
import { startPrometheus } from '../lab/data/prometheus.ts';
import type { PrometheusServer } from '../lab/data/prometheus.ts';
import { seededRandom } from '../unit/manifest/yaml/seededRandom.ts';
import { mutatedQuery } from '../unit/promql/mutatedQuery.ts';
import { badQueries, goodQueries } from '../unit/promql/queries.ts';
import { describeWith, makePlace } from './given.ts';

const seed = 29;
const mutants = 2000;

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

  /** Why Prometheus refuses the query; `undefined` when it takes it. */
  async function refusal(query: string): Promise<string | undefined> {
    const response = await fetch(`${server.url}/api/v1/format_query`, {
      method: 'POST',
      body: new URLSearchParams({ query }),
    });
    const { status, error } = (await response.json()) as { status: string; error?: string };
    return status === 'success' ? undefined : (error ?? 'refused');
  }

  /** Queries that one of the two takes and the other refuses. */
  async function disagreements(queries: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const query of queries) {
      const theirs = await refusal(query);
      const [ours] = checkExpression(query);
      if ((theirs === undefined) !== (ours === undefined)) {
        found.push(`${JSON.stringify(query)}: ${theirs ?? 'taken'}; we: ${ours?.message ?? 'taken'}`);
      }
    }
    return found;
  }

  it(`is taken and refused as Prometheus does it: ${goodQueries.length} and ${badQueries.length} queries`, async () => {
    assert.deepEqual(await disagreements([...goodQueries, ...badQueries]), []);
  });

  it(`of ${mutants} mutants of them, 99.5 % are judged alike`, async function () {
    this.timeout(120_000);
    const random = seededRandom(seed);
    const queries = new Set<string>();
    while (queries.size < mutants) {
      const query = mutatedQuery(random.pick(goodQueries), random);
      // Variables are ours alone.
      if (!/\$(?!\d)/.test(query)) {
        queries.add(query);
      }
    }
    const found = await disagreements([...queries]);
    assert.ok(found.length <= mutants * 0.005, found.join('\n'));
  });
});
