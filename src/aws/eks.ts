import {
  DescribeClusterCommand,
  DescribeFargateProfileCommand,
  EKSClient,
  paginateListClusters,
  paginateListFargateProfiles,
} from '@aws-sdk/client-eks';
import type { Status } from './amp.ts';
import { optional, sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

export interface EksCluster {
  name: string;
  arn?: string;
  /** CREATING, ACTIVE, DELETING, FAILED, UPDATING, PENDING; empty when it may not be described. */
  status: Status;
  /** `1.34` */
  version?: string;
  platformVersion?: string;
  createdAt?: Date;
  /** The URL of the API server; `undefined` until there is one. */
  server?: string;
  /** Base64 of the PEM of the one authority to trust. */
  caData?: string;
  /** False: only reachable from inside its VPC. */
  isPublic?: boolean;
  /** API, API_AND_CONFIG_MAP, CONFIG_MAP. */
  authenticationMode?: string;
  tags: Readonly<Record<string, string>>;
  /** Why only the name is known. */
  error?: unknown;
}

export interface FargateProfile {
  name: string;
  arn?: string;
  status: Status;
  selectors: readonly { namespace: string; labels: Readonly<Record<string, string>> }[];
  podExecutionRoleArn?: string;
  createdAt?: Date;
  /** What EKS itself finds wrong. */
  issues: readonly string[];
}

const atOnce = 8;

/** The session's client for EKS. */
export function eksOf(session: AwsSession): EKSClient {
  return session.client('eks', (config) => new EKSClient(config));
}

/** All clusters, described. One that cannot be described (gone meanwhile, not allowed) has its `error` instead. */
export async function listClusters(session: AwsSession, call: Call = {}): Promise<EksCluster[]> {
  const names: string[] = [];
  for await (const page of paginateListClusters(
    { client: eksOf(session) },
    { maxResults: 100 },
    sendOptions(call),
  )) {
    names.push(...(page.clusters ?? []));
  }
  return mapSome(names, async (name) => {
    try {
      return await describeCluster(session, name, call);
    } catch (error) {
      call.signal?.throwIfAborted();
      return { name, status: '', tags: {}, error };
    }
  });
}

/** One cluster. Throws ResourceNotFoundException when it is gone. */
export async function describeCluster(
  session: AwsSession,
  name: string,
  call: Call = {},
): Promise<EksCluster> {
  const { cluster } = await eksOf(session).send(new DescribeClusterCommand({ name }), sendOptions(call));
  return {
    name: cluster?.name ?? name,
    status: cluster?.status ?? '',
    tags: cluster?.tags ?? {},
    ...optional({
      arn: cluster?.arn,
      version: cluster?.version,
      platformVersion: cluster?.platformVersion,
      createdAt: cluster?.createdAt,
      server: cluster?.endpoint,
      caData: cluster?.certificateAuthority?.data,
      isPublic: cluster?.resourcesVpcConfig?.endpointPublicAccess,
      authenticationMode: cluster?.accessConfig?.authenticationMode,
    }),
  };
}

/** All Fargate profiles of a cluster, described. */
export async function listFargateProfiles(
  session: AwsSession,
  clusterName: string,
  call: Call = {},
): Promise<FargateProfile[]> {
  const names: string[] = [];
  const pages = paginateListFargateProfiles(
    { client: eksOf(session) },
    { clusterName, maxResults: 100 },
    sendOptions(call),
  );
  for await (const page of pages) {
    names.push(...(page.fargateProfileNames ?? []));
  }
  return mapSome(names, async (fargateProfileName) => {
    const command = new DescribeFargateProfileCommand({ clusterName, fargateProfileName });
    const { fargateProfile } = await eksOf(session).send(command, sendOptions(call));
    return {
      name: fargateProfileName,
      status: fargateProfile?.status ?? '',
      selectors: (fargateProfile?.selectors ?? []).map(({ namespace, labels }) => ({
        namespace: namespace ?? '',
        labels: labels ?? {},
      })),
      issues: (fargateProfile?.health?.issues ?? []).map(({ code, message }) => message ?? code ?? ''),
      ...optional({
        arn: fargateProfile?.fargateProfileArn,
        podExecutionRoleArn: fargateProfile?.podExecutionRoleArn,
        createdAt: fargateProfile?.createdAt,
      }),
    };
  });
}

/** Runs `work` over all items, a few at a time, and keeps their order. */
async function mapSome<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
