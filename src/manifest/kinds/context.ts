import type { Fix, Problem, Related, Severity, Span } from '../../problem.ts';
import type { Placement } from '../placement/placement.ts';
import type { FormatCheck, SchemaContext } from '../schema/finding.ts';
import type { YamlNode } from '../yaml/yamlNode.ts';
import type { ManifestSchemas } from './manifestSchemas.ts';

export interface ManifestContext {
  /** The file that the document stands in. */
  text: string;
  schemas: ManifestSchemas;
  /** `YYYY-MM-DD`: what is out of support by then. Without it nothing is. */
  today?: string;
  /** Formats that need more than this folder, such as `re2`. */
  formats?: Readonly<Record<string, FormatCheck>>;
  /** What is wrong with a PromQL expression that lies so in the file; spans and edits are those of the file. */
  checkExpression?: (expression: string, place: Placement) => readonly Problem[];
}

/** The plans of the schemas, for a check. */
export function plansOf({ schemas: { plans } }: ManifestContext): Pick<SchemaContext, 'plans'> {
  return plans === undefined ? {} : { plans };
}

/** Where a node is spoken of: mappings and lists by their first character, or the key before them. */
export function spanOf(node: YamlNode, key?: YamlNode): Span {
  const at = node.kind === 'map' || node.kind === 'sequence' ? (key ?? node) : node;
  return { start: at.start, end: at.kind === 'map' || at.kind === 'sequence' ? at.start + 1 : at.end };
}

/** A problem of a code that is an error unless it says otherwise. */
export function problem(
  code: string,
  message: string,
  span: Span,
  more: { severity?: Severity; fixes?: readonly Fix[]; related?: readonly Related[] } = {},
): Problem {
  return { code, severity: 'error', message, span: { start: span.start, end: span.end }, ...more };
}
