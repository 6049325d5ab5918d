import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { findCollectors } from '../../src/kube/collectors.ts';
import { readCollectorConfigs } from '../../src/kube/configs.ts';
import { findCollectorConfigs } from '../../src/manifest/collectorConfigs.ts';
import { adotVersions } from '../../src/otel/adotVersions.ts';
import type { CollectorChoices } from '../../src/recipe/collectorManifest.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { oldRecipe } from './oldRecipe.ts';
import { collectorText, sampleAppText } from './recipe.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';

const region = 'eu-west-1';
const endpoint = `https://aps-workspaces.${region}.amazonaws.com/workspaces/ws-1f/`;
const roleArn = 'arn:aws:iam::111122223333:role/adot-collector';

/** Everything that may be left out, left out and given. */
const variants: readonly Partial<CollectorChoices>[] = [{}, { cluster: 'shop', roleArn }];

// eksctl's cluster-config.yaml and Grafana's dashboard are for other eyes than the API server's.
describeWith('the manifests that the product writes', ['etcd', 'kubernetes', 'kwok'], (folders) => {
  const place = makePlace('manifests');
  let cluster: RealCluster;

  before(async () => {
    cluster = await startCluster(folders, place);
    // Objects of a namespace that is made with them cannot be tried without making it.
    await makeNamespace('rehearsal');
  });
  after(async () => {
    await cluster?.stop();
    place.remove();
  });

  for (const { version } of adotVersions) {
    it(`of the collector, ADOT ${version}, are taken as they are, and its pod becomes ready`, async () => {
      const namespace = `adot-${version.replaceAll('.', '-')}`;
      for (const more of variants) {
        const text = (where: string): string =>
          collectorText({ endpoint, region, namespace: where, version, ...more });
        await rehearse(text('rehearsal'));
        await applyAsTheFileSays(text(namespace));
      }
      await untilReady(namespace, 'adot-collector');
    });
  }

  it('of the sample app are taken as they are, and its pod becomes ready', async () => {
    await rehearse(sampleAppText('rehearsal'));
    await applyAsTheFileSays(sampleAppText('prom-sample-app'));
    await untilReady('prom-sample-app', 'prometheus-sample-app');
  });

  it('make pods that a namespace takes which holds them to the strictest standard', async () => {
    for (const [namespace, deployment, text] of [
      ['strict-collector', 'adot-collector', newest('strict-collector')],
      ['strict-app', 'prometheus-sample-app', sampleAppText('strict-app')],
    ] as const) {
      // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
      // Not by another apply: what the next one does not name would be taken back.
      await cluster.kubectl.run(['create', 'namespace', namespace]);
      const strict = 'pod-security.kubernetes.io/enforce=restricted';
      await cluster.kubectl.run(['label', 'namespace', namespace, strict]);
      await cluster.kubectl.apply(text);
      await untilReady(namespace, deployment);
    }
  });

  it('are found by the product, with the config that was written', async () => {
    const connection = await openContext(cluster.kubeconfig);
    try {
      for (const { version, upstream } of adotVersions) {
        const namespace = `found-${version.replaceAll('.', '-')}`;
        const text = collectorText({ endpoint, region, namespace, version, cluster: 'shop' });
        await cluster.kubectl.apply(text);
        const { collectors } = await findCollectors(connection, { namespaces: [namespace] });
        assert.deepEqual(
          collectors.map(({ name, tag }) => [name, tag]),
          [['adot-collector', `v${version}`]],
          upstream,
        );
        const [collector] = collectors;
        assert.ok(collector);
        assert.deepEqual(
          await readCollectorConfigs(connection, collector),
          findCollectorConfigs(text).map((config) => config.text),
        );
      }
    } finally {
      connection.close();
    }
  });

  it('let the collector see what it scrapes and nothing else', async () => {
    await cluster.kubectl.apply(newest('rights'));
    const may = async (verb: string, group: string, kind: string): Promise<boolean> => {
      const [resource, subresource] = kind.split('/');
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user: 'system:serviceaccount:rights:adot-collector',
          resourceAttributes: { verb, group, resource, subresource },
        },
      };
      const answer = await cluster.kubectl.run(['create', '-f', '-', '-o', 'json'], JSON.stringify(review));
      return (JSON.parse(answer) as { status: { allowed: boolean } }).status.allowed;
    };
    for (const [group, resource] of [
      ['', 'services'],
      ['', 'pods'],
      ['discovery.k8s.io', 'endpointslices'],
    ] as const) {
      for (const verb of ['get', 'list', 'watch']) {
        assert.equal(await may(verb, group, resource), true, `${verb} ${resource}`);
      }
      assert.equal(await may('update', group, resource), false, resource);
    }
    for (const resource of ['secrets', 'configmaps', 'nodes', 'nodes/proxy', 'pods/log', 'pods/exec']) {
      assert.equal(await may('get', '', resource), false, resource);
    }
  });

  it('would be refused with a field that is misspelt', async () => {
    const text = newest('rehearsal');
    for (const [right, wrong] of [
      ['minReadySeconds: 5', 'minReadySecond: 5'],
      ['readOnlyRootFilesystem: true', 'readonlyRootFilesystem: true'],
      ['targetPort: 8888', 'targetport: 8888'],
    ] as const) {
      assert.ok(text.includes(right));
      const misspelt = text.replace(right, wrong);
      await assert.rejects(rehearse(misspelt), /unknown field|field not declared/);
      await assert.rejects(applyAsTheFileSays(misspelt), /unknown field/);
    }
  });

  it('are taken from the old recipe too, once the product has filled it in', async () => {
    await makeNamespace('old');
    const { manifest } = oldRecipe({ namespace: 'old', endpoint, region });
    await cluster.kubectl.apply(manifest);
    // Nothing in it makes the service account.
    await cluster.kubectl.run(['create', 'serviceaccount', 'adot-collector', '-n', 'old']);
    await untilReady('old', 'adot-collector');
  });

  function newest(namespace: string): string {
    const [release] = adotVersions;
    return collectorText({ endpoint, region, namespace, version: release?.version ?? '', cluster: 'shop' });
  }

  async function makeNamespace(name: string): Promise<void> {
    await cluster.kubectl.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  /** The API server does all but keep it. */
  async function rehearse(text: string): Promise<void> {
    await cluster.kubectl.apply(text, ['--dry-run=server']);
    const { items } = await cluster.kubectl.get<{ items: unknown[] }>([
      'deployments,services',
      '--namespace=rehearsal',
    ]);
    assert.deepEqual(items, []);
  }

  /** See the comments at the top of the templates. */
  async function applyAsTheFileSays(text: string): Promise<void> {
    await cluster.kubectl.run(['apply', '-f', '-'], text);
  }

  async function untilReady(namespace: string, deployment: string): Promise<void> {
    const ready = '--for=jsonpath={.status.readyReplicas}=1';
    await cluster.kubectl.run(['wait', `deployment/${deployment}`, ready, '-n', namespace, '--timeout=60s']);
  }
});
