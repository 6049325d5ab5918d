/** A URL of AMP's data plane, taken apart. */
export interface AmpUrl {
  protocol: string;
  host: string;
  /** From the host's name; `undefined` where it does not tell. */
  region: string | undefined;
  path: string;
  /** As written behind `/workspaces/`. */
  workspaceId: string | undefined;
  /** What to write to. Without a workspace it makes no sense. */
  remoteWriteUrl: string;
}

const ampHost = /^(?:[\w-]+\.)*aps-workspaces(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d+)\./;

/**
 * Reads the URL of a workspace, whatever stands behind its id; `undefined` for hosts that are not AMP's.
 * Hosts: https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html
 */
export function readAmpUrl(url: string): AmpUrl | undefined {
  const [, protocol = '', host = '', path = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url.trim()) ?? [];
  const region = ampHost.exec(host)?.[1];
  if (region === undefined && !/(?:^|\.)aps-workspaces\b/.test(host)) {
    return undefined;
  }
  const workspaceId = /^\/workspaces\/([^/]+)/.exec(path)?.[1];
  return {
    protocol: protocol.toLowerCase(),
    host,
    region,
    path,
    workspaceId,
    remoteWriteUrl: `https://${host}/workspaces/${workspaceId ?? ''}/api/v1/remote_write`,
  };
}
