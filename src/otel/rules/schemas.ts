import type { SchemaContext, SchemaFinding } from '../../manifest/schema/finding.ts';
import { checkSchema } from '../../manifest/schema/schemaCheck.ts';
import { schemaProblems } from '../../manifest/schema/schemaProblems.ts';
import type { Schema } from '../../manifest/schema/schema.ts';
import { entryOf, keyOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlMap, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Severity } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { removedField } from './removedFields.ts';
import type { RuleContext } from './rule.ts';

/**
 * Every component's settings and the section `service` against the schema of the release; what stands there without settings
 * has its defaults, and misses what has none.
 */
export function* schemaRules(context: RuleContext): Iterable<Problem> {
  const { release } = context.collector;
  for (const definition of context.model.components) {
    const type = release.component(definition.kind, definition.type);
    if (type !== undefined && definition.id !== '<<') {
      const node = withoutPrometheus(definition, settingsOf(definition));
      yield* problemsOf(context, node, type.schema, definition);
    }
  }
  const service = entryOf(context.root, 'service');
  if (service?.value && resolved(service.value)?.kind === 'map') {
    yield* problemsOf(context, service.value, release.service);
  }
}

/** Settings that are not written are those of an empty mapping that stands at the id. */
export function settingsOf({ value, keySpan }: ComponentDefinition): YamlNode {
  const node = resolved(value);
  const isNothing = node === undefined || (node.kind === 'scalar' && node.value === null);
  return isNothing || value === undefined ? { kind: 'map', ...keySpan, entries: [], isFlow: true } : value;
}

/** Prometheus' own configuration is read by Prometheus' rules, not the collector's. */
function withoutPrometheus({ kind, type }: ComponentDefinition, node: YamlNode): YamlNode {
  const isPrometheus = kind === 'receivers' && (type === 'prometheus' || type === 'prometheus_simple');
  return isPrometheus ? withoutValueOf(node, ['config']) : node;
}

function withoutValueOf(node: YamlNode, keys: readonly string[]): YamlNode {
  const map: YamlMap | undefined = node.kind === 'map' ? node : undefined;
  return map
    ? {
        ...map,
        entries: map.entries.map((entry) =>
          keys.includes(keyOf(entry) ?? '') && resolved(entry.value)?.kind === 'map'
            ? { key: entry.key, value: undefined }
            : entry,
        ),
      }
    : node;
}

function* problemsOf(
  context: RuleContext,
  node: YamlNode,
  schema: Schema,
  definition?: ComponentDefinition,
): Iterable<Problem> {
  const { release } = context.collector;
  const schemaContext: SchemaContext = {
    dialect: 'collector',
    definitions: release.definitions,
    ...(release.plans && { plans: release.plans }),
  };
  for (const found of checkSchema(node, schema, schemaContext)) {
    if (isOthers(found, definition)) {
      continue;
    }
    // What a component lacks as a whole is said at its id.
    const isWhole = definition !== undefined && found.node === node;
    const finding = isWhole && lacks.has(found.kind) ? { ...found, span: definition.keySpan } : found;
    const removed =
      finding.kind === 'unknown-key' || finding.kind === 'deprecated'
        ? removedField(context, finding, definition)
        : undefined;
    if (removed !== undefined) {
      yield removed;
    } else {
      yield* schemaProblems([finding], {
        area: 'collector',
        text: context.text,
        severity: (one) => severityOf(context, one),
      });
    }
  }
}

const lacks: ReadonlySet<SchemaFinding['kind']> = new Set(['required', 'one-required', 'too-few'] as const);

function severityOf({ isCertain }: RuleContext, { kind }: SchemaFinding): Severity | undefined {
  return isCertain || kind === 'deprecated' || kind === 'no-unit' ? undefined : 'warning';
}

/** Findings that a rule with more to say makes. */
function isOthers({ kind, path, key }: SchemaFinding, definition: ComponentDefinition | undefined): boolean {
  if (definition === undefined) {
    const isAddress = key === 'address' && path.join('.').startsWith('telemetry.metrics');
    // Ids have rules of their own: what they look like, and that they stand in lists.
    const isId = path[0] === 'pipelines' && (kind === 'format' || kind === 'bad-key' || path.length > 3);
    const isExtension = path[0] === 'extensions' && path.length > 1;
    return isAddress || isId || isExtension;
  }
  const isOtlp = definition.kind === 'receivers' && definition.type === 'otlp';
  return isOtlp && (kind === 'required' || kind === 'one-required' || kind === 'too-few');
}
