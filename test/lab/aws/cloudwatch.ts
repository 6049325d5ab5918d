import { forward } from '../data/forward.ts';
import type { Stores } from '../data/stores.ts';
import { splitTarget } from '../listener.ts';
import { account } from '../names.ts';
import { ServiceError } from './errors.ts';
import { restJson } from './protocols.ts';
import type { Call, Operation, Service, Shared, Stream } from './service.ts';
import { startService } from './service.ts';
import { fedWorkspaceId } from './sets.ts';

/** What of Prometheus' API there is, and the IAM actions: those for reading metrics. */
const offered: { path: RegExp; methods: readonly string[]; name: string; action: string }[] = [
  { path: /^query(_range)?$/, methods: ['GET', 'POST'], name: 'Query', action: 'cloudwatch:GetMetricData' },
  { path: /^(labels|series)$/, methods: ['GET', 'POST'], name: 'List', action: 'cloudwatch:ListMetrics' },
  { path: /^label\/[^/]+\/values$/, methods: ['GET'], name: 'List', action: 'cloudwatch:ListMetrics' },
];

/**
 * CloudWatch's own PromQL: `monitoring.REGION.amazonaws.com/api/v1/*`, signed for the service `monitoring`, no workspace in the path
 * (https://github.com/awslabs/mcp/pull/3412 has the paths, https://github.com/argoproj/argo-rollouts/issues/4862 says that all else is
 * as Prometheus has it). Here it shows the metrics of the sample app, in an account of its own none.
 */
export function startCloudWatch(
  { stores }: { stores: () => Pick<Stores, 'open'> | undefined },
  shared: Shared,
): Promise<Service> {
  const run = async ({ received, path, identity, signal }: Call): Promise<Stream> => {
    const opened = stores();
    if (!opened) {
      throw new ServiceError(503, 'ServiceUnavailableException', 'The lab was started without Prometheus.');
    }
    const store = identity?.account === account ? fedWorkspaceId : `cloudwatch-${identity?.account}`;
    const url = await opened.open(store, undefined);
    return forward(`${url}/api/v1/${path['path']}?${splitTarget(received.target).query}`, received, signal);
  };
  return startService({
    name: 'cloudwatch',
    signingName: 'monitoring',
    protocol: { ...restJson, parse: () => ({}) },
    route: ({ method, target }) => {
      const [, path = ''] = /^\/api\/v1\/([^?]*)/.exec(target) ?? [];
      const found = offered.find((one) => one.path.test(path) && one.methods.includes(method));
      const operation: Operation | undefined = found && { name: found.name, action: found.action, run };
      return operation && { operation, path: { path } };
    },
    shared,
  });
}
