import { kindOf } from '../manifest/kinds/kindOf.ts';
import type { YamlDocument } from '../manifest/yaml/yamlFile.ts';

/** How a file is read: Markdown for the queries in it alone, dashboards for placeholders too. */
export type SourceKind = 'yaml' | 'dashboard' | 'promql' | 'markdown' | 'other';

/**
 * What the path and a glance at the text say. JSON is YAML, but most JSON files are nothing to us. `-` is what a command
 * line calls a text without a name.
 */
export function kindOfSource(path: string, text: string): SourceKind {
  if (path === '-' || /\.ya?ml$/i.test(path)) {
    return 'yaml';
  }
  if (/\.promql$/i.test(path)) {
    return 'promql';
  }
  if (/\.md$/i.test(path)) {
    return hasQueryFence(text) ? 'markdown' : 'other';
  }
  if (!/\.json$/i.test(path)) {
    return 'other';
  }
  if (/"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text)) {
    return 'yaml';
  }
  return isDashboard(text) ? 'dashboard' : 'other';
}

/** Whether a Markdown text may hold queries. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function hasQueryFence(text: string): boolean {
  return /(?:`{3}|~{3})[ \t]*promql(?![\w-])/i.test(text);
}

/** A dashboard as Grafana exports it. https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
function isDashboard(text: string): boolean {
  return /"panels"\s*:/.test(text) && /"schemaVersion"\s*:/.test(text);
}

/** Whether a document that can be read is of a kind that we check, collector configs aside. */
export function isOurs({ root }: YamlDocument): boolean {
  const kind = kindOf(root);
  return kind !== 'other' && kind !== 'kustomization';
}

/** Whether the text of a broken document looks like one of ours, where nothing of it can be read. */
export function looksOurs(text: string): boolean {
  const hasKey = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(text);
  return (
    (hasKey('apiVersion') && hasKey('kind')) ||
    (hasKey('receivers') && (hasKey('exporters') || hasKey('service'))) ||
    hasKey('alertmanager_config')
  );
}
