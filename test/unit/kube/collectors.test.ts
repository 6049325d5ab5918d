import * as assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { openCluster } from '../../../src/kube/cluster.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { findCollectors } from '../../../src/kube/collectors.ts';
import { readCollectorConfigs, readConfigMap } from '../../../src/kube/configs.ts';
import { explainKubeError } from '../../../src/kube/explain.ts';
import type { CollectorWorkload } from '../../../src/kube/model.ts';
import { findSampleApp } from '../../../src/kube/targets/sampleApp.ts';
import { startKubernetes } from '../../lab/kubernetes/start.ts';
import type { KubernetesLab } from '../../lab/kubernetes/types.ts';
import { openFake, openOptions, sendJson, sendStatus, startFakeApi } from './fakeApi.ts';
import type { FakeApi } from './fakeApi.ts';

describe('finding collectors', () => {
  let dir = '';
  let lab: KubernetesLab;
  let admin: Cluster;
  let reader: Cluster;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'adot-collectors-'));
    lab = await startKubernetes({
      size: 'small',
      dir,
      log: () => undefined,
      logIntervalMs: 0,
      podStartMs: 0,
    });
    const kubeconfigPath = path.join(dir, 'config');
    await lab.writeKubeconfig(kubeconfigPath);
    const open = (context: string) =>
      openCluster({ kind: 'context', context, kubeconfigPath }, openOptions());
    admin = await open(lab.contexts.admin);
    reader = await open(lab.contexts.oneNamespace);
  });

  after(async () => {
    admin.close();
    reader.close();
    await lab.stop();
    await rm(dir, { recursive: true });
  });

  const idOf = ({ kind, namespace, name }: CollectorWorkload): string => `${kind} ${namespace}/${name}`;

  it('finds them in all namespaces by image, by label and by the operator’s mark', async () => {
    const { collectors, searched, problems } = await findCollectors(admin);
    assert.deepEqual(collectors.map(idOf), [
      'Deployment adot-col/adot-collector',
      'Deployment legacy-metrics/adot-collector',
      'Deployment observability/node-logs',
      'Deployment team-payments/payments-collector',
      'StatefulSet observability/traces-collector',
      'Pod observability/collector-trial',
    ]);
    assert.deepEqual({ searched, problems }, { searched: { kind: 'cluster' }, problems: [] });
    const [recipe, legacy, , , traces] = collectors;
    assert.deepEqual(recipe?.replicas, { wanted: 1, ready: 1 });
    assert.equal(recipe?.tag, 'v0.49.0');
    assert.equal(recipe?.pods[0]?.status, 'Running');
    assert.equal(recipe?.pods[0]?.fargate, true);
    assert.equal(legacy?.pods[0]?.status, 'CrashLoopBackOff');
    assert.equal(legacy?.pods[0]?.lastExit?.exitCode, 1);
    assert.equal(traces?.customResource, 'traces');
    assert.equal(traces?.pods[0]?.lastExit?.reason, 'OOMKilled');
  });

  it('says once why a pod is not there, though its condition and an event both tell', async () => {
    const { collectors } = await findCollectors(admin);
    const pending = collectors.find(({ name }) => name === 'payments-collector')?.pods[0];
    assert.equal(pending?.phase, 'Pending');
    assert.deepEqual(
      pending?.causes.map(({ source, reason }) => `${source} ${reason}`),
      ['condition Unschedulable'],
    );
    assert.match(pending?.causes[0]?.message ?? '', /eks\.amazonaws\.com\/compute-type: fargate/);
  });

  it('looks only where it may, and says where that was', async () => {
    const { collectors, searched, problems } = await findCollectors(reader);
    assert.deepEqual(collectors, []);
    assert.deepEqual(searched, { kind: 'namespaces', namespaces: ['prom-sample-app'] });
    assert.deepEqual(problems, []);
  });

  it('looks only where it is told to', async () => {
    const { collectors, searched } = await findCollectors(admin, { namespaces: ['adot-col'] });
    assert.deepEqual(collectors.map(idOf), ['Deployment adot-col/adot-collector']);
    assert.deepEqual(searched, { kind: 'namespaces', namespaces: ['adot-col'] });
  });

  it('says that it may look nowhere', async () => {
    const { collectors, problems } = await findCollectors(reader, { namespaces: ['adot-col'] });
    assert.deepEqual(collectors, []);
    assert.ok(
      problems.length > 0 && problems.every(({ code }) => code === 'forbidden'),
      JSON.stringify(problems),
    );
  });

  it('finds the pods of the sample app', async () => {
    const pods = await findSampleApp(reader);
    assert.ok(pods.length > 0);
    assert.ok(
      pods.every(
        ({ name, namespace }) => name.startsWith('prometheus-sample-app') && namespace === 'prom-sample-app',
      ),
    );
  });

  it('reads what a collector lives by', async () => {
    const [recipe] = (await findCollectors(admin)).collectors;
    assert.ok(recipe);
    const texts = await readCollectorConfigs(admin, recipe);
    assert.equal(texts.length, 1);
    assert.match(texts[0] ?? '', /^exporters:/m);
    const data = await readConfigMap(admin, {
      namespace: 'adot-col',
      name: recipe.configMaps[0]?.name ?? '',
    });
    assert.equal(data[recipe.configMaps[0]?.keys[0] ?? ''], texts[0]);
  });

  it('takes a ConfigMap that is gone for none', async () => {
    const texts = await readCollectorConfigs(admin, {
      kind: 'Deployment',
      namespace: 'adot-col',
      name: 'x',
      configMaps: [{ name: 'gone', keys: [] }],
    });
    assert.deepEqual(texts, []);
  });
});

describe('finding collectors in odd clusters', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  const image = 'amazon/aws-otel-collector:v0.49.0';
  const table = (...rows: object[]) => ({ columnDefinitions: [{ name: 'Name' }, { name: 'Images' }], rows });
  const row = (name: string, images: string) => ({
    cells: [name, images],
    object: { metadata: { name, namespace: 'n', uid: `uid-${name}` } },
  });
  const pod = (name: string, labels: object, containers: object[]) => ({
    metadata: { name, namespace: 'n', uid: `uid-${name}`, labels },
    spec: { containers },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  });

  async function open(answers: Record<string, unknown>): Promise<Cluster> {
    api = await startFakeApi(({ path: asked, query }, response) => {
      const selector = query.get('labelSelector');
      const answer = answers[selector === null ? asked : `${asked} ${selector}`];
      return typeof answer === 'number'
        ? sendStatus(response, answer, answer === 403 ? 'forbidden' : 'the server said no')
        : answer === undefined
          ? /\/(pods|deployments|daemonsets|statefulsets)$/.test(asked)
            ? sendJson(response, { items: [], rows: [] })
            : sendStatus(response, 404, 'not found')
          : sendJson(response, answer);
    });
    return openFake(api);
  }

  it('shows a sidecar under its custom resource, of whichever version, and its configuration', async () => {
    const sidecar = pod('app-1', {}, [
      { name: 'app', image: 'app:1' },
      { name: 'otc-container', image },
    ]);
    const cluster = await open({
      '/apis/opentelemetry.io': {},
      '/apis/opentelemetry.io/v1alpha1/opentelemetrycollectors': table(row('side', '')),
      '/apis/opentelemetry.io/v1alpha1/namespaces/n/opentelemetrycollectors/side': {
        spec: { config: 'receivers:' },
      },
      '/api/v1/namespaces/n/pods sidecar.opentelemetry.io/injected=n.side': { items: [sidecar] },
      '/api/v1/pods app.kubernetes.io/component=opentelemetry-collector': { items: [sidecar] },
    });
    const { collectors } = await findCollectors(cluster);
    assert.equal(collectors.length, 1);
    const [side] = collectors;
    assert.deepEqual(
      [side?.kind, side?.name, side?.container, side?.tag, side?.replicas],
      ['OpenTelemetryCollector', 'side', 'otc-container', 'v0.49.0', { wanted: 1, ready: 1 }],
    );
    assert.ok(side);
    assert.deepEqual(await readCollectorConfigs(cluster, side), ['receivers:']);
  });

  it('takes labelled pods only when they run a collector', async () => {
    const cluster = await open({
      '/api/v1/pods component in (adot-collector,otel-collector)': {
        items: [pod('ours', {}, [{ name: 'c', image }]), pod('theirs', {}, [{ name: 'c', image: 'nginx' }])],
      },
    });
    const { collectors } = await findCollectors(cluster);
    assert.deepEqual(
      collectors.map(({ kind, name }) => `${kind} ${name}`),
      ['Pod ours'],
    );
  });

  it('reads no metadata to find them, and tells those of one name apart', async () => {
    const workload = (namespace: string, used: string) => ({
      metadata: { name: 'agent', namespace, uid: `${namespace}-agent` },
      spec: { template: { spec: { containers: [{ name: 'c', image: used }] } } },
    });
    api = await startFakeApi(({ path: asked, query }, response) => {
      const isNamed = query.get('fieldSelector') === 'metadata.name=agent';
      const isTable = asked === '/apis/apps/v1/deployments' && !isNamed && !query.has('labelSelector');
      const items = isNamed
        ? [workload('a', image), workload('b', image), workload('c', 'datadog/agent:7')]
        : [];
      const rows = [image, image, 'datadog/agent:7'].map((used) => ({
        cells: ['agent', used],
        object: null,
      }));
      sendJson(response, isTable ? table(...rows) : { items, rows: [] });
    });
    const { collectors } = await findCollectors(await openFake(api));
    assert.deepEqual(
      collectors.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
      ['Deployment a/agent', 'Deployment b/agent'],
    );
    const asked = api.requests.filter(({ path: at }) => at === '/apis/apps/v1/deployments');
    assert.deepEqual(
      asked.map(({ query }) => query.get('includeObject') ?? query.get('fieldSelector') ?? 'marked').sort(),
      ['None', 'marked', 'metadata.name=agent'],
    );
  });

  it('leaves out a workload that was deleted meanwhile', async () => {
    const cluster = await open({ '/apis/apps/v1/deployments': table(row('gone', `sidecar:1,${image}`)) });
    assert.deepEqual((await findCollectors(cluster)).collectors, []);
    assert.ok(api.requests.some(({ query }) => query.get('fieldSelector') === 'metadata.name=gone'));
  });

  it('shows the rest when one kind may not be read at all', async () => {
    const cluster = await open({
      '/apis/apps/v1/daemonsets': 403,
      '/api/v1/namespaces': 403,
      '/apis/apps/v1/namespaces/default/daemonsets': 403,
      '/api/v1/pods component in (adot-collector,otel-collector)': {
        items: [pod('ours', {}, [{ name: 'c', image }])],
      },
    });
    const { problems } = await findCollectors(cluster);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['forbidden'],
    );
  });

  it('names only those namespaces that could be read', async () => {
    api = await startFakeApi(({ path: asked }, response) =>
      asked === '/apis/opentelemetry.io'
        ? sendStatus(response, 404, 'not found')
        : asked === '/api/v1/namespaces'
          ? sendJson(response, table(row('shut', ''), row('open', '')))
          : asked.includes('/namespaces/open/')
            ? sendJson(response, { items: [], rows: [] })
            : sendStatus(response, 403, 'forbidden'),
    );
    const { searched, problems } = await findCollectors(await openFake(api));
    assert.deepEqual(searched, { kind: 'namespaces', namespaces: ['open'] });
    assert.deepEqual(problems, []);
  });

  it('tells custom resources that may not be listed from those of an operator that is not there', async () => {
    const refused = {
      '/apis/opentelemetry.io/v1beta1/opentelemetrycollectors': 403,
      '/api/v1/namespaces': 403,
      '/apis/opentelemetry.io/v1beta1/namespaces/default/opentelemetrycollectors': 403,
    };
    const without = await findCollectors(await open(refused));
    assert.deepEqual([without.problems, without.searched], [[], { kind: 'cluster' }]);
    await api.stop();
    const beside = await findCollectors(await open({ ...refused, '/apis/opentelemetry.io': {} }));
    assert.deepEqual(
      [beside.problems.map(({ code }) => code), beside.searched],
      [['forbidden'], { kind: 'cluster' }],
    );
  });

  it('throws what is not about permissions', async () => {
    const cluster = await open({ '/apis/apps/v1/daemonsets': 500 });
    const error = await findCollectors(cluster).catch((thrown: unknown) => thrown);
    assert.equal(explainKubeError(error).code, 'serverError');
  });
});
