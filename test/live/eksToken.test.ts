import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { mintClusterToken } from '../../src/aws/clusterToken.ts';
import { describeCluster } from '../../src/aws/eks.ts';
import { createAws } from '../../src/aws/session.ts';
import type { Aws } from '../../src/aws/session.ts';
import { openCluster } from '../../src/kube/cluster.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { findCollectors } from '../../src/kube/collectors.ts';
import { explainKubeError } from '../../src/kube/explain.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/lab.ts';
import { clusterName, region } from '../lab/names.ts';
import { describeWith, makePlace } from './given.ts';
import { namespaces, startPlayground } from './playground.ts';
import type { RealCluster } from './servers/cluster.ts';

const silent = () => undefined;
const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const network = { noProxy: [], strictSsl: true, caPem: [] };

describeWith(
  'a real API server that asks whose EKS tokens it is given',
  ['etcd', 'kubernetes', 'kwok'],
  (folders) => {
    const place = makePlace('eks-token');
    let lab: Lab;
    let real: RealCluster;
    let aws: Aws;

    before(async () => {
      lab = await startLab({ size: 'small', prometheus: false, dir: join(place.dir, 'lab'), log: silent });
      real = await startPlayground(folders, lab, place);
      aws = createAws({
        log,
        network: () => network,
        askMfa: () => Promise.resolve(undefined),
        now: () => Date.now(),
        env: { ...lab.env },
      });
    });
    after(async () => {
      aws?.dispose();
      await real?.stop();
      await lab?.stop();
      place.remove();
    });

    const open = async (profile: string, cluster = clusterName): Promise<Cluster> => {
      const session = await aws.session({ profile: 'lab', region });
      const { server, caData } = await describeCluster(session, clusterName);
      assert.ok(server !== undefined && caData !== undefined);
      assert.equal(server, real.api.url);
      const identity = await aws.session({ profile, region });
      const token = async () => (await mintClusterToken(identity, cluster, new Date())).token;
      return openCluster(
        { kind: 'eks', name: clusterName, server, caData, token },
        { network, log, now: () => Date.now(), random: Math.random, env: {}, mayRunPrograms: false },
      );
    };

    it('takes ours, and shows the collector that we wrote', async () => {
      const cluster = await open('lab');
      const { collectors } = await findCollectors(cluster);
      assert.deepEqual(
        collectors.map(({ namespace, name }) => [namespace, name]),
        [[namespaces.collector, 'adot-collector']],
      );
      cluster.close();
    });

    for (const [what, profile, name] of [
      ['of somebody without an access entry', 'lab-denied', clusterName],
      ['for another cluster', 'lab', 'billing'],
    ] as const) {
      it(`refuses one ${what}`, async () => {
        const cluster = await open(profile, name);
        await assert.rejects(findCollectors(cluster), (error) => {
          assert.equal(explainKubeError(error).code, 'unauthorized');
          return true;
        });
        cluster.close();
      });
    }
  },
);
