import * as vscode from 'vscode';
import type { Severity } from '../problem.ts';

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

/** `adot.yaml.*`: what is checked and shown in YAML files. */
export interface YamlSettings {
  isEnabled: boolean;
  /** Release of ADOT for files that name none; `undefined`: the newest. */
  adotVersion: string | undefined;
  /** By the code of a rule. */
  levels: Readonly<Record<string, Severity | 'off'>>;
  /** Whether files that are not open show their problems too. */
  showsClosedFiles: boolean;
  codeLens: boolean;
  inlayHints: boolean;
  relabelLens: boolean;
}

const levels: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'];

function levelsIn(severity: Record<string, unknown> = {}): YamlSettings['levels'] {
  return Object.fromEntries(
    Object.entries(severity).filter(([, level]) => levels.includes(level)),
  ) as YamlSettings['levels'];
}

/** As they are for a file or folder; values that are not what the schema says are left out. */
export function readYamlSettings(scope: vscode.Uri | undefined): YamlSettings {
  const settings = vscode.workspace.getConfiguration('adot', scope);
  const version = settings.get<unknown>('yaml.adotVersion');
  return {
    isEnabled: settings.get('yaml.enable') !== false,
    adotVersion: typeof version === 'string' && version !== '' ? version : undefined,
    levels: levelsIn(settings.get<Record<string, unknown>>('yaml.severity')),
    showsClosedFiles: settings.get('yaml.checkScope') === 'folder',
    codeLens: settings.get('yaml.codeLens') !== false,
    inlayHints: settings.get('yaml.inlayHints') !== false,
    relabelLens: settings.get('yaml.relabelLens') !== false,
  };
}

/** `adot.notebook.*`: how queries run and what is kept of them. */
export interface NotebookSettings {
  saveOutputs: 'off' | 'summary' | 'full';
  timeoutMs: number;
  /** Queries of one notebook at the same time. */
  concurrency: number;
  fetchTail: boolean;
  /** Price of query samples. */
  dollarsPerBillion: number;
}

/** As they are for a notebook; values that the schema does not allow are brought to the nearest that it does. */
export function readNotebookSettings(scope: vscode.Uri | undefined): NotebookSettings {
  const settings = vscode.workspace.getConfiguration('adot', scope);
  const number = (value: unknown, least: number, most: number, otherwise: number): number =>
    typeof value === 'number' && !Number.isNaN(value) ? Math.min(Math.max(value, least), most) : otherwise;
  const saveOutputs = settings.get<unknown>('notebook.saveOutputs');
  return {
    saveOutputs: saveOutputs === 'summary' || saveOutputs === 'full' ? saveOutputs : 'off',
    timeoutMs: 1_000 * number(settings.get('notebook.timeoutSeconds'), 1, 3_600, 120),
    concurrency: Math.floor(number(settings.get('notebook.concurrency'), 1, 32, 4)),
    fetchTail: settings.get('notebook.fetchTail') !== false,
    dollarsPerBillion: number(settings.get('notebook.samplePrice'), 0, Infinity, 0.1),
  };
}

/** `adot.promql.*`: what is checked and known in queries. */
export interface PromqlSettings {
  isEnabled: boolean;
  /** By the code of a rule. */
  levels: Readonly<Record<string, Severity | 'off'>>;
  /** Where metrics are looked up outside of notebooks; empty: nowhere. */
  datasource: string;
}

/** As they are for a file or folder; values that are not what the schema says are left out. */
export function readPromqlSettings(scope: vscode.Uri | undefined): PromqlSettings {
  const settings = vscode.workspace.getConfiguration('adot', scope);
  const datasource = settings.get<unknown>('promql.datasource');
  return {
    isEnabled: settings.get('promql.enable') !== false,
    levels: levelsIn(settings.get<Record<string, unknown>>('promql.severity')),
    datasource: typeof datasource === 'string' ? datasource.trim() : '',
  };
}

/** Writes `adot.yaml.adotVersion` for the workspace, or to the user's settings where none is open; `undefined` takes it away. */
export async function writeAdotVersion(version: string | undefined): Promise<void> {
  await writeForWorkspace('yaml.adotVersion', version);
}

/** Writes `adot.promql.datasource` likewise. */
export async function writePromqlDatasource(datasource: string): Promise<void> {
  await writeForWorkspace('promql.datasource', datasource);
}

async function writeForWorkspace(setting: string, value: unknown): Promise<void> {
  const hasWorkspace = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const target = hasWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('adot').update(setting, value, target);
}
