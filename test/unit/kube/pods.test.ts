import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RawContainerState, RawEvent, RawPod } from '../../../src/kube/objects.ts';
import { describePod } from '../../../src/kube/pods.ts';

type Status = NonNullable<RawPod['status']>;

const image = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';

function pod(
  status: Status,
  given: { metadata?: Partial<RawPod['metadata']>; spec?: RawPod['spec'] } = {},
): RawPod {
  return {
    metadata: { name: 'p', namespace: 'n', uid: 'u', ...given.metadata },
    spec: { containers: [{ name: 'c', image }], ...given.spec },
    status,
  };
}

function container(state: RawContainerState, more: object = {}) {
  return { name: 'c', restartCount: 0, ready: false, state, ...more };
}

const running = { running: { startedAt: '2026-11-23T18:00:00Z' } };
const done = { terminated: { exitCode: 0, reason: 'Completed' } };
const isReady = { type: 'Ready', status: 'True' };
const twoInits = { initContainers: [{ name: 'i' }, { name: 'j' }], containers: [{ name: 'c', image }] };

describe('pods', () => {
  // The words kubectl prints, case by case of its printer.
  const statuses: readonly [status: string, raw: RawPod][] = [
    [
      'Running',
      pod({
        phase: 'Running',
        containerStatuses: [container(running, { ready: true })],
        conditions: [isReady],
      }),
    ],
    ['Pending', pod({ phase: 'Pending' })],
    ['Unknown', pod({})],
    [
      'SchedulingGated',
      pod({
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      }),
    ],
    ['Evicted', pod({ phase: 'Failed', reason: 'Evicted' })],
    [
      'ContainerCreating',
      pod({ phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] }),
    ],
    [
      'ImagePullBackOff',
      pod({ phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ImagePullBackOff' } })] }),
    ],
    [
      'CrashLoopBackOff',
      pod({ phase: 'Running', containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } })] }),
    ],
    [
      'CrashLoopBackOff',
      pod({
        phase: 'Running',
        containerStatuses: [
          container({ waiting: { reason: 'CrashLoopBackOff' } }),
          container({ waiting: { reason: 'ImagePullBackOff' } }, { name: 'd' }),
        ],
      }),
    ],
    [
      'OOMKilled',
      pod({
        phase: 'Running',
        containerStatuses: [container({ terminated: { exitCode: 137, reason: 'OOMKilled' } })],
      }),
    ],
    ['ExitCode:3', pod({ phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 3 } })] })],
    [
      'Signal:9',
      pod({ phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] }),
    ],
    ['Completed', pod({ phase: 'Succeeded', containerStatuses: [container(done)] })],
    [
      'NotReady',
      pod({
        phase: 'Running',
        containerStatuses: [container(done), container(running, { name: 'd', ready: true })],
      }),
    ],
    ['Terminating', pod({ phase: 'Running' }, { metadata: { deletionTimestamp: '2026-11-23T18:00:00Z' } })],
    ['Unknown', pod({ reason: 'NodeLost' }, { metadata: { deletionTimestamp: '2026-11-23T18:00:00Z' } })],
    [
      'Init:0/2',
      pod(
        { phase: 'Pending', initContainerStatuses: [container(running, { name: 'i' })] },
        { spec: twoInits },
      ),
    ],
    [
      'Init:1/2',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [
            container(done, { name: 'i' }),
            container({ waiting: { reason: 'PodInitializing' } }, { name: 'j' }),
          ],
        },
        { spec: twoInits },
      ),
    ],
    [
      'Init:Error',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [container({ terminated: { exitCode: 1, reason: 'Error' } }, { name: 'i' })],
        },
        { spec: twoInits },
      ),
    ],
    [
      'Init:ExitCode:4',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [container({ terminated: { exitCode: 4 } }, { name: 'i' })],
        },
        { spec: twoInits },
      ),
    ],
    [
      'Init:CrashLoopBackOff',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, { name: 'i' })],
        },
        { spec: twoInits },
      ),
    ],
    [
      'Running',
      pod(
        {
          phase: 'Running',
          initContainerStatuses: [container(running, { name: 'i', started: true })],
          containerStatuses: [container(running)],
        },
        { spec: { ...twoInits, initContainers: [{ name: 'i', restartPolicy: 'Always' }] } },
      ),
    ],
  ];
  for (const [status, raw] of statuses) {
    it(`says ${status}`, () => assert.equal(describePod(raw).status, status));
  }

  it('tells of the latest exit, of the collector’s image, of the node and of Fargate', () => {
    const raw = pod(
      {
        phase: 'Running',
        startTime: '2026-11-23T17:00:00Z',
        initContainerStatuses: [
          container(
            { terminated: { exitCode: 0, reason: 'Completed', finishedAt: '2026-11-23T19:00:00Z' } },
            { name: 'i' },
          ),
        ],
        containerStatuses: [
          container(running, {
            name: 'app',
            restartCount: 1,
            ready: true,
            lastState: { terminated: { exitCode: 2, reason: 'Error', finishedAt: '2026-11-23T17:30:00Z' } },
          }),
          container(
            { waiting: { reason: 'CrashLoopBackOff' } },
            {
              restartCount: 4,
              containerID: 'containerd://1',
              lastState: {
                terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-23T18:00:00Z' },
              },
            },
          ),
        ],
      },
      {
        metadata: { labels: { 'eks.amazonaws.com/fargate-profile': 'fp' } },
        spec: {
          nodeName: 'node-1',
          initContainers: [{ name: 'i' }],
          containers: [
            { name: 'app', image: 'app:1' },
            { name: 'c', image },
          ],
        },
      },
    );
    const { lastExit, tag, restarts, readyContainers, node, fargate, startTime, phase, containers } =
      describePod(raw);
    assert.deepEqual(
      { lastExit, tag, restarts, readyContainers, node, fargate, startTime, phase },
      {
        lastExit: { container: 'c', reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-11-23T18:00:00Z' },
        tag: 'v0.49.0',
        restarts: 5,
        readyContainers: 1,
        node: 'node-1',
        fargate: true,
        startTime: '2026-11-23T17:00:00Z',
        phase: 'Running',
      },
    );
    assert.deepEqual(
      containers.map(({ name, init, state, id }) => [name, init, state, id]),
      [
        ['i', true, 'terminated', undefined],
        ['app', false, 'running', undefined],
        ['c', false, 'waiting', 'containerd://1'],
      ],
    );
  });

  const warning = (reason: string, message: string, lastTimestamp: string): RawEvent => ({
    type: 'Warning',
    reason,
    message,
    lastTimestamp,
    metadata: { name: 'e', uid: 'e' },
  });

  const causes: readonly [title: string, raw: RawPod, events: RawEvent[], said: string[]][] = [
    [
      'nothing of a ready pod',
      pod({ phase: 'Running', conditions: [isReady] }),
      [warning('Unhealthy', 'old', '2026')],
      [],
    ],
    [
      'nothing of one that ended well',
      pod({ phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False', reason: 'PodCompleted' }] }),
      [],
      [],
    ],
    [
      'the scheduler first, then Fargate’s warning',
      pod({
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes' },
        ],
      }),
      [warning('FailedScheduling', 'Pod provisioning timed out', '2026-11-23T18:00:00Z')],
      ['condition Unschedulable: 0/2 nodes', 'event FailedScheduling: Pod provisioning timed out'],
    ],
    [
      'once what the scheduler says twice',
      pod({
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes' },
        ],
      }),
      [warning('FailedScheduling', '0/2 nodes', '2026-11-23T18:00:00Z')],
      ['condition Unschedulable: 0/2 nodes'],
    ],
    [
      'why a container waits, with its last exit, before that it is not ready',
      pod({
        phase: 'Running',
        containerStatuses: [
          container(
            { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } },
            { lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
          ),
        ],
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            message: 'containers with unready status: [c]',
          },
        ],
      }),
      [],
      [
        'container CrashLoopBackOff: c (Error, exit code 1): back-off 5m0s',
        'condition ContainersNotReady: containers with unready status: [c]',
      ],
    ],
    [
      'the newest warning of each reason, and no normal events',
      pod({ phase: 'Running' }),
      [
        warning('Unhealthy', 'first', '2026-11-23T18:00:00Z'),
        warning('Unhealthy', 'second', '2026-11-23T18:01:00Z'),
        { ...warning('Pulled', 'fine', '2026-11-23T18:02:00Z'), type: 'Normal' },
        {
          ...warning('FailedMount', 'series', '2026-11-23T17:00:00Z'),
          series: { lastObservedTime: '2026-11-23T18:03:00Z' },
        },
      ],
      ['event FailedMount: series', 'event Unhealthy: second'],
    ],
    [
      'that it was evicted',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }),
      [],
      ['condition Evicted: low on memory'],
    ],
  ];
  for (const [title, raw, events, said] of causes) {
    it(`says ${title}`, () => {
      const found = describePod(raw, events).causes.map(
        ({ source, reason, message }) => `${source} ${reason}: ${message}`,
      );
      assert.deepEqual(found, said);
    });
  }
});
