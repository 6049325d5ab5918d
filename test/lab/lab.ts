import { mkdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { generate } from 'selfsigned';
import type { AwsPart, Timing } from './aws/aws.ts';
import { startAws } from './aws/aws.ts';
import { fedWorkspaceId } from './aws/sets.ts';
import { startCollector, writtenLabels } from './data/collector.ts';
import { startGateway } from './data/gateway.ts';
import { writePast } from './data/past.ts';
import { findPrometheus } from './data/prometheus.ts';
import { startPlainPrometheus } from './data/plainPrometheus.ts';
import { startSampleApp } from './data/sampleApp.ts';
import { Stores } from './data/stores.ts';
import { Faults } from './faults.ts';
import { startKubernetes } from './kubernetes/start.ts';
import type { KubernetesLab } from './kubernetes/types.ts';
import { account, clusterName, region } from './names.ts';
import type { LabSize } from './names.ts';
import { writePrograms } from './programs.ts';
import { Requests } from './requests.ts';
import { startSwitchboard } from './switchboard.ts';

export interface LabOptions {
  size: LabSize;
  /** Start real Prometheus servers behind the gateway, and the sample app that feeds one of them. */
  prometheus: boolean;
  /** Where the lab keeps its files; it is made, and removed with everything in it by `stop()`. */
  dir: string;
  log: (text: string) => void;
  /** How long things take to change; long enough to watch unless given. */
  timing?: Partial<Timing>;
  /** How long the sample app is to have run before the lab starts; not at all unless given. */
  pastSeconds?: number | undefined;
  /** The `prometheus` program; looked for on PATH unless given. */
  prometheusPath?: string | undefined;
}

/** The whole lab, running. */
export interface Lab {
  /** What a process needs in its environment to see the lab as its AWS, its Kubernetes and its home. */
  env: Record<string, string>;
  /** Variables that must not be in that environment: they would reach past the lab. */
  unset: readonly string[];
  /** Where the switches are: the same as `env.ADOT_LAB_URL`. */
  url: string;
  aws: AwsPart;
  kubernetes: KubernetesLab;
  /** `http://127.0.0.1:PORT`, the AMP data plane. */
  gateway: { url: string };
  /** A Prometheus without AWS, with the same samples; see `startPlainPrometheus` for its paths. */
  prometheus: { url: string };
  faults: Faults;
  requests: Requests;
  stop(): Promise<void>;
}

const scrapeIntervalSeconds = 5;

const unset = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_ENDPOINT_URL',
  'AWS_LOGIN_CACHE_DIRECTORY',
];

/** Starts AWS, the AMP data plane, Kubernetes and the switches, each on free loopback ports. Rejects, with nothing left, when a part does not start. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const stopPart of stops.splice(0).reverse()) {
      // One part that does not stop must not keep the others.
      await stopPart().catch((error: unknown) => options.log(`stopping: ${String(error)}`));
    }
    await rm(options.dir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: LabOptions,
  stops: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Lab> {
  const { size, dir, log } = options;
  const home = join(dir, 'home');
  const bin = join(dir, 'bin');
  await mkdir(join(home, '.kube'), { recursive: true });
  const faults = new Faults();
  const requests = new Requests();
  const tls = await makeCertificate();
  const aws = await startAws({ size, home, timing: options.timing, faults, requests, log, tls });
  stops.push(() => aws.stop());

  const program = options.prometheus ? await needPrometheus(options.prometheusPath) : undefined;
  const stores = program === undefined ? undefined : new Stores(program, join(dir, 'prometheus'), log);
  if (stores) {
    stops.push(() => stores.stop());
  }
  const gateway = await startGateway({ state: aws.state, stores, shared: aws.shared });
  stops.push(() => gateway.stop());
  const plain = await startPlainPrometheus(
    stores && (() => stores.open(fedWorkspaceId, undefined)),
    aws.shared,
  );
  stops.push(() => plain.stop());
  const remoteWriteUrl = `${gateway.url}/workspaces/${fedWorkspaceId}/api/v1/remote_write`;
  if (program !== undefined && stores) {
    const app = await startSampleApp();
    stops.push(() => app.stop());
    if (options.pastSeconds !== undefined) {
      const prometheusUrl = await stores.open(fedWorkspaceId, undefined);
      const past = { prometheusUrl, seconds: options.pastSeconds, stepSeconds: scrapeIntervalSeconds };
      await writePast(app, { ...past, labelsOf: writtenLabels });
    }
    const collector = await startCollector({
      program,
      dir: join(dir, 'collector'),
      appUrl: app.url,
      remoteWriteUrl,
      region,
      identity: aws.people.collector,
      scrapeIntervalSeconds,
      log,
    });
    stops.push(() => collector.stop());
  }

  const kubernetesDir = join(dir, 'kubernetes');
  await mkdir(kubernetesDir, { recursive: true });
  const kubernetes = await startKubernetes({
    size,
    dir: kubernetesDir,
    log,
    clusterName,
    region,
    accountId: account,
    remoteWriteUrl,
    verifyToken: async (token, cluster) => {
      const identity = await aws.verifyEksToken(token, cluster);
      // An identity that no access entry maps is refused like a token that is not good.
      const mapped = identity?.account === account && identity !== aws.people.denied;
      return mapped ? { user: identity.arn, groups: ['system:masters'] } : undefined;
    },
    faults,
    requests,
  });
  stops.push(() => kubernetes.stop());
  const kubeconfig = join(home, '.kube', 'config');
  await kubernetes.writeKubeconfig(kubeconfig);
  aws.connect({
    ...{ gatewayUrl: gateway.url, stores },
    server: { url: kubernetes.url, caPem: kubernetes.caPem },
  });

  const switchboard = await startSwitchboard({
    ...{ aws, kubernetes, gatewayUrl: gateway.url, prometheusUrl: plain.url },
  });
  stops.push(() => switchboard.stop());
  await writePrograms(bin);
  return {
    env: {
      HOME: home,
      USERPROFILE: home,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      AWS_CONFIG_FILE: join(home, '.aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      KUBECONFIG: kubeconfig,
      ADOT_LAB_URL: switchboard.url,
    },
    unset,
    url: switchboard.url,
    aws,
    kubernetes,
    gateway: { url: gateway.url },
    prometheus: { url: plain.url },
    faults,
    requests,
    stop,
  };
}

async function needPrometheus(given: string | undefined): Promise<string> {
  const program = await findPrometheus(given);
  if (program === undefined) {
    throw new Error(
      given === undefined
        ? 'There is no `prometheus` on PATH. Install it, or start the lab without it.'
        : `There is no program at ${given}.`,
    );
  }
  return program;
}

/** For `lab-tls`: signed by itself, so by nobody whom anybody trusts. */
async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'lab' }], {
    keyType: 'ec',
    curve: 'P-256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
