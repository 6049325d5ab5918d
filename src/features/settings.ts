import * as vscode from 'vscode';

/** One entry of `adot.connections`. */
export interface ConnectionSetting {
  profile: string;
  regions: readonly string[];
}

export interface ProxySettings {
  proxy: string | undefined;
  noProxy: readonly string[];
  strictSsl: boolean;
  systemCertificates: boolean;
}

/** `adot.connections`; entries that are not what the schema says are left out. */
export function readConnections(): ConnectionSetting[] {
  const entries: unknown = vscode.workspace.getConfiguration('adot').get('connections');
  return (Array.isArray(entries) ? (entries as unknown[]) : []).flatMap((entry) => {
    const { profile, regions } = (entry ?? {}) as Record<string, unknown>;
    const names = Array.isArray(regions) ? regions.filter((region) => typeof region === 'string') : [];
    return typeof profile === 'string' && names.length > 0 ? [{ profile, regions: names }] : [];
  });
}

/** Writes `adot.connections` where it is set already, else to the user's settings. */
export async function writeConnections(connections: readonly ConnectionSetting[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('adot');
  const found = configuration.inspect('connections');
  const target =
    found?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update('connections', connections, target);
}

/** `adot.kubernetes.kubeconfig`: a path, or `undefined` for kubectl's own rule. */
export function readKubeconfigPath(): string | undefined {
  const path = vscode.workspace.getConfiguration('adot').get<string>('kubernetes.kubeconfig', '').trim();
  return path === '' ? undefined : path;
}

/** What VS Code itself is told about proxies and certificates. */
export function readProxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<string>('proxy', '').trim();
  return {
    proxy: proxy === '' ? undefined : proxy,
    noProxy: http.get<string[]>('noProxy', []),
    strictSsl: http.get<boolean>('proxyStrictSSL', true),
    systemCertificates: http.get<boolean>('systemCertificates', true),
  };
}

/** `adot.logs.maxLines`: how many lines an output channel with logs keeps. */
export function readMaxLogLines(): number {
  const least = 1_000;
  const lines = vscode.workspace.getConfiguration('adot').get<number>('logs.maxLines', 50_000);
  return Math.max(least, Math.floor(lines));
}
