import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AmpClient } from '@aws-sdk/client-amp';
import { after, before } from 'mocha';
import type { Context } from 'mocha';
import type { AwsOptions, AwsPart } from '../../lab/aws/aws.ts';
import { startAws } from '../../lab/aws/aws.ts';
import type { Identity } from '../../lab/aws/identities.ts';
import { findPrometheus } from '../../lab/data/prometheus.ts';
import { Stores } from '../../lab/data/stores.ts';
import { region } from '../../lab/names.ts';

/** A lab of AWS alone for the tests of one suite, with a clock that only `pass` moves. */
export interface TestAws {
  part: AwsPart;
  amp: AmpClient;
  pass(ms: number): void;
  /** A client of AMP for somebody else. */
  as(identity: Identity, more?: { region?: string }): AmpClient;
}

export function useAws(options: AwsOptions = {}): TestAws {
  const start = Date.now();
  let passed = 0;
  const clients: AmpClient[] = [];
  const use = {
    pass: (ms: number) => void (passed += ms),
    as: (identity: Identity, { region: where = region } = {}) => {
      const credentials = identity;
      const client = new AmpClient({
        region: where,
        endpoint: use.part.endpoints.aps,
        credentials,
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
  } as TestAws;
  before(async () => {
    use.part = await startAws({
      timing: { createMs: 100, updateMs: 100, deleteMs: 100 },
      now: () => start + passed,
      ...options,
    });
    use.amp = use.as(use.part.people.admin);
  });
  after(async () => {
    clients.forEach((client) => client.destroy());
    await use.part.stop();
  });
  return use;
}

/** What the promise is rejected with; fails when it is not. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<{ name: string; message: string } & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as { name: string; message: string } & Record<string, unknown>;
  }
  throw new Error('this should have been refused');
}

/** The `prometheus` program. Without one the suite is skipped, and says so. */
export async function prometheusOrSkip(suite: Context): Promise<string> {
  const program = await findPrometheus(process.env['ADOT_PROMETHEUS']);
  if (program === undefined) {
    console.warn('      NOT TESTED: there is no prometheus on PATH, nor in ADOT_PROMETHEUS');
    suite.skip();
  }
  return program;
}

export interface TestStores {
  stores: Stores;
  stop(): Promise<void>;
}

/** Stores of workspaces in a folder of their own, which goes with them. */
export async function startStores(suite: Context): Promise<TestStores> {
  const program = await prometheusOrSkip(suite);
  const dir = await mkdtemp(join(tmpdir(), 'adot-stores-'));
  const stores = new Stores(program, dir, () => undefined);
  return {
    stores,
    stop: async () => {
      await stores.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
