import type { Problem, Span } from '../problem.ts';
import { looksLikeCollectorConfig, mayHoldCollectorConfig } from './collectorShape.ts';
import { inPlace } from './placement/placement.ts';
import type { Placement } from './placement/placement.ts';
import { scalarPlacement } from './placement/scalarPlacement.ts';
import { readYamlFile } from './yaml/yamlFile.ts';
import type { YamlDocument } from './yaml/yamlFile.ts';
import { entriesOf, entryOf, itemsOf, keyOf, resolved, textOf, valueAt } from './yaml/yamlNode.ts';
import type { YamlMap, YamlNode, YamlScalar } from './yaml/yamlNode.ts';

/** A collector config as it lies in a file. */
export interface CollectorConfig {
  /**
   * `file`: the document itself; `configMap`: a value of `data`; `customResource`: an OpenTelemetryCollector; `helmValues`: values for the
   * collector's chart, alone or below the key of a chart around it.
   */
  kind: 'file' | 'configMap' | 'customResource' | 'helmValues';
  /** The config as the collector reads it: the value of the scalar, or the YAML of the nodes where it is not one. */
  text: string;
  /** The config's root; its spans are offsets that `place` leads to the file. */
  root: YamlNode | undefined;
  /** What is wrong with the YAML of a config that lies in a scalar, spans as in `root`; otherwise its document says it. */
  problems: readonly Problem[];
  place: Placement;
  /** Where the value lies in the file. */
  span: Span;
  /** Which of the file's documents holds it, from 0. */
  document: number;
  /** The Kubernetes object around it. */
  object?: { name?: string; namespace?: string };
  /** The key that holds it, under `data` of a ConfigMap or in Helm values. */
  key?: string;
}

/**
 * Every collector config of a file: bare ones, those in ConfigMap values of any scalar style, those in OpenTelemetryCollector
 * resources (v1alpha1 holds a string, v1beta1 an object), alone or in lists, and those in values of the collector's Helm chart.
 * `documents` is the file as it was read already.
 * https://github.com/open-telemetry/opentelemetry-operator/blob/main/docs/api/opentelemetrycollectors.md
 * https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/values.yaml
 */
export function findCollectorConfigs(
  text: string,
  documents: readonly YamlDocument[] = readYamlFile(text),
  memory?: ConfigMemory,
): CollectorConfig[] {
  return documents.flatMap(({ root }, document) =>
    objectsOf(root).flatMap((object) => inObject({ text, document, memory }, object)),
  );
}

/** What texts that lie in scalars were read as before; their offsets are their own, so they may move. */
export interface ConfigMemory {
  before: ReadonlyMap<string, EmbeddedConfig>;
  /** Takes up what is read now. */
  now: Map<string, EmbeddedConfig>;
}

/** A text that lies in a scalar, read as a collector config. */
export interface EmbeddedConfig extends Pick<CollectorConfig, 'root' | 'problems'> {
  isConfig: boolean;
}

/** Whether the text is a collector config on its own, such as a value of a ConfigMap read from a cluster. */
export function isCollectorConfig(text: string): boolean {
  return mayHoldCollectorConfig(text) && readConfig(text).isConfig;
}

interface Place {
  text: string;
  document: number;
  memory?: ConfigMemory | undefined;
}

/** The document's object, or those of a list. https://kubernetes.io/docs/reference/using-api/api-concepts/#collections */
function objectsOf(root: YamlNode | undefined): YamlMap[] {
  const map = resolved(root);
  if (map?.kind !== 'map') {
    return [];
  }
  const isList =
    textOf(valueAt(map, 'kind'))?.endsWith('List') === true && valueAt(map, 'items') !== undefined;
  return isList ? itemsOf(valueAt(map, 'items')).flatMap((item) => toMap(item)) : [map];
}

function toMap(node: YamlNode): YamlMap[] {
  const map = resolved(node);
  return map?.kind === 'map' ? [map] : [];
}

function inObject(place: Place, object: YamlMap): CollectorConfig[] {
  const kind = textOf(valueAt(object, 'kind'));
  const apiVersion = textOf(valueAt(object, 'apiVersion'));
  if (kind === 'ConfigMap' && apiVersion === 'v1') {
    return inConfigMap(place, object);
  }
  if (kind === 'OpenTelemetryCollector' && apiVersion?.startsWith('opentelemetry.io/') === true) {
    return inCustomResource(place, object);
  }
  if (looksLikeCollectorConfig(object)) {
    return [{ kind: 'file', ...inNodes(place, object) }];
  }
  if (kind !== undefined && apiVersion !== undefined) {
    const values = kind === 'HelmRelease' ? valueAt(object, 'spec', 'values') : undefined;
    return values === undefined ? [] : inHelmValues(place, values, 0);
  }
  return inHelmValues(place, object, 0);
}

function inConfigMap(place: Place, object: YamlMap): CollectorConfig[] {
  return entriesOf(valueAt(object, 'data')).flatMap((entry): CollectorConfig[] => {
    const value = resolved(entry.value);
    const key = keyOf(entry);
    if (value?.kind !== 'scalar' || value.value === null || !mayHoldCollectorConfig(value.text)) {
      return [];
    }
    const { isConfig, found } = inScalar(place, value);
    const named = { object: nameOf(object), ...(key !== undefined && { key }) };
    return isConfig ? [{ kind: 'configMap', ...found, ...named }] : [];
  });
}

function inCustomResource(place: Place, object: YamlMap): CollectorConfig[] {
  const config = valueAt(object, 'spec', 'config');
  const named = { kind: 'customResource', object: nameOf(object) } as const;
  if (config?.kind === 'map') {
    return [{ ...named, ...inNodes(place, config) }];
  }
  if (config?.kind !== 'scalar' || config.value === null) {
    return [];
  }
  return [{ ...named, ...inScalar(place, config).found }];
}

/** How deep a chart's values lie below those of the charts that it is part of. */
const maxHelmDepth = 4;

function inHelmValues(place: Place, values: YamlNode, depth: number): CollectorConfig[] {
  return entriesOf(values).flatMap((entry) => {
    const value = resolved(entry.value);
    const key = keyOf(entry);
    if (value?.kind !== 'map' || key === undefined) {
      return [];
    }
    if ((key === 'config' || key === 'alternateConfig') && looksLikeCollectorConfig(value)) {
      return [{ kind: 'helmValues' as const, ...inNodes(place, value), key }];
    }
    return depth < maxHelmDepth ? inHelmValues(place, value, depth + 1) : [];
  });
}

type Found = Omit<CollectorConfig, 'kind'>;

function inNodes({ text, document }: Place, root: YamlMap): Found {
  const span = { start: root.start, end: root.end };
  return { text: ownText(text, span), root, problems: [], place: inPlace, span, document };
}

function inScalar(
  { text: file, document, memory }: Place,
  scalar: YamlScalar,
): { isConfig: boolean; found: Found } {
  const span = { start: scalar.start, end: scalar.end };
  const { text } = scalar;
  const read = memory?.now.get(text) ?? memory?.before.get(text) ?? readConfig(text);
  memory?.now.set(text, read);
  const { isConfig, root, problems } = read;
  const place = scalarPlacement(file, span, text);
  return { isConfig, found: { text, root, problems, place, span, document } };
}

/** The collector reads the first document of its config alone. */
function readConfig(text: string): EmbeddedConfig {
  const documents = readYamlFile(text);
  const document = documents.find(({ root }) => root !== undefined) ?? documents[0];
  const root = document?.root;
  const isConfig = root === undefined ? hasSections(text) : looksLikeCollectorConfig(root);
  return { root, problems: document?.problems ?? [], isConfig };
}

/** For what cannot be read at all: two sections at the beginnings of lines. */
function hasSections(text: string): boolean {
  const sections = text.match(/^(?:receivers|processors|exporters|extensions|connectors|service):/gm) ?? [];
  return new Set(sections).size > 1;
}

/** The YAML of nodes with the indentation that its first line has, so that it can be parsed on its own. */
function ownText(text: string, { start, end }: Span): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  return indent.trim() === '' ? indent + text.slice(start, end) : text.slice(start, end);
}

function nameOf(object: YamlMap): { name?: string; namespace?: string } {
  const metadata = entryOf(object, 'metadata')?.value;
  const name = textOf(valueAt(metadata, 'name'));
  const namespace = textOf(valueAt(metadata, 'namespace'));
  return { ...(name !== undefined && { name }), ...(namespace !== undefined && { namespace }) };
}
