import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { listTargetsOf } from '../../src/kube/targets/targetLists.ts';
import type { TargetRole } from '../../src/kube/targets/targets.ts';
import { readYamlFile } from '../../src/manifest/yaml/yamlFile.ts';
import { entryOf } from '../../src/manifest/yaml/yamlNode.ts';
import { prometheusDialect } from '../../src/otel/prometheus/dialect.ts';
import { readJobs } from '../../src/otel/prometheus/job.ts';
import { discoveredLabels } from '../../src/otel/relabel/scrapeTarget.ts';
import { describeWith, makePlace } from './given.ts';
import { openContext } from './kube.ts';
import { startCluster } from './servers/cluster.ts';
import type { RealCluster } from './servers/cluster.ts';
import { freePort, startProgram } from './servers/program.ts';
import type { Running } from './servers/program.ts';
import { until } from './until.ts';

const roles = ['pod', 'service', 'endpoints', 'endpointslice', 'node'] as const;
const attached = ['node', 'namespace', 'deployment'];

/** What is attached, where the role takes it. */
const attachedTo = (role: TargetRole): readonly string[] =>
  role === 'pod' || role.startsWith('endpoint') ? attached : role === 'service' ? ['namespace'] : [];

describeWith(
  'targets that we make of objects of a real cluster',
  ['etcd', 'kubernetes', 'kwok', 'prometheus'],
  (folders) => {
    const place = makePlace('targets');
    let cluster: RealCluster;
    let prometheus: Running;
    let url: string;
    let config: string;

    before(async () => {
      cluster = await startCluster(folders, place);
      await cluster.kubectl.apply({ apiVersion: 'v1', kind: 'List', items: shop });
      await cluster.kubectl.run(['rollout', 'status', 'deployment/web', '-n', 'shop', '--timeout=60s']);
      config = configFor(cluster.kubeconfig);
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const file = join(place.dir, 'prometheus.yaml');
      writeFileSync(file, config);
      prometheus = await startProgram({
        name: 'prometheus',
        command: join(folders.prometheus, 'prometheus'),
        args: [
          `--config.file=${file}`,
          `--storage.tsdb.path=${join(place.dir, 'data')}`,
          `--web.listen-address=127.0.0.1:${port}`,
        ],
        logs: place.logs,
        isReady: async () => (await fetch(`${url}/-/ready`)).ok,
      });
    });
    after(async () => {
      await prometheus?.stop();
      await cluster?.stop();
      place.remove();
    });

    for (const role of roles) {
      it(`of the role ${role} are those that Prometheus finds, label by label`, async () => {
        const ours = await ourTargets(cluster.kubeconfig, config, role);
        assert.ok(ours.length > 0);
        const theirs = await until(async () => {
          const found = await droppedTargets(url, role);
          return found.length >= ours.length ? found : false;
        });
        assert.deepEqual(ours, theirs);
      });
    }
  },
);

async function ourTargets(kubeconfig: string, config: string, role: TargetRole): Promise<string[][]> {
  const root = readYamlFile(config)[0]?.root;
  assert.ok(root);
  const job = readJobs(root, prometheusDialect('0.49.0')).find(({ name }) => name === role);
  assert.ok(job);
  const cluster = await openContext(kubeconfig);
  const namespaces = role === 'node' ? [] : ['shop'];
  const [found = []] = await listTargetsOf(cluster, [{ role, namespaces, attached: attachedTo(role) }]);
  cluster.close();
  const global = entryOf(root, 'global')?.value;
  return sorted(found.map((target) => Object.fromEntries(discoveredLabels(target, job, global))));
}

/** All are dropped, so that nothing is ever sent to the addresses of pods that are none. */
async function droppedTargets(url: string, role: TargetRole): Promise<string[][]> {
  const response = await fetch(`${url}/api/v1/targets?state=dropped`);
  const { data } = (await response.json()) as {
    data: { droppedTargets: { discoveredLabels: Record<string, string>; scrapePool: string }[] };
  };
  return sorted(
    data.droppedTargets
      .filter(({ scrapePool }) => scrapePool === role)
      .map((target) => target.discoveredLabels),
  );
}

/** What a job says of histograms: labels of targets since Prometheus 3.13, which no release of ADOT has yet. */
const tooNew =
  /^__(?:always_scrape_classic_histograms|convert_classic_histograms_to_nhcb|scrape_native_histograms)__=/;

/** Each target as lines, so that a difference can be read. */
function sorted(targets: readonly Record<string, string>[]): string[][] {
  return targets
    .map((one) =>
      Object.entries(one)
        .map(([name, value]) => `${name}=${value}`)
        .filter((line) => !tooNew.test(line))
        .sort(),
    )
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function configFor(kubeconfig: string): string {
  return JSON.stringify({
    global: { scrape_interval: '90s', scrape_timeout: '15s' },
    scrape_configs: roles.map((role) => ({
      job_name: role,
      scheme: 'https',
      params: { module: ['a', 'b'] },
      kubernetes_sd_configs: [
        {
          role,
          kubeconfig_file: kubeconfig,
          ...(role !== 'node' && { namespaces: { names: ['shop'] } }),
          attach_metadata: Object.fromEntries(attachedTo(role).map((key) => [key, true])),
        },
      ],
      relabel_configs: [{ action: 'drop' }],
    })),
  });
}

const labels = { app: 'web', 'app.kubernetes.io/name': 'web' };
const meta = (name: string, more: object = {}): object => ({ name, namespace: 'shop', ...more });

/** Pods with several ports and none, and services of each type. */
const shop: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { team: 'a' }, annotations: { 'example.com/x-y': 'z' } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('web'),
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } },
        spec: {
          initContainers: [{ name: 'first', image: 'first:1' }],
          containers: [
            {
              name: 'app',
              image: 'web:1',
              ports: [
                { name: 'http', containerPort: 8080 },
                { name: 'admin', containerPort: 9000 },
                { name: 'udp', containerPort: 9001, protocol: 'UDP' },
              ],
            },
            { name: 'side', image: 'side:1' },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { labels: { tier: 'front' }, annotations: { 'prometheus.io/scrape': 'true' } }),
    spec: {
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('headless'),
    spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 9000 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('balanced'),
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'none' },
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2, protocol: 'UDP' },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('elsewhere'),
    spec: { type: 'ExternalName', externalName: 'example.com', ports: [{ port: 443 }] },
  },
  // Addresses that are no pods.
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta('outside-1', { labels: { 'kubernetes.io/service-name': 'balanced' } }),
    addressType: 'IPv6',
    endpoints: [{ addresses: ['fd00::1'], hostname: 'one', zone: 'a', conditions: { ready: false } }],
    ports: [{ name: 'a', port: 1 }, { name: 'all' }],
  },
];
