import { CreateClusterCommand, CreateFargateProfileCommand } from '@aws-sdk/client-eks';
import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createWorkspace,
  deleteWorkspace,
  describeWorkspace,
  listWorkspaces,
  renameWorkspace,
  tagWorkspace,
  untagWorkspace,
  waitUntilActive,
} from '../../src/aws/amp.ts';
import { listRuleNamespaces } from '../../src/aws/ampParts.ts';
import { describeCluster, eksOf, listClusters, listFargateProfiles } from '../../src/aws/eks.ts';
import { explainAwsError } from '../../src/aws/explain.ts';
import type { AwsSession } from '../../src/aws/session.ts';
import { whoAmI } from '../../src/aws/sts.ts';
import { describeWith, makePlace } from './given.ts';
import { region, startMotoAccount } from './servers/motoAccount.ts';
import type { MotoAccount } from './servers/motoAccount.ts';

describeWith('the AWS functions, on moto', ['python'], ({ python }) => {
  const place = makePlace('controlPlane');
  let account: MotoAccount;
  let session: AwsSession;

  before(async () => {
    account = await startMotoAccount(python, place);
    ({ session } = account);
  });
  after(async () => {
    await account?.stop();
    place.remove();
  });

  it('make, wait for, rename, tag, untag and delete a workspace', async () => {
    const tags = { team: 'metrics', 'a b/c': 'x=y+z@:_-', 環境: '本番' };
    const { id, arn, status } = await createWorkspace(session, { alias: 'first ワークスペース', tags });
    assert.match(id, /^ws-/);
    assert.equal(status, 'ACTIVE');
    const made = await waitUntilActive(session, id, { sleep });
    const { createdAt, endpoint, ...rest } = made;
    assert.deepEqual(rest, { id, arn, alias: 'first ワークスペース', status: 'ACTIVE', tags });
    assert.ok(Math.abs(Date.now() - (createdAt?.getTime() ?? 0)) < 60_000, String(createdAt));
    assert.equal(endpoint, `https://aps-workspaces.${region}.amazonaws.com/workspaces/${id}/`);

    await renameWorkspace(session, id, { alias: 'second "one"' });
    await tagWorkspace(session, arn, { tags: { team: 'logs', stage: '' } });
    await untagWorkspace(session, arn, { keys: ['a b/c', '環境'] });
    const changed = await describeWorkspace(session, id);
    assert.equal(changed.alias, 'second "one"');
    assert.deepEqual(changed.tags, { team: 'logs', stage: '' });

    await deleteWorkspace(session, id);
    assert.deepEqual((await listWorkspaces(session)).workspaces, []);
  });

  it('say in words that a workspace is gone', async () => {
    const gone = 'ws-00000000-0000-0000-0000-000000000000';
    const explain = async (work: Promise<unknown>): Promise<[code: string, what: string]> => {
      const error = await work.then(
        () => assert.fail('this should have been refused'),
        (reason: unknown) => reason,
      );
      const { code, what } = explainAwsError(error, session.connection);
      return [code, what];
    };
    const sentence = `Workspace ${gone} no longer exists.`;
    assert.deepEqual(await explain(describeWorkspace(session, gone)), ['notFound', sentence]);
    assert.deepEqual(await explain(waitUntilActive(session, gone, { sleep })), ['notFound', sentence]);
    assert.deepEqual(await explain(listRuleNamespaces(session, gone)), ['notFound', sentence]);
    assert.deepEqual(await explain(describeCluster(session, 'nowhere')), [
      'notFound',
      'AWS can no longer find it.',
    ]);
  });

  it('know who one is, with keys and in a role', async () => {
    const key = await whoAmI(session);
    assert.match(key.arn, /^arn:aws:sts::123456789012:user\/moto$/);
    const role = await whoAmI(await account.home.aws().session({ profile: 'role', region }));
    assert.equal(role.account, '222233334444');
    assert.match(role.arn, /^arn:aws:sts::222233334444:assumed-role\/lab\//);
  });

  it('list clusters over pages, and describe them and their Fargate profiles', async () => {
    const names = Array.from({ length: 103 }, (_, n) => `cluster-${String(n).padStart(3, '0')}`);
    for (const name of names) {
      await eksOf(session).send(
        new CreateClusterCommand({
          name,
          roleArn: 'arn:aws:iam::123456789012:role/cluster',
          resourcesVpcConfig: { subnetIds: ['subnet-1'] },
          tags: { at: name },
        }),
      );
    }
    const [first = ''] = names;
    await eksOf(session).send(
      new CreateFargateProfileCommand({
        clusterName: first,
        fargateProfileName: 'defaultfp',
        podExecutionRoleArn: 'arn:aws:iam::123456789012:role/pods',
        selectors: [{ namespace: 'adot-col' }, { namespace: 'apps', labels: { team: 'a' } }],
      }),
    );
    const clusters = await listClusters(session);
    assert.deepEqual(clusters.map(({ name }) => name).sort(), names);
    const found = clusters.find(({ name }) => name === first);
    assert.ok(found);
    assert.deepEqual([found.status, found.tags, found.error], ['ACTIVE', { at: first }, undefined]);
    assert.match(found.server ?? '', /^https:\/\/.*\.eks\.amazonaws\.com/);
    assert.ok(found.arn && found.version && found.caData && found.createdAt);
    const [profile] = await listFargateProfiles(session, first);
    assert.equal(profile?.name, 'defaultfp');
    assert.equal(profile.status, 'ACTIVE');
    assert.deepEqual(
      profile.selectors.map(({ namespace, labels }) => [namespace, labels]),
      [
        ['adot-col', {}],
        ['apps', { team: 'a' }],
      ],
    );
  });
});
