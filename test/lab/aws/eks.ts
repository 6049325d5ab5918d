import { splitTarget } from '../listener.ts';
import { ServiceError } from './errors.ts';
import { page } from './fields.ts';
import { restJson, routeByPath } from './protocols.ts';
import type { Call, Service, Shared } from './service.ts';
import { startService } from './service.ts';
import type { Cluster, FargateProfile, State } from './state.ts';

/** Amazon EKS. Verbs, paths and members: @aws-sdk/client-eks; limits: botocore's model of it. */
export function startEks(state: State, shared: Shared): Promise<Service> {
  const clustersOf = ({ identity, region }: Call): Map<string, Cluster> =>
    state.region(identity?.account ?? '', region ?? '').clusters;
  const find = (call: Call): Cluster => {
    const name = call.path['name'] ?? '';
    const cluster = clustersOf(call).get(name);
    if (!cluster) {
      // Asked for itself, its name is in the message alone: https://github.com/finleap/tf-eks-fargate-tmpl/issues/1
      const isItself = splitTarget(call.received.target).path.split('/').length === 3;
      throw missing(`No cluster found for name: ${name}.`, isItself ? {} : { clusterName: name });
    }
    return cluster;
  };
  return startService({
    name: 'eks',
    signingName: 'eks',
    protocol: restJson,
    route: routeByPath({
      'GET /clusters': {
        name: 'ListClusters',
        run: (call) => {
          const { items, ...rest } = page([...clustersOf(call).keys()], paging(call));
          return { members: { clusters: items, ...rest } };
        },
      },
      'GET /clusters/{name}': {
        name: 'DescribeCluster',
        run: (call) => ({ members: { cluster: describe(find(call), call) } }),
      },
      'GET /clusters/{name}/fargate-profiles': {
        name: 'ListFargateProfiles',
        run: (call) => {
          const names = find(call).profiles.map(({ name }) => name);
          const { items, ...rest } = page(names, paging(call));
          return { members: { fargateProfileNames: items, ...rest } };
        },
      },
      'GET /clusters/{name}/fargate-profiles/{profile}': {
        name: 'DescribeFargateProfile',
        run: (call) => {
          const cluster = find(call);
          const name = call.path['profile'] ?? '';
          const profile = cluster.profiles.find((candidate) => candidate.name === name);
          if (!profile) {
            throw missing(`No Fargate Profile found with name: ${name}.`);
          }
          return { members: { fargateProfile: describeProfile(profile, cluster, call) } };
        },
      },
    }),
    shared,
  });
}

/** The messages and members are those that `aws eks describe-cluster` prints for a name that does not exist. */
function missing(message: string, members: Record<string, string> = {}): ServiceError {
  return new ServiceError(404, 'ResourceNotFoundException', message, { members });
}

/** EKS has no ValidationException. */
function refuse(message: string): ServiceError {
  return new ServiceError(400, 'InvalidParameterException', message);
}

function paging({ query, path }: Call) {
  const maxResults = Number(query.get('maxResults') ?? 100);
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > 100) {
    throw refuse('maxResults has to be between 1 and 100');
  }
  return {
    maxResults,
    nextToken: query.get('nextToken') ?? undefined,
    scope: path['name'] ?? '',
    refuse: () => refuse('Invalid pagination token'),
  };
}

function describe({ name, version, status, createdAt, server }: Cluster, { identity, region }: Call) {
  const account = identity?.account;
  return {
    name,
    arn: `arn:aws:eks:${region}:${account}:cluster/${name}`,
    createdAt: createdAt / 1000,
    version,
    platformVersion: 'eks.1',
    status,
    // While it is creating a cluster has neither: https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html
    endpoint: server?.url,
    certificateAuthority: server && { data: Buffer.from(server.caPem).toString('base64') },
    roleArn: `arn:aws:iam::${account}:role/${name}-cluster`,
    resourcesVpcConfig: {
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b1c2d3e4f5061728'],
      securityGroupIds: [],
      endpointPublicAccess: true,
      endpointPrivateAccess: false,
      publicAccessCidrs: ['0.0.0.0/0'],
    },
    kubernetesNetworkConfig: { serviceIpv4Cidr: '10.100.0.0/16', ipFamily: 'ipv4' },
    logging: {
      clusterLogging: [
        { types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: false },
      ],
    },
    identity: {
      oidc: { issuer: `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE` },
    },
    accessConfig: { authenticationMode: 'API_AND_CONFIG_MAP' },
    health: { issues: [] },
    tags: {},
  };
}

function describeProfile(
  { name, status, namespaces, createdAt, issues = [] }: FargateProfile,
  cluster: Cluster,
  call: Call,
) {
  const account = call.identity?.account;
  return {
    fargateProfileName: name,
    fargateProfileArn: `arn:aws:eks:${call.region}:${account}:fargateprofile/${cluster.name}/${name}/0ab1c2d3-4e5f-6071-8293-a4b5c6d7e8f9`,
    clusterName: cluster.name,
    createdAt: createdAt / 1000,
    podExecutionRoleArn: `arn:aws:iam::${account}:role/${cluster.name}-pod-execution`,
    subnets: ['subnet-0a1b2c3d4e5f60718', 'subnet-0b1c2d3e4f5061728'],
    selectors: namespaces.map((namespace) => ({ namespace, labels: {} })),
    status,
    health: { issues },
    tags: {},
  };
}
