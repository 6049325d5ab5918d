import {
  DescribeClusterCommand,
  DescribeFargateProfileCommand,
  EKSClient,
  ListClustersCommand,
  ListFargateProfilesCommand,
} from '@aws-sdk/client-eks';
import { DescribeWorkspaceCommand, GrafanaClient, ListWorkspacesCommand } from '@aws-sdk/client-grafana';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { after, before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Identity } from '../../lab/aws/identities.ts';
import { mfaCode, region } from '../../lab/names.ts';
import { refusal, useAws } from './local.ts';

describe('lab: Grafana', () => {
  const aws = useAws();
  let client: GrafanaClient;
  before(() => {
    client = new GrafanaClient({
      region,
      endpoint: aws.part.endpoints.grafana,
      credentials: aws.part.people.admin,
    });
  });
  after(() => client.destroy());

  it('lists in pages, and gives the endpoint as a host name', async () => {
    const first = await client.send(new ListWorkspacesCommand({ maxResults: 2 }));
    const second = await client.send(
      new ListWorkspacesCommand({ maxResults: 2, nextToken: first.nextToken }),
    );
    const all = [...(first.workspaces ?? []), ...(second.workspaces ?? [])];
    assert.deepEqual(
      all.map(({ name, status }) => [name, status]),
      [
        ['observability', 'ACTIVE'],
        ['legacy', 'UPGRADE_FAILED'],
        ['trial', 'CREATING'],
      ],
    );
    assert.match(all[0]?.endpoint ?? '', /^g-[0-9a-f]{10}\.grafana-workspace\.us-east-1\.amazonaws\.com$/);
    const { workspace } = await client.send(new DescribeWorkspaceCommand({ workspaceId: all[0]?.id }));
    assert.equal(workspace?.grafanaVersion, '10.4');
  });

  it('does not find what is not there', async () => {
    const error = await refusal(client.send(new DescribeWorkspaceCommand({ workspaceId: 'g-0000000000' })));
    assert.equal(error.name, 'ResourceNotFoundException');
  });
});

describe('lab: EKS', () => {
  const aws = useAws();
  let client: EKSClient;
  before(() => {
    client = new EKSClient({ region, endpoint: aws.part.endpoints.eks, credentials: aws.part.people.admin });
  });
  after(() => client.destroy());

  it('lists clusters in pages', async () => {
    const first = await client.send(new ListClustersCommand({ maxResults: 2 }));
    const second = await client.send(new ListClustersCommand({ maxResults: 2, nextToken: first.nextToken }));
    assert.deepEqual(
      [...(first.clusters ?? []), ...(second.clusters ?? [])],
      ['amp-eks-fargate', 'billing', 'next'],
    );
    assert.equal(second.nextToken, undefined);
  });

  it('gives the API server and its certificate authority once there is one', async () => {
    aws.part.connect({ server: { url: 'https://127.0.0.1:6443', caPem: 'PEM' } });
    const { cluster } = await client.send(new DescribeClusterCommand({ name: 'amp-eks-fargate' }));
    assert.equal(cluster?.endpoint, 'https://127.0.0.1:6443');
    assert.equal(Buffer.from(cluster?.certificateAuthority?.data ?? '', 'base64').toString(), 'PEM');
    const young = await client.send(new DescribeClusterCommand({ name: 'next' }));
    assert.deepEqual([young.cluster?.status, young.cluster?.endpoint], ['CREATING', undefined]);
  });

  it('gives Fargate profiles with their selectors and troubles', async () => {
    const clusterName = 'amp-eks-fargate';
    const { fargateProfileNames } = await client.send(new ListFargateProfilesCommand({ clusterName }));
    assert.deepEqual(fargateProfileNames, ['defaultfp', 'reports']);
    const describeProfile = async (fargateProfileName: string) =>
      (await client.send(new DescribeFargateProfileCommand({ clusterName, fargateProfileName })))
        .fargateProfile;
    assert.equal((await describeProfile('defaultfp'))?.selectors?.[1]?.namespace, 'adot-col');
    assert.equal((await describeProfile('reports'))?.health?.issues?.[0]?.code, 'AccessDenied');
    const error = await refusal(describeProfile('nope'));
    assert.equal(error.name, 'ResourceNotFoundException');
    assert.match(error.message, /No Fargate Profile found with name: nope/);
  });

  it('takes no token of a page that it did not give', async () => {
    const error = await refusal(client.send(new ListClustersCommand({ nextToken: 'nope' })));
    assert.equal(error.name, 'InvalidParameterException');
  });

  it('names the cluster that it does not find', async () => {
    const error = await refusal(client.send(new DescribeClusterCommand({ name: 'nope' })));
    assert.deepEqual(
      [error.name, error.message],
      ['ResourceNotFoundException', 'No cluster found for name: nope.'],
    );
  });
});

describe('lab: STS', () => {
  const aws = useAws();
  const clients: STSClient[] = [];
  const sts = (credentials: Identity): STSClient => {
    const client = new STSClient({ region, endpoint: aws.part.endpoints.sts, credentials });
    clients.push(client);
    return client;
  };
  after(() => clients.forEach((client) => client.destroy()));

  it('says who somebody is, even when everything else is denied', async () => {
    for (const identity of [aws.part.people.admin, aws.part.people.denied, aws.part.people.other]) {
      const { Arn, Account, UserId } = await sts(identity).send(new GetCallerIdentityCommand({}));
      assert.deepEqual([Arn, Account, UserId], [identity.arn, identity.account, identity.userId]);
    }
  });

  it('has its own name for a signature that is wrong', async () => {
    const error = await refusal(
      sts({ ...aws.part.people.admin, secretAccessKey: 'x' }).send(new GetCallerIdentityCommand({})),
    );
    assert.equal(error.name, 'SignatureDoesNotMatch');
    const expired = await refusal(sts(aws.part.people.stale).send(new GetCallerIdentityCommand({})));
    assert.match(expired.name, /^ExpiredToken/);
  });

  it('hands out a role against the right code only', async () => {
    const { admin, roles } = aws.part.people;
    const assume = (more: object) =>
      sts(admin).send(new AssumeRoleCommand({ RoleArn: roles.operator.arn, RoleSessionName: 'me', ...more }));
    const device = { SerialNumber: roles.operator.mfaSerial };
    const wrong = await refusal(assume({ ...device, TokenCode: '000000' }));
    assert.deepEqual(
      [wrong.name, /invalid MFA one time pass code/.test(wrong.message)],
      ['AccessDenied', true],
    );
    assert.match(
      (await refusal(assume({}))).message,
      /is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role\/lab-operator/,
    );
    const { Credentials, AssumedRoleUser } = await assume({ ...device, TokenCode: mfaCode });
    assert.equal(AssumedRoleUser?.Arn, 'arn:aws:sts::111122223333:assumed-role/lab-operator/me');
    const session = aws.part.identities.find(Credentials?.AccessKeyId ?? '');
    assert.equal(session?.sessionToken, Credentials?.SessionToken);
    const caller = await sts(session ?? admin).send(new GetCallerIdentityCommand({}));
    assert.equal(caller.Arn, 'arn:aws:sts::111122223333:assumed-role/lab-operator/me');
  });

  it('takes temporary credentials until they end', async () => {
    const { admin, roles } = aws.part.people;
    const command = new AssumeRoleCommand({
      RoleArn: roles.deployer.arn,
      RoleSessionName: 'me',
      DurationSeconds: 900,
    });
    const { Credentials } = await sts(admin).send(command);
    const session = aws.part.identities.find(Credentials?.AccessKeyId ?? '');
    assert.ok(session);
    session.expiresAt = aws.part.shared.now() - 1;
    assert.match((await refusal(sts(session).send(new GetCallerIdentityCommand({})))).name, /^ExpiredToken/);
  });

  it('takes a web identity token, and no other', async () => {
    const { admin, roles } = aws.part.people;
    const assume = (WebIdentityToken: string) =>
      sts(admin).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roles.web.arn,
          RoleSessionName: 'web',
          WebIdentityToken,
        }),
      );
    assert.match(
      (await assume('lab.web.identity')).AssumedRoleUser?.Arn ?? '',
      /assumed-role\/lab-web\/web$/,
    );
    assert.match((await refusal(assume('another'))).name, /^InvalidIdentityToken/);
  });
});
