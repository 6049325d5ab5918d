import { checkSchema } from '../../manifest/schema/schemaCheck.ts';
import type { SchemaFinding } from '../../manifest/schema/finding.ts';
import { schemaProblems } from '../../manifest/schema/schemaProblems.ts';
import type { Problem } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { parseComponentId } from '../componentId.ts';
import { buildFormats } from './buildFormats.ts';
import { buildNeeds } from './buildNeeds.ts';
import { definitionsOf, refusalSince } from './rule.ts';
import type { RuleContext } from './rule.ts';
import { settingsOf } from './schemas.ts';

/** The first release whose `validate` builds the pipelines; before that the collector ends while it starts. */
export const buildsSince = '0.44.0';

/**
 * What components that pipelines use refuse while they are built, beyond what their schemas say.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/otelcol/collector.go, DryRun
 */
export function* builds(context: RuleContext): Iterable<Problem> {
  for (const { kind, types, schema, signal } of buildNeeds) {
    for (const definition of definitionsOf(context, kind, ...types)) {
      if (!isBuilt(definition, signal) || !context.collector.release.component(kind, definition.type)) {
        continue;
      }
      const node = settingsOf(definition);
      const { plans } = context.collector.release;
      const found = checkSchema(node, schema, {
        dialect: 'collector',
        formats: buildFormats,
        ...(plans && { plans }),
      });
      yield* schemaProblems(
        found.filter(isNews).map((one) => (one.node === node ? { ...one, span: definition.keySpan } : one)),
        { area: 'collector', text: context.text, severity: () => refusalSince(context, buildsSince) },
      );
    }
  }
}

/** Whether a pipeline, or one of this signal, has the component. */
export function isBuilt({ uses }: ComponentDefinition, signal?: string): boolean {
  return uses.some(
    ({ owner }) => owner !== undefined && (signal === undefined || parseComponentId(owner).type === signal),
  );
}

/** Types are the business of the component's schema, but for texts that may be mappings as well, and for what severities are read from. */
function isNews({ kind, got, path }: SchemaFinding): boolean {
  return kind !== 'type' || got === 'map' || path.includes('mapping');
}
