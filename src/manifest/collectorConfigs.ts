import { isMap, isScalar } from 'yaml';
import type { ParsedNode } from 'yaml';
import type { Problem, Span } from '../problem.ts';
import { inPlace } from './placement.ts';
import type { Placement } from './placement.ts';
import { scalarPlacement } from './scalarPlacement.ts';
import { readYamlFile } from './yamlFile.ts';
import { valueAt } from './yamlNode.ts';
import type { YamlNode } from './yamlNode.ts';
import { asRecord, member, parseYamlDocuments, readYaml, toData } from './yaml.ts';

/** A collector config as it lies in a file. */
export interface CollectorConfig {
  /** `file`: the document itself; `configMap`: a value of `data`; `customResource`: an OpenTelemetryCollector. */
  kind: 'file' | 'configMap' | 'customResource';
  /** The config as the collector reads it: the value of the scalar, or the YAML of the nodes where it is not one. */
  text: string;
  /** The config's root; its spans are offsets that `place` leads to the file. */
  root: YamlNode | undefined;
  /** What is wrong with the YAML of a config that lies in a scalar, spans as in `root`; otherwise its document says it. */
  problems: readonly Problem[];
  place: Placement;
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
  const files = readYamlFile(text);
  return parseYamlDocuments(text).flatMap((document, index) => {
    const root = document.contents;
    if (!isMap(root)) {
      return [];
    }
    const data = asRecord(toData(document));
    const kind = data?.['kind'];
    const apiVersion = data?.['apiVersion'];
    if (kind === 'ConfigMap' && apiVersion === 'v1') {
      return fromConfigMap(text, root, data);
    }
    if (kind === 'OpenTelemetryCollector' && String(apiVersion).startsWith('opentelemetry.io/')) {
      return fromCustomResource(text, root, data, files[index]?.root);
    }
    return looksLikeCollectorConfig(data)
      ? [{ kind: 'file', text: textOf(text, root), span: spanOf(root), ...here(files[index]?.root) }]
      : [];
  });
}

/** Whether the text is a collector config on its own, such as a value of a ConfigMap read from a cluster. */
export function isCollectorConfig(text: string): boolean {
  return looksLikeCollectorConfig(readYaml(text));
}

function fromConfigMap(text: string, root: ParsedNode, data: unknown): CollectorConfig[] {
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
        ...inScalar(text, value.value, span),
        object: nameOf(data),
        ...(name !== undefined && { key: name }),
      },
    ];
  });
}

function fromCustomResource(
  text: string,
  root: ParsedNode,
  data: unknown,
  outer: YamlNode | undefined,
): CollectorConfig[] {
  const config = isMap(root) ? (root.getIn(['spec', 'config'], true) as ParsedNode | undefined) : undefined;
  if (!isScalar(config) && !isMap(config)) {
    return [];
  }
  const own = isScalar(config) ? String(config.value) : textOf(text, config);
  const span = spanOf(config);
  const where = isScalar(config) ? inScalar(text, own, span) : here(valueAt(outer, 'spec', 'config'));
  return [{ kind: 'customResource', text: own, span, ...where, object: nameOf(data) }];
}

type Reading = Pick<CollectorConfig, 'root' | 'problems' | 'place'>;

function here(root: YamlNode | undefined): Reading {
  return { root, problems: [], place: inPlace };
}

function inScalar(file: string, value: string, span: Span): Reading {
  const [document] = readYamlFile(value);
  return {
    root: document?.root,
    problems: document?.problems ?? [],
    place: scalarPlacement(file, span, value),
  };
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
