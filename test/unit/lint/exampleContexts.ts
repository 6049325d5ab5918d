import { parse, stringify } from 'yaml';

/** A file that is right but for what an example puts into it. */
export interface ExampleContext {
  path: string;
  /** The file with the example in it; throws where the example is no YAML that goes there. */
  around(example: string): string;
}

const collector = `receivers:
  otlp: { protocols: { grpc: { endpoint: 'localhost:4317' } } }
processors:
  batch: {}
exporters:
  debug: {}
service:
  pipelines:
    metrics: { receivers: [otlp], processors: [batch], exporters: [debug] }
`;

const writing = `receivers:
  otlp: { protocols: { grpc: { endpoint: 'localhost:4317' } } }
exporters:
  prometheus_remote_write:
    endpoint: https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write
    auth: { authenticator: sigv4auth }
extensions:
  sigv4auth: { region: eu-west-1, service: aps }
  health_check: { endpoint: '0.0.0.0:13133' }
service:
  extensions: [sigv4auth, health_check]
  pipelines:
    metrics: { receivers: [otlp], exporters: [prometheus_remote_write] }
`;

const scraping = `receivers:
  prometheus:
    config:
      scrape_configs:
        - job_name: app
          static_configs: [{ targets: ['localhost:8080'] }]
exporters:
  debug: {}
service:
  pipelines:
    metrics: { receivers: [prometheus], exporters: [debug] }
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: example.com/web:1.0.0
          ports: [{ name: http, containerPort: 8080 }]
          resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 128Mi } }
`;

const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`;

const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: adot, region: eu-west-1, version: '1.34' }
iam: { withOIDC: true }
fargateProfiles:
  - name: default
    selectors: [{ namespace: default }, { namespace: kube-system }]
`;

const rules = `groups:
  - name: app
    rules:
      - alert: Down
        expr: up == 0
        for: 5m
`;

const alertmanager = `alertmanager_config: |
  route: { receiver: ops }
  receivers:
    - name: ops
      sns_configs:
        - topic_arn: arn:aws:sns:eu-west-1:123456789012:ops
          sigv4: { region: eu-west-1 }
`;

/** A collector as it runs: a config in a ConfigMap, and the pod that reads it. */
const running = {
  config: `receivers:
  otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } }
exporters:
  debug: {}
extensions:
  health_check: { endpoint: '0.0.0.0:13133' }
service:
  extensions: [health_check]
  pipelines:
    metrics: { receivers: [otlp], exporters: [debug] }
`,
  container: `name: adot-collector
image: public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0
args: ['--config=/conf/collector.yaml']
ports: [{ name: otlp, containerPort: 4317 }]
resources: { requests: { cpu: 200m, memory: 768Mi }, limits: { cpu: 200m, memory: 768Mi } }
readinessProbe: { httpGet: { path: /, port: 13133 } }
livenessProbe: { httpGet: { path: /, port: 13133 } }
volumeMounts: [{ name: conf, mountPath: /conf }]
`,
};

function manifestOf({ config, container }: typeof running): string {
  const of = (kind: string, apiVersion: string, more: object): string =>
    stringify({ apiVersion, kind, metadata: { name: 'adot-collector', namespace: 'adot-col' }, ...more });
  const labels = { app: 'adot-collector' };
  const volumes = [{ name: 'conf', configMap: { name: 'adot-collector' } }];
  const template = { metadata: { labels }, spec: { containers: [parse(container)], volumes } };
  const spec = { replicas: 1, strategy: { type: 'Recreate' }, selector: { matchLabels: labels }, template };
  return [
    of('ConfigMap', 'v1', { data: { 'collector.yaml': config } }),
    of('Deployment', 'apps/v1', { spec }),
    of('Service', 'v1', { spec: { selector: labels, ports: [{ name: 'otlp', port: 4317 }] } }),
  ].join('---\n');
}

type Path = readonly (string | number)[];

/** `into`: the mapping of the base that the example's keys go into. */
function merged(base: string, into: Path, path = 'file.yaml'): ExampleContext {
  return {
    path,
    around: (example) => {
      const root: unknown = parse(base);
      const added: unknown = parse(example);
      return stringify(put(root, into, added), { aliasDuplicateObjects: false });
    },
  };
}

function put(node: unknown, [key, ...rest]: Path, added: unknown): unknown {
  if (key === undefined) {
    return mergeInto(node, added);
  }
  if (Array.isArray(node)) {
    return node.map((item: unknown, at) => (at === key ? put(item, rest, added) : item));
  }
  const map = (node ?? {}) as Record<string, unknown>;
  return { ...map, [key]: put(map[key], rest, added) };
}

function mergeInto(node: unknown, added: unknown): unknown {
  if (isMap(node) && isMap(added)) {
    const whole = { ...node };
    for (const [key, value] of Object.entries(added)) {
      whole[key] = mergeInto(node[key], value);
    }
    return whole;
  }
  return added;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const job = ['receivers', 'prometheus', 'config', 'scrape_configs', 0] as const;

/** Where examples of docs/rules.md go, by the name of the place. */
export const exampleContexts: Readonly<Record<string, ExampleContext>> = {
  file: { path: 'file.yaml', around: (example) => example },
  collector: merged(collector, []),
  writing: merged(writing, []),
  remoteWrite: merged(writing, ['exporters', 'prometheus_remote_write']),
  sigv4auth: merged(writing, ['extensions', 'sigv4auth']),
  healthCheck: merged(writing, ['extensions', 'health_check']),
  sendingQueue: merged(writing, ['exporters', 'prometheus_remote_write', 'sending_queue']),
  debug: merged(collector, ['exporters', 'debug']),
  runningConfig: {
    path: 'adot-collector.yaml',
    around: (example) => manifestOf({ ...running, config: merged(running.config, []).around(example) }),
  },
  runningContainer: {
    path: 'adot-collector.yaml',
    around: (example) => manifestOf({ ...running, container: merged(running.container, []).around(example) }),
  },
  batch: merged(collector, ['processors', 'batch']),
  memoryLimiter: merged(collector, ['processors', 'memory_limiter']),
  processors: merged(collector, ['processors']),
  otlpGrpc: merged(collector, ['receivers', 'otlp', 'protocols', 'grpc']),
  otlp: merged(collector, ['receivers', 'otlp']),
  receivers: merged(collector, ['receivers']),
  exporters: merged(collector, ['exporters']),
  service: merged(collector, ['service']),
  pipelines: merged(collector, ['service', 'pipelines']),
  metrics: merged(collector, ['service', 'pipelines', 'metrics']),
  telemetry: merged(collector, ['service', 'telemetry']),
  prometheus: merged(scraping, ['receivers', 'prometheus']),
  prometheusConfig: merged(scraping, ['receivers', 'prometheus', 'config']),
  global: merged(scraping, ['receivers', 'prometheus', 'config', 'global']),
  jobs: merged(scraping, ['receivers', 'prometheus', 'config', 'scrape_configs']),
  job: merged(scraping, job),
  kubernetesDiscovery: merged(scraping, [...job, 'kubernetes_sd_configs', 0]),
  legacyJob: merged(
    scraping.replace('job_name: app', 'job_name: app\n          metric_name_validation_scheme: legacy'),
    job,
  ),
  relabelRules: merged(scraping, [...job, 'relabel_configs']),
  relabelRule: merged(
    scraping.replace('          static', '          relabel_configs: [{}]\n          static'),
    [...job, 'relabel_configs', 0],
  ),
  metricRule: merged(
    scraping.replace('          static', '          metric_relabel_configs: [{}]\n          static'),
    [...job, 'metric_relabel_configs', 0],
  ),
  deployment: merged(deployment, []),
  deploymentSpec: merged(deployment, ['spec']),
  podSpec: merged(deployment, ['spec', 'template', 'spec']),
  container: merged(deployment, ['spec', 'template', 'spec', 'containers', 0]),
  port: merged(deployment, ['spec', 'template', 'spec', 'containers', 0, 'ports', 0]),
  labels: merged(deployment, ['metadata', 'labels']),
  metadata: merged(deployment, ['metadata']),
  kubernetesService: merged(service, []),
  servicePort: merged(service, ['spec', 'ports', 0]),
  serviceSpec: merged(service, ['spec']),
  cluster: merged(cluster, [], 'cluster-config.yaml'),
  clusterMetadata: merged(cluster, ['metadata'], 'cluster-config.yaml'),
  fargateProfile: merged(cluster, ['fargateProfiles', 0], 'cluster-config.yaml'),
  rules: merged(rules, [], 'rules.yaml'),
  group: merged(rules, ['groups', 0], 'rules.yaml'),
  alert: merged(rules, ['groups', 0, 'rules', 0], 'rules.yaml'),
  alertmanager: {
    path: 'alertmanager.yaml',
    around: (example) => inAlertmanager([], example),
  },
  route: { path: 'alertmanager.yaml', around: (example) => inAlertmanager(['route'], example) },
  alertReceiver: {
    path: 'alertmanager.yaml',
    around: (example) => inAlertmanager(['receivers', 0], example),
  },
  sns: {
    path: 'alertmanager.yaml',
    around: (example) => inAlertmanager(['receivers', 0, 'sns_configs', 0], example),
  },
};

function inAlertmanager(into: Path, example: string): string {
  const { alertmanager_config: inner } = parse(alertmanager) as { alertmanager_config: string };
  return stringify({ alertmanager_config: merged(inner, into).around(example) });
}
