import { ListWorkspacesCommand } from '@aws-sdk/client-amp';
import { afterEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Fault } from '../../lab/faults.ts';
import { Faults, parseFault } from '../../lab/faults.ts';
import { refusal, useAws } from './local.ts';

describe('lab: fault switches', () => {
  it('hit a service, an operation, so many times', async () => {
    const faults = new Faults();
    await faults.set({ kind: 'throttle', service: 'aps', operation: 'ListWorkspaces', times: 2 });
    const hits = (service: 'aps' | 'eks', operation: string): number =>
      faults.take(service, operation).length;
    assert.deepEqual([hits('eks', 'ListWorkspaces'), hits('aps', 'DescribeWorkspace')], [0, 0]);
    assert.deepEqual(faults.active(), [
      { kind: 'throttle', service: 'aps', operation: 'ListWorkspaces', times: 2 },
    ]);
    assert.deepEqual(
      [hits('aps', 'ListWorkspaces'), hits('aps', 'ListWorkspaces'), hits('aps', 'ListWorkspaces')],
      [1, 1, 0],
    );
    assert.deepEqual(faults.active(), []);
  });

  it('hit a share of the requests, evenly', async () => {
    const faults = new Faults();
    await faults.set({ kind: 'error', rate: 0.25 });
    assert.deepEqual(
      Array.from({ length: 8 }, () => faults.take('aps', 'x').length),
      [0, 0, 0, 1, 0, 0, 0, 1],
    );
  });

  it('are lifted by kind, by service, or all', async () => {
    const faults = new Faults();
    const all: Fault[] = [
      { kind: 'error', service: 'aps' },
      { kind: 'error', service: 'eks' },
      { kind: 'html', service: 'aps' },
    ];
    const left = async (which: Parameters<Faults['reset']>[0]): Promise<Fault[]> => {
      await faults.reset();
      for (const fault of all) {
        await faults.set(fault);
      }
      await faults.reset(which);
      return faults.active();
    };
    assert.deepEqual(await left({ kind: 'error' }), [all[2]]);
    assert.deepEqual(await left({ service: 'aps' }), [all[1]]);
    assert.deepEqual(await left({ service: 'aps', kind: 'error' }), [all[1], all[2]]);
    assert.deepEqual(await left({}), []);
  });

  for (const [json, complaint] of [
    [{}, /"kind" has to be one of throttle, /],
    [{ kind: 'error', service: 'aws' }, /"service" has to be one of aps, /],
    [{ kind: 'error', times: 0 }, /"times" has to be a number above 0/],
    [null, /"kind"/],
  ] as const) {
    it(`${JSON.stringify(json)} is no fault`, () => assert.throws(() => parseFault(json), complaint));
  }
});

describe('lab: spoilt services', () => {
  const aws = useAws();
  afterEach(() => aws.part.faults.reset());
  const list = () => aws.amp.send(new ListWorkspacesCommand({}));

  for (const [fault, name] of [
    [{ kind: 'throttle' }, 'ThrottlingException'],
    [{ kind: 'denied' }, 'AccessDeniedException'],
    [{ kind: 'expired' }, 'ExpiredTokenException'],
    [{ kind: 'quota' }, 'ServiceQuotaExceededException'],
    [{ kind: 'error' }, 'InternalServerException'],
    [{ kind: 'html' }, 'SyntaxError'],
  ] satisfies [Fault, string][]) {
    it(`${fault.kind}: the SDK throws ${name}, once`, async () => {
      await aws.part.faults.set({ ...fault, service: 'aps', times: 1 });
      assert.equal((await refusal(list())).name, name);
      await list();
    });
  }

  it('throttle: the answer says when to come back', async () => {
    await aws.part.faults.set({ kind: 'throttle', service: 'aps' });
    const error = await refusal(list());
    assert.equal((error['$metadata'] as { httpStatusCode?: number }).httpStatusCode, 429);
    assert.equal((error['$response'] as { headers: Record<string, string> }).headers['retry-after'], '1');
  });

  it('cut: the connection breaks in the middle of the body', async () => {
    await aws.part.faults.set({ kind: 'cut', service: 'aps' });
    assert.match((await refusal(list())).message, /aborted/);
    assert.equal(aws.part.requests.list({ service: 'aps' }).at(-1)?.status, 0);
  });

  it('latency: the answer comes later', async () => {
    await aws.part.faults.set({ kind: 'latency', latencyMs: 60, times: 1 });
    const start = performance.now();
    await list();
    assert.ok(performance.now() - start >= 59);
  });

  it('refused: nobody listens until the fault is lifted, then the same address answers', async () => {
    await aws.part.faults.set({ kind: 'refused', service: 'aps' });
    // A new client: one with a connection to use again would see that one dropped.
    const refused = await refusal(aws.as(aws.part.people.admin).send(new ListWorkspacesCommand({})));
    assert.equal(refused['code'], 'ECONNREFUSED');
    await aws.part.faults.reset();
    await list();
  });

  it('records who asked what', async () => {
    aws.part.requests.clear();
    await list();
    await aws.as(aws.part.people.other, { region: 'eu-west-1' }).send(new ListWorkspacesCommand({}));
    assert.deepEqual(
      aws.part.requests
        .list({ operation: 'ListWorkspaces' })
        .map(({ identity, region, status }) => [identity, region, status]),
      [
        ['arn:aws:iam::111122223333:user/lab', 'us-east-1', 200],
        ['arn:aws:iam::444455556666:user/lab-other', 'eu-west-1', 200],
      ],
    );
    assert.doesNotMatch(
      JSON.stringify(aws.part.requests.list()),
      new RegExp(aws.part.people.admin.accessKeyId),
    );
  });
});
