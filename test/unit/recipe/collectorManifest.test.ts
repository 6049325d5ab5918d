import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse, parseAllDocuments } from 'yaml';
import { findCollectorConfigs } from '../../../src/manifest/collectorConfigs.ts';
import { findPlaceholders } from '../../../src/manifest/placeholders.ts';
import { remoteWriteTargets } from '../../../src/otel/remoteWriteTargets.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import { collectorManifest, isNamespace } from '../../../src/recipe/collectorManifest.ts';
import type { CollectorChoices } from '../../../src/recipe/collectorManifest.ts';

const template = readFileSync(
  new URL('../../../templates/adot-collector-fargate.yaml', import.meta.url),
  'utf8',
);
const base = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1f';
const choices: CollectorChoices = {
  endpoint: `${base}/`,
  region: 'eu-west-1',
  namespace: 'adot-col',
  version: '0.49.0',
};

interface Resource {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: object; annotations?: Record<string, string> };
}
interface Container {
  image: string;
  args: string[];
  env: { name: string; value: string }[];
  resources: { requests: { memory: string }; limits: unknown };
  ports: { containerPort: number }[];
  livenessProbe: { httpGet: { port: number; path: string } };
  readinessProbe: { httpGet: { port: number; path: string } };
  volumeMounts: { name: string; mountPath: string }[];
}
interface Deployment extends Resource {
  spec: {
    replicas: number;
    strategy: unknown;
    selector: { matchLabels: object };
    template: {
      metadata: { labels: object };
      spec: {
        serviceAccountName: string;
        containers: [Container];
        volumes: [{ name: string; configMap: { name: string; items: [{ key: string; path: string }] } }];
      };
    };
  };
}
interface Config {
  extensions: { health_check: { endpoint: string }; sigv4auth: { region: string; service: string } };
  receivers: {
    prometheus: {
      config: {
        scrape_configs: {
          kubernetes_sd_configs: { role: string }[];
          relabel_configs: {
            source_labels: string[];
            regex?: unknown;
            replacement?: string;
            action?: string;
          }[];
        }[];
      };
    };
  };
  processors: Record<string, { limit_mib?: number; check_interval?: string }>;
  exporters: Record<string, Record<string, unknown>>;
  service: {
    extensions: string[];
    pipelines: Record<string, { receivers: string[]; processors: string[]; exporters: string[] }>;
    telemetry: {
      metrics: { readers: [{ pull: { exporter: { prometheus: { host: string; port: number } } } }] };
    };
  };
}

function read(text: string) {
  const documents = parseAllDocuments(text);
  for (const { errors, warnings } of documents) {
    assert.deepEqual([...errors, ...warnings], []);
  }
  const resources = documents.map((document) => document.toJS() as Resource);
  const one = <T extends Resource>(kind: string): T => {
    const [found, ...more] = resources.filter((resource) => resource.kind === kind);
    assert.ok(found !== undefined && more.length === 0, kind);
    return found as T;
  };
  const deployment = one<Deployment>('Deployment');
  const [config, ...others] = findCollectorConfigs(text);
  assert.ok(config !== undefined && others.length === 0);
  return {
    resources,
    one,
    deployment,
    container: deployment.spec.template.spec.containers[0],
    source: config,
    config: parse(config.text) as Config,
  };
}

describe('collectorManifest', () => {
  for (const { version, upstream } of adotVersions) {
    for (const more of [{}, { cluster: 'shop', roleArn: 'arn:aws:iam::012345678901:role/writer' }]) {
      describe(`for ADOT ${version}${'cluster' in more ? ' in a known cluster' : ''}`, () => {
        const text = collectorManifest(template, { ...choices, ...more, version });
        const { one, resources, deployment, container, source, config } = read(text);

        it('leaves nothing to fill in', () => {
          assert.doesNotMatch(text, /__[A-Z]|<[A-Z_]+>/);
          assert.deepEqual(findPlaceholders(text), []);
        });

        it('runs this very version and says what it is built from', () => {
          assert.equal(container.image, `public.ecr.aws/aws-observability/aws-otel-collector:v${version}`);
          assert.ok(text.includes(upstream));
        });

        it('writes to the workspace, whose URL stands there once', () => {
          assert.equal(text.split('/api/v1/remote_write').length, 2);
          assert.deepEqual(remoteWriteTargets(source.text), [
            {
              url: `${base}/api/v1/remote_write`,
              exporter: version === '0.49.0' ? 'prometheus_remote_write' : 'prometheusremotewrite',
              workspaceId: 'ws-1f',
              region: 'eu-west-1',
              inPipeline: true,
            },
          ]);
          assert.deepEqual(config.extensions.sigv4auth, { region: 'eu-west-1', service: 'aps' });
        });

        it('has only settings that the exporter of this version knows', () => {
          const [name = ''] = Object.keys(config.exporters).filter((id) => id.startsWith('prometheus'));
          const known = ['endpoint', 'auth', 'send_metadata'];
          const newer = version >= '0.48.0' ? ['disable_scope_info'] : [];
          assert.deepEqual(Object.keys(config.exporters[name] ?? {}), [
            ...known,
            ...newer,
            ...('cluster' in more ? ['external_labels'] : []),
          ]);
          assert.equal(config.exporters[name]?.['send_metadata'], true);
          assert.equal(config.exporters[name]?.['disable_scope_info'], newer.length > 0 ? true : undefined);
          assert.deepEqual(config.exporters[name]?.['auth'], { authenticator: 'sigv4auth' });
        });

        it('defines what it uses and uses what it defines', () => {
          const { extensions, pipelines } = config.service;
          const used = Object.values(pipelines);
          const all = (part: 'receivers' | 'processors' | 'exporters') =>
            used.flatMap((pipeline) => pipeline[part]).sort();
          assert.deepEqual(extensions.toSorted(), Object.keys(config.extensions).sort());
          assert.deepEqual(all('receivers'), Object.keys(config.receivers).sort());
          assert.deepEqual(all('processors'), Object.keys(config.processors).sort());
          assert.deepEqual(all('exporters'), Object.keys(config.exporters).sort());
          assert.equal(used[0]?.processors[0], 'memory_limiter');
          assert.equal(used[0].processors.at(-1), 'batch');
        });

        it('answers the probes where the kubelet asks', () => {
          const [host, port] = config.extensions.health_check.endpoint.split(':');
          assert.equal(host, '0.0.0.0');
          for (const { httpGet } of [container.livenessProbe, container.readinessProbe]) {
            assert.deepEqual(httpGet, { path: '/', port: Number(port) });
          }
          assert.ok(container.ports.some(({ containerPort }) => containerPort === Number(port)));
        });

        it('shows its own metrics behind the Service', () => {
          const { host, port } = config.service.telemetry.metrics.readers[0].pull.exporter.prometheus;
          const service = one<
            Resource & { spec: { type: string; selector: object; ports: { targetPort: number }[] } }
          >('Service');
          assert.equal(host, '0.0.0.0');
          assert.equal(service.spec.type, 'ClusterIP');
          assert.deepEqual(
            service.spec.ports.map(({ targetPort }) => targetPort),
            [port],
          );
          assert.deepEqual(service.spec.selector, deployment.spec.template.metadata.labels);
          assert.deepEqual(deployment.spec.selector.matchLabels, deployment.spec.template.metadata.labels);
        });

        it('reads the config that is mounted', () => {
          const [volume] = deployment.spec.template.spec.volumes;
          const [mount] = container.volumeMounts;
          const [item] = volume.configMap.items;
          assert.equal(mount?.name, volume.name);
          assert.equal(volume.configMap.name, one('ConfigMap').metadata.name);
          assert.equal(item.key, source.key);
          assert.deepEqual(container.args, [`--config=${mount.mountPath}/${item.path}`]);
        });

        it('runs as the service account that may find targets, and may nothing else', () => {
          const account = one('ServiceAccount');
          const role = one<
            Resource & { rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[] }
          >('ClusterRole');
          const binding = one<
            Resource & {
              roleRef: { name: string };
              subjects: { kind: string; name: string; namespace: string }[];
            }
          >('ClusterRoleBinding');
          assert.equal(deployment.spec.template.spec.serviceAccountName, account.metadata.name);
          assert.equal(binding.roleRef.name, role.metadata.name);
          assert.deepEqual(binding.subjects, [
            { kind: 'ServiceAccount', name: account.metadata.name, namespace: 'adot-col' },
          ]);
          const roles = config.receivers.prometheus.config.scrape_configs.flatMap(
            (job) => job.kubernetes_sd_configs,
          );
          assert.deepEqual(roles, [{ role: 'endpointslice' }]);
          const granted = role.rules.flatMap(({ apiGroups, resources: names, verbs }) => {
            assert.deepEqual(verbs, ['get', 'list', 'watch']);
            return names.map((name) => `${apiGroups.join()}/${name}`);
          });
          assert.deepEqual(granted.sort(), ['/pods', '/services', 'discovery.k8s.io/endpointslices']);
        });

        it('carries the role where it is known and no trace of it where it is not', () => {
          const { annotations } = one('ServiceAccount').metadata;
          assert.deepEqual(
            annotations,
            'roleArn' in more ? { 'eks.amazonaws.com/role-arn': more.roleArn } : undefined,
          );
        });

        it('puts everything into its namespace, which it makes first', () => {
          assert.deepEqual([resources[0]?.kind, resources[0]?.metadata.name], ['Namespace', 'adot-col']);
          for (const { kind, metadata } of resources) {
            assert.equal(
              metadata.namespace,
              /^(?:Namespace|Cluster.*)$/.test(kind) ? undefined : 'adot-col',
              kind,
            );
          }
        });

        it('fits the pod it asks for', () => {
          const { requests, limits } = container.resources;
          const mebibytes = Number(/^(\d+)Mi$/.exec(requests.memory)?.[1]);
          const limit = config.processors['memory_limiter']?.limit_mib ?? 0;
          assert.deepEqual(requests, limits);
          // Fargate adds 256 MiB and rounds up to whole GB: nothing is paid for in vain.
          assert.equal((mebibytes + 256) % 1024, 0);
          assert.ok(limit / mebibytes > 0.7 && limit / mebibytes <= 0.8);
          assert.deepEqual(container.env, [{ name: 'GOMEMLIMIT', value: `${limit}MiB` }]);
        });

        it('never runs twice', () => {
          assert.equal(deployment.spec.replicas, 1);
          assert.deepEqual(deployment.spec.strategy, { type: 'Recreate' });
        });

        it('escapes the dollars of its relabelling and keeps only annotated Services', () => {
          const [job] = config.receivers.prometheus.config.scrape_configs;
          const rules = job?.relabel_configs ?? [];
          assert.deepEqual(rules[0], {
            source_labels: ['__meta_kubernetes_service_annotation_scrape'],
            regex: 'true',
            action: 'keep',
          });
          for (const { replacement = '' } of rules) {
            assert.doesNotMatch(replacement, /(?<!\$)\$(?!\$)/);
          }
          assert.ok(rules.some(({ replacement }) => replacement === '$$1:$$2'));
        });

        it('does not print every sample', () => {
          assert.deepEqual(config.exporters['debug'], { verbosity: 'basic' });
        });
      });
    }
  }

  it('says in one line each what it mended', () => {
    const mended = template.split('\n').filter((line) => line.includes('Fixed: '));
    const subjects = [
      'namespace is made',
      'IAM role',
      'no rights beyond',
      'localhost since ADOT 0.41',
      'said outright',
      'pprof and zpages',
      'Endpoints API is deprecated',
      'other ports',
      '$$ stands',
      'no limit',
      'without batches',
      'type nor help',
      'otel_scope_version',
      'took the place of logging',
      'limiter has to be first',
      'localhost is the default',
      'NodePort',
      'every sample twice',
      'not latest',
      'memory_ballast',
      'requests and limits',
    ];
    assert.deepEqual(
      subjects.filter((subject) => !mended.some((line) => line.includes(subject))),
      [],
    );
    assert.equal(mended.length, subjects.length);
  });

  for (const [what, wrong] of [
    ['a version that is not known', { version: '0.41.0' }],
    ['an endpoint without a workspace', { endpoint: 'https://None' }],
    ['a bad namespace', { namespace: 'A' }],
    ['a bad region', { region: 'Mars' }],
    ['a bad role', { roleArn: 'writer' }],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => collectorManifest(template, { ...choices, ...wrong }));
    });
  }

  it('takes a namespace that YAML would take for a number', () => {
    const { resources } = read(collectorManifest(template, { ...choices, namespace: '123' }));
    assert.equal(resources[0]?.metadata.name, '123');
  });

  it('knows names of namespaces', () => {
    assert.ok(isNamespace('adot-col'));
    assert.ok(!isNamespace('Adot'));
  });
});
