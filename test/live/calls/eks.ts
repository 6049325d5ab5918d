import { clusterName } from '../../lab/names.ts';
import type { AwsCall } from './call.ts';

function eks(
  title: string,
  operation: string,
  line: string,
  more: Pick<AwsCall, 'body' | 'keep'> = {},
): AwsCall {
  const [method = '', template = ''] = line.split(' ');
  return {
    ...{ title, service: 'eks', operation, method },
    target: (known) =>
      template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? `no ${name}`)),
    ...more,
  };
}

const role = 'arn:aws:iam::123456789012:role/any';

/** What makes an empty account look like the lab's: its clusters and their Fargate profiles. */
export const eksPreparation: readonly AwsCall[] = [
  ...[clusterName, 'billing', 'next'].map((name) =>
    eks(`make ${name}`, 'CreateCluster', 'POST /clusters', {
      body: { name, roleArn: role, resourcesVpcConfig: { subnetIds: ['subnet-1', 'subnet-2'] } },
    }),
  ),
  ...['defaultfp', 'reports'].map((name) =>
    eks(`make ${name}`, 'CreateFargateProfile', `POST /clusters/${clusterName}/fargate-profiles`, {
      body: {
        fargateProfileName: name,
        podExecutionRoleArn: role,
        selectors: [{ namespace: 'a', labels: { b: 'c' } }],
      },
    }),
  ),
];

const profiles = `/clusters/${clusterName}/fargate-profiles`;

/** Every operation of EKS that the lab and moto both know, asked well and badly. */
export const eksCalls: readonly AwsCall[] = [
  eks('list clusters', 'ListClusters', 'GET /clusters'),
  eks('list a first page', 'ListClusters', 'GET /clusters?maxResults=2', { keep: { next: ['nextToken'] } }),
  eks('list the next page', 'ListClusters', 'GET /clusters?maxResults=2&nextToken={next}'),
  eks('list too small a page', 'ListClusters', 'GET /clusters?maxResults=0'),
  eks('list too big a page', 'ListClusters', 'GET /clusters?maxResults=101'),
  eks('list by a token that nobody gave', 'ListClusters', 'GET /clusters?nextToken=nonsense'),
  eks('describe a cluster', 'DescribeCluster', `GET /clusters/${clusterName}`),
  eks('describe one that is not there', 'DescribeCluster', 'GET /clusters/nobody'),
  eks('list Fargate profiles', 'ListFargateProfiles', `GET ${profiles}`),
  eks('list a first page of profiles', 'ListFargateProfiles', `GET ${profiles}?maxResults=1`, {
    keep: { nextProfile: ['nextToken'] },
  }),
  eks(
    'list the next page of profiles',
    'ListFargateProfiles',
    `GET ${profiles}?maxResults=1&nextToken={nextProfile}`,
  ),
  eks('list profiles of no cluster', 'ListFargateProfiles', 'GET /clusters/nobody/fargate-profiles'),
  eks('describe a profile', 'DescribeFargateProfile', `GET ${profiles}/defaultfp`),
  eks('describe a profile that is not there', 'DescribeFargateProfile', `GET ${profiles}/nobody`),
  eks(
    'describe a profile of no cluster',
    'DescribeFargateProfile',
    'GET /clusters/nobody/fargate-profiles/a',
  ),
];
