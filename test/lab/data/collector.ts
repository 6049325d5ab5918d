import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Identity } from '../aws/identities.ts';
import type { SignableRequest } from '../aws/sigv4.ts';
import { makeSigner } from '../aws/sigv4.ts';
import type { Listener } from '../listener.ts';
import { listen, readBody } from '../listener.ts';
import type { PrometheusServer } from './prometheus.ts';
import { startPrometheus } from './prometheus.ts';

export interface CollectorOptions {
  program: string;
  dir: string;
  /** The sample app's address. */
  appUrl: string;
  remoteWriteUrl: string;
  region: string;
  /** Who signs the writes. */
  identity: Identity;
  scrapeIntervalSeconds: number;
  log: (text: string) => void;
}

/**
 * A second real Prometheus that stands for the collector: it scrapes the sample app and writes, metadata included, to
 * the gateway. Job, instance and scope labels are those that the recipe's collector gives. Its writes go through a signing proxy, as
 * awslabs/aws-sigv4-proxy is one: Debian's Prometheus 2.42 takes the `sigv4` block of remote_write, and then signs nothing.
 */
export async function startCollector(options: CollectorOptions): Promise<{ stop(): Promise<void> }> {
  const { program, dir, appUrl, scrapeIntervalSeconds, log } = options;
  const signer = await startSigner(options);
  const config = {
    global: { scrape_interval: `${scrapeIntervalSeconds}s`, scrape_timeout: `${scrapeIntervalSeconds}s` },
    scrape_configs: [
      {
        job_name: job,
        metrics_path: '/translated',
        static_configs: [{ targets: [new URL(appUrl).host], labels: { instance } }],
      },
    ],
    remote_write: [
      {
        url: signer.url,
        write_relabel_configs: [
          { ...hasScope, target_label: 'otel_scope_name', replacement: scope },
          { ...hasScope, target_label: 'otel_scope_version', replacement: version },
        ],
        queue_config: { batch_send_deadline: '500ms', min_backoff: '100ms', max_backoff: '2s' },
        metadata_config: { send: true, send_interval: '2s' },
      },
    ],
  };
  let prometheus: PrometheusServer;
  try {
    prometheus = await startPrometheus({
      program,
      dir,
      // JSON is YAML.
      config: JSON.stringify(config, undefined, 2),
      // No agent mode: its flag changed from Prometheus 2 to 3.
      args: [`--storage.tsdb.path=${join(dir, 'data')}`],
      log,
    });
  } catch (error) {
    await signer.stop();
    throw error;
  }
  return {
    async stop() {
      await prometheus.stop();
      await signer.stop();
    },
  };
}

/** Signs what is posted to it and sends it on to `remoteWriteUrl`. */
function startSigner({ remoteWriteUrl, region, identity }: CollectorOptions): Promise<Listener> {
  const { host, pathname } = new URL(remoteWriteUrl);
  const signer = makeSigner(identity, region, 'aps');
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { host };
    for (const name of ['content-type', 'content-encoding', 'x-prometheus-remote-write-version']) {
      Object.assign(headers, { [name]: request.headers[name] });
    }
    const body = await readBody(request);
    const unsigned = {
      method: 'POST',
      protocol: 'http:',
      hostname: host,
      path: pathname,
      query: {},
      headers,
      body,
    };
    const signed = await signer.sign(unsigned as SignableRequest);
    const answer = await fetch(remoteWriteUrl, { method: 'POST', headers: signed.headers, body });
    response.statusCode = answer.status;
    response.end(await answer.text());
  };
  return listen((request, response) => {
    forward(request, response).catch(() => {
      response.statusCode = 502;
      response.end();
    });
  });
}

/** What the collector writes on a series of the app beside its own labels. */
export function writtenLabels(metric: string): Record<string, string> {
  return {
    job,
    instance,
    ...(new RegExp(`^${instruments}$`).test(metric) && {
      otel_scope_name: scope,
      otel_scope_version: version,
    }),
  };
}

const job = 'kubernetes-service-endpoints';
const instance = '10.0.12.34:8080';
/** Everything but target_info, which is no instrument's. */
const instruments = '(?:up|scrape_|test_).*';
const hasScope = { source_labels: ['__name__'], regex: instruments };
/** The collector's own, not upstream's: https://github.com/aws-observability/aws-otel-collector/blob/main/VERSION */
const version = 'v0.49.0';
const scope = 'github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver';
