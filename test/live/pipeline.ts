import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findCollectors } from '../../src/kube/collectors.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { readCollectorConfigs } from '../../src/kube/configs.ts';
import type { CollectorChoices } from '../../src/recipe/collectorManifest.ts';
import { collectorText } from './recipe.ts';
import type { RealCluster } from './servers/cluster.ts';
import { startCollector } from './servers/collector.ts';
import { writeKubeconfig } from './servers/kubeconfig.ts';
import { freePort } from './servers/program.ts';
import type { Running } from './servers/program.ts';

export interface Container {
  env?: { name: string; value?: string }[];
  ports: { name: string; containerPort: number }[];
  livenessProbe: { httpGet: { path: string; port: number } };
  readinessProbe: { httpGet: { path: string; port: number } };
}

/** What of a scaffolded config has another place on this machine than in a pod. */
interface Config {
  extensions: { health_check: { endpoint: string } };
  receivers: {
    prometheus: { config: { scrape_configs: { kubernetes_sd_configs: object[]; [key: string]: unknown }[] } };
  };
  service: {
    telemetry: {
      metrics: { readers: { pull: { exporter: { prometheus: { host: string; port: number } } } }[] };
    };
  };
}

export interface PipelineOptions {
  cluster: RealCluster;
  /** The product's own connection to it. */
  connection: Cluster;
  choices: CollectorChoices;
  /** Of the collector's program. */
  folder: string;
  /** Where all pods answer, whatever their addresses. */
  appUrl: string;
  keys: { accessKeyId: string; secretAccessKey: string };
  /** To be empty. */
  dir: string;
  logs: string;
  /** Called with each line that the collector writes. */
  onLine?: (line: string) => void;
}

/** A collector at work: its manifest in the cluster, its program on this machine. */
export interface Pipeline {
  /** The config as it lies in the cluster, and what of it listens where. */
  config: string;
  listening: { health: string; telemetry: { host: string; port: number } };
  /** The container that would run it, as it lies in the cluster. */
  container: Container;
  /** Fetches what a port of its pod answers. */
  get: (port: number, path: string) => Promise<Response>;
  running: Running;
}

/**
 * Scaffolds a collector, applies it, and runs what has then to be read back from the cluster: its config, its environment, its service
 * account. Pods have addresses to which nothing may be sent, so the scrapes go through the app as through a proxy; ports are free ones
 * of loopback.
 */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { cluster, connection, choices, folder, appUrl, keys, dir, logs } = options;
  const { kubectl, api } = cluster;
  const { namespace } = choices;
  mkdirSync(dir, { recursive: true });
  await kubectl.apply(collectorText(choices));
  const wait = ['wait', 'deployment/adot-collector', '--for=jsonpath={.status.readyReplicas}=1'];
  await kubectl.run([...wait, '--timeout=60s', '-n', namespace]);

  const { collectors } = await findCollectors(connection, { namespaces: [namespace] });
  const [collector] = collectors;
  const [config] = collector === undefined ? [] : await readCollectorConfigs(connection, collector);
  if (config === undefined) {
    throw new Error(`the product finds no collector's config in ${namespace}`);
  }
  const { spec } = await kubectl.get<{ spec: { template: { spec: { containers: [Container] } } } }>([
    'deployment/adot-collector',
    '-n',
    namespace,
  ]);
  const [container] = spec.template.spec.containers;
  const token = await kubectl.run(['create', 'token', 'adot-collector', '-n', namespace]);
  const kubeconfig = writeKubeconfig(join(dir, 'collector.kubeconfig'), api, { token: token.trim() });

  const parsed = parse(config) as Config;
  const health = parsed.extensions.health_check.endpoint;
  const telemetry = telemetryOf(parsed);
  const ports = new Map<number, number>();
  for (const port of [portOf(health), telemetry.port]) {
    ports.set(port, await freePort());
  }
  const urlOf = (port: number, path: string): string => `http://127.0.0.1:${ports.get(port)}${path}`;
  const probe = container.readinessProbe.httpGet;
  const running = await startCollector(folder, {
    config,
    overlay: overlayOf(parsed, { ports, kubeconfig, appUrl }),
    env: {
      ...Object.fromEntries((container.env ?? []).map(({ name, value = '' }) => [name, value])),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    healthUrl: urlOf(probe.port, probe.path),
    dir,
    logs,
    onLine: options.onLine,
  });
  return {
    config,
    listening: { health, telemetry },
    container,
    get: (port, path) => fetch(urlOf(port, path)),
    running,
  };
}

/** What the collector merges over its config. */
function overlayOf(
  config: Config,
  { ports, kubeconfig, appUrl }: { ports: Map<number, number>; kubeconfig: string; appUrl: string },
): object {
  const { health_check } = config.extensions;
  const telemetry = telemetryOf(config);
  return {
    extensions: { health_check: { endpoint: `127.0.0.1:${ports.get(portOf(health_check.endpoint))}` } },
    receivers: {
      prometheus: {
        config: {
          scrape_configs: config.receivers.prometheus.config.scrape_configs.map((job) => ({
            ...job,
            proxy_url: appUrl,
            // A test need not wait as long as a bill should.
            scrape_interval: '1s',
            scrape_timeout: '1s',
            kubernetes_sd_configs: job.kubernetes_sd_configs.map((discovery) => ({
              ...discovery,
              kubeconfig_file: kubeconfig,
            })),
          })),
        },
      },
    },
    service: {
      telemetry: {
        metrics: {
          readers: [
            {
              pull: {
                exporter: {
                  prometheus: { ...telemetry, host: '127.0.0.1', port: ports.get(telemetry.port) },
                },
              },
            },
          ],
        },
      },
    },
  };
}

function telemetryOf({ service }: Config): { host: string; port: number } {
  const [reader, ...others] = service.telemetry.metrics.readers;
  if (reader === undefined || others.length > 0) {
    throw new Error('the config has not one reader of its own metrics');
  }
  return reader.pull.exporter.prometheus;
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
}
