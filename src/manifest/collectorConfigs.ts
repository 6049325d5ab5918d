import { isMap, isScalar } from 'yaml';
import type { ParsedNode } from 'yaml';
import type { Span } from './edits.ts';
import { asRecord, member, parseYamlDocuments, readYaml, toData } from './yaml.ts';

/** A collector config as it lies in a file. */
export interface CollectorConfig {
  /** `file`: the document itself; `configMap`: a value of `data`; `customResource`: an OpenTelemetryCollector. */
  kind: 'file' | 'configMap' | 'customResource';
  /** The config as the collector reads it: the value of the scalar, or the YAML of the nodes where it is not one. */
  text: string;
  /** Where the value lies in the file. */
  span: Span;
  /** The Kubernetes object around it. */
  object?: { name?: string; namespace?: string };
  /** The key under `data` that holds it. */
  key?: string;
}

/**
 * Every collector config of a file: bare ones, those in ConfigMap values of any scalar style, and those in
 * OpenTelemetryCollector resources (v1alpha1 holds a string, v1beta1 an object).
 * https://github.com/open-telemetry/opentelemetry-operator/blob/main/docs/api/opentelemetrycollectors.md
 */
export function findCollectorConfigs(text: string): CollectorConfig[] {
  return parseYamlDocuments(text).flatMap((document) => {
    const root = document.contents;
    if (!isMap(root)) {
      return [];
    }
    const data = asRecord(toData(document));
    const kind = data?.['kind'];
    const apiVersion = data?.['apiVersion'];
    if (kind === 'ConfigMap' && apiVersion === 'v1') {
      return fromConfigMap(root, data);
    }
    if (kind === 'OpenTelemetryCollector' && String(apiVersion).startsWith('opentelemetry.io/')) {
      return fromCustomResource(text, root, data);
    }
    return looksLikeCollectorConfig(data)
      ? [{ kind: 'file', text: textOf(text, root), span: spanOf(root) }]
      : [];
  });
}

/** Whether the text is a collector config on its own, such as a value of a ConfigMap read from a cluster. */
export function isCollectorConfig(text: string): boolean {
  return looksLikeCollectorConfig(readYaml(text));
}

function fromConfigMap(root: ParsedNode, data: unknown): CollectorConfig[] {
  const values = isMap(root) ? root.get('data', true) : undefined;
  if (!isMap(values)) {
    return [];
  }
  return values.items.flatMap(({ key, value }) => {
    if (!isScalar(value) || typeof value.value !== 'string' || !isCollectorConfig(value.value)) {
      return [];
    }
    const span = spanOf(value as ParsedNode);
    const name = isScalar(key) ? String(key.value) : undefined;
    return [
      {
        kind: 'configMap' as const,
        text: value.value,
        span,
        object: nameOf(data),
        ...(name !== undefined && { key: name }),
      },
    ];
  });
}

function fromCustomResource(text: string, root: ParsedNode, data: unknown): CollectorConfig[] {
  const config = isMap(root) ? (root.getIn(['spec', 'config'], true) as ParsedNode | undefined) : undefined;
  if (!isScalar(config) && !isMap(config)) {
    return [];
  }
  const own = isScalar(config) ? String(config.value) : textOf(text, config);
  return [{ kind: 'customResource', text: own, span: spanOf(config), object: nameOf(data) }];
}

/** Pipelines, or components with the section that uses them: no other kind of file has these together. */
function looksLikeCollectorConfig(data: unknown): boolean {
  const isObject = (...path: string[]): boolean => asRecord(member(data, ...path)) !== undefined;
  return (
    isObject('service', 'pipelines') ||
    (isObject('receivers') && (isObject('exporters') || isObject('service')))
  );
}

/** The YAML of a node with the indentation that its first line has, so that it can be parsed on its own. */
function textOf(text: string, node: ParsedNode): string {
  const { start, end } = spanOf(node);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  return indent.trim() === '' ? indent + text.slice(start, end) : text.slice(start, end);
}

function spanOf(node: ParsedNode): Span {
  const [start, end] = node.range;
  return { start, end };
}

function nameOf(data: unknown): { name?: string; namespace?: string } {
  const name = member(data, 'metadata', 'name');
  const namespace = member(data, 'metadata', 'namespace');
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof namespace === 'string' && { namespace }),
  };
}
