import { keyOf, resolved, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, Problem, Severity, Span, TextEdit } from '../../problem.ts';
import { knowsComponents } from '../adotVersionOf.ts';
import { isAtLeast } from '../adotVersions.ts';
import type { Collector } from '../collector.ts';
import { collectorModel } from '../collectorModel.ts';
import type { CollectorModel, ComponentDefinition } from '../collectorModel.ts';
import type { ComponentKind } from '../collectorSchemas.ts';
import { expandEnvironment, isOpen } from '../expansion.ts';

/** What rules look at. */
export interface RuleContext {
  collector: Collector;
  root: YamlNode | undefined;
  model: CollectorModel;
  /** What spans count in. */
  text: string;
  /** The release whose rules hold. */
  version: string;
  /** Whether it is surely ADOT of that release, so that what it refuses is an error. */
  isCertain: boolean;
  /** Whether anything can be said about which components and fields there are. */
  knowsComponents: boolean;
  /** The config is merged with others, which may hold what is missing here. */
  isPartial: boolean;
  /** It stands in a Kubernetes object or a chart's values. */
  isInKubernetes: boolean;
}

/** One rule: what is wrong with a config, in any order. */
export type CollectorRule = (context: RuleContext) => Iterable<Problem>;

/** Prepares a collector for its rules. */
export function ruleContext(collector: Collector): RuleContext {
  const { config, origin, release } = collector;
  const kind = origin?.kind;
  return {
    collector,
    root: config.root,
    model: collectorModel(config.root),
    text: collector.source ?? config.text,
    version: release.version,
    isCertain: kind !== 'newer-image' && kind !== 'unknown-image',
    knowsComponents: knowsComponents(origin),
    isPartial: isPartial(collector),
    isInKubernetes: config.kind !== 'file',
  };
}

/** A chart's values go over its defaults; several `--config` are merged in their order. */
function isPartial({ config, args = [] }: Collector): boolean {
  const configs = args.filter((arg) => /^--config(?:=|$)/.test(arg)).length;
  return !['file', 'configMap', 'customResource'].includes(config.kind) || configs > 1;
}

/** What the collector refuses: an error when it surely is that release. */
export function refusal({ isCertain }: RuleContext): Severity {
  return isCertain ? 'error' : 'warning';
}

/** `error` from the release on whose `validate` refuses it; before that the collector dies of it at its start. */
export function refusalSince(context: RuleContext, version: string): Severity {
  return isAtLeast(context.version, version) ? refusal(context) : 'warning';
}

/** Definitions of a kind with one of these types. */
export function definitionsOf(
  { model }: RuleContext,
  kind: ComponentKind,
  ...types: readonly string[]
): ComponentDefinition[] {
  return model.components.filter((one) => one.kind === kind && types.includes(one.type));
}

/** Both names of the remote-write exporter. */
export const remoteWriteTypes = ['prometheus_remote_write', 'prometheusremotewrite'] as const;

/**
 * The text of a setting with the environment put in; `undefined` where there is none, and where only the running collector knows it.
 */
export function settingOf(
  { collector }: RuleContext,
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  const text = textOf(valueAt(node, ...path));
  const expanded = text === undefined ? undefined : expandEnvironment(text, collector.env);
  return expanded === undefined || isOpen(expanded) ? undefined : expanded;
}

/** The number of a setting; `undefined` where it is none. */
export function numberOf(
  context: RuleContext,
  node: YamlNode | undefined,
  ...path: readonly (string | number)[]
): number | undefined {
  const text = settingOf(context, node, ...path)?.trim();
  return text !== undefined && /^[+-]?\d[\d_]*(?:\.\d+)?$/.test(text)
    ? Number(text.replaceAll('_', ''))
    : undefined;
}

/** Whether a key is written at all, be it with null. */
export function hasKey(node: YamlNode | undefined, key: string): boolean {
  const map = resolved(node);
  return map?.kind === 'map' && map.entries.some((entry) => keyOf(entry) === key);
}

/** Whether nothing stands there, or null, which leaves the default as it is. */
export function isNull(node: YamlNode | undefined): boolean {
  const value = resolved(node);
  return value === undefined || (value.kind === 'scalar' && value.value === null);
}

/** The entry as the definition has it: id and settings. */
export function entryOfDefinition(
  { root }: RuleContext,
  { kind, keySpan }: ComponentDefinition,
): YamlEntry | undefined {
  const section = valueAt(root, kind);
  return section?.kind === 'map' ? section.entries.find(({ key }) => key.start === keySpan.start) : undefined;
}

/** The span of a node, without what it has besides. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** A fix of these edits, or none where one of them cannot be made. */
export function fixOf(title: string, edits: readonly (TextEdit | undefined)[], safe = false): Fix[] {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length < edits.length || known.length === 0
    ? []
    : [{ title, edits: [...known].sort((a, b) => a.start - b.start), ...(safe && { safe }) }];
}

/** A problem without the fields that it has nothing for. */
export function problemOf(
  code: string,
  severity: Severity,
  span: Span,
  message: string,
  more: Pick<Problem, 'fixes' | 'related' | 'tag'> = {},
): Problem {
  const { fixes, related, tag } = more;
  return {
    code,
    severity,
    message,
    span: spanOf(span),
    ...(fixes && fixes.length > 0 && { fixes }),
    ...(related && related.length > 0 && { related }),
    ...(tag && { tag }),
  };
}
