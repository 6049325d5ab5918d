import { kindOf } from '../manifest/kinds/kindOf.ts';
import type { YamlDocument } from '../manifest/yaml/yamlFile.ts';

/** How a file is read: `text` holds nothing for us but placeholders. */
export type SourceKind = 'yaml' | 'text' | 'other';

/**
 * What the path and a glance at the text say. JSON is YAML, but most JSON files are nothing to us. `-` is what a command
 * line calls a text without a name.
 */
export function kindOfSource(path: string, text: string): SourceKind {
  if (path === '-' || /\.ya?ml$/i.test(path)) {
    return 'yaml';
  }
  if (!/\.json$/i.test(path)) {
    return 'other';
  }
  if (/"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text)) {
    return 'yaml';
  }
  return isDashboard(text) ? 'text' : 'other';
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
