import { asRecord, member, readYaml } from '../manifest/yaml/yaml.ts';
import { expandEnvironment } from './expansion.ts';

/** One place that a collector config writes to with Prometheus remote write. */
export interface RemoteWriteTarget {
  /** As it stands in the config, with the environment variables that are known put in. */
  url: string;
  /** Id of the exporter, such as `prometheus_remote_write/amp`. */
  exporter: string;
  /** `ws-…` when the URL is one of AMP's. */
  workspaceId?: string;
  /** From the host, else from the `sigv4auth` extension that signs the requests. */
  region?: string;
  /** Whether any pipeline sends to this exporter. */
  inPipeline: boolean;
}

/** All three names that the exporter has had in ADOT. */
const exporterType = /^(?:prometheus_?remote_?write|awsprometheusremotewrite)(?:\/.*)?$/;

/**
 * Where a collector with this config remote-writes to, exporters of pipelines first. Broken YAML gives what can
 * still be read of it. `env` holds what is known of the container's environment, for `${env:NAME}`.
 * Hosts: https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html
 */
export function remoteWriteTargets(
  configText: string,
  env: Readonly<Record<string, string>> = {},
): RemoteWriteTarget[] {
  const config = readYaml(configText);
  const used = exportersInPipelines(config);
  const targets: RemoteWriteTarget[] = [];
  for (const [exporter, settings] of Object.entries(asRecord(member(config, 'exporters')) ?? {})) {
    const endpoint = member(settings, 'endpoint');
    if (!exporterType.test(exporter) || typeof endpoint !== 'string' || endpoint.trim() === '') {
      continue;
    }
    const url = expandEnvironment(endpoint.trim(), env);
    const workspaceId = workspaceIdOf(url);
    const region = regionOf(url) ?? signingRegion(config, settings, env);
    targets.push({
      url,
      exporter,
      ...(workspaceId !== undefined && { workspaceId }),
      ...(region !== undefined && { region }),
      inPipeline: used.has(exporter),
    });
  }
  return targets.sort((a, b) => Number(b.inPipeline) - Number(a.inPipeline));
}

function exportersInPipelines(config: unknown): Set<string> {
  const pipelines = Object.values(asRecord(member(config, 'service', 'pipelines')) ?? {});
  return new Set(
    pipelines.flatMap((pipeline) => {
      const exporters = member(pipeline, 'exporters');
      return Array.isArray(exporters) ? exporters.filter((id): id is string => typeof id === 'string') : [];
    }),
  );
}

/** `ws-…` out of `https://host/workspaces/ws-…/api/v1/remote_write`; `undefined` for other URLs. */
function workspaceIdOf(url: string): string | undefined {
  return /\/workspaces\/(ws-[\w-]+)/.exec(url)?.[1];
}

function regionOf(url: string): string | undefined {
  return /^https?:\/\/(?:[\w-]+\.)*aps-workspaces(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\./.exec(url)?.[1];
}

function signingRegion(config: unknown, settings: unknown, env: Readonly<Record<string, string>>) {
  const authenticator = member(settings, 'auth', 'authenticator');
  const region =
    typeof authenticator === 'string'
      ? member(config, 'extensions', authenticator, 'region')
      : member(settings, 'aws_auth', 'region');
  const text = typeof region === 'string' ? expandEnvironment(region, env) : '';
  return /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(text) ? text : undefined;
}
