import type { FormatCheck, SchemaFinding } from '../../manifest/schema/finding.ts';
import type { Schema } from '../../manifest/schema/schema.ts';
import { checkSchema } from '../../manifest/schema/schemaCheck.ts';
import { schemaProblems } from '../../manifest/schema/schemaProblems.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import type { CollectorRelease } from '../collectorSchemas.ts';
import type { PrometheusDialect } from './dialect.ts';
import { isLabelName } from './names.ts';
import { parsePrometheusDuration, parseSize } from './units.ts';

export type PrometheusRelease = Pick<CollectorRelease, 'version' | 'component' | 'definitions' | 'plans'>;

/** Where a `config` is not what the schema of the release says, but for what rules with more to say look at. */
export function checkConfigSchema(
  node: YamlNode,
  { release, dialect, text }: { release: PrometheusRelease; dialect: PrometheusDialect; text: string },
): Problem[] {
  const schema = configSchema(release);
  if (schema === undefined) {
    return [];
  }
  const findings = checkSchema(node, schema, {
    dialect: 'prometheus',
    definitions: release.definitions,
    ...(release.plans && { plans: release.plans }),
    formats: formatsOf(dialect),
  });
  return schemaProblems(
    findings.filter((finding) => !isOfRules(finding)),
    { area: 'prometheus', text },
  );
}

/** The schema of the receiver's `config`; `undefined` for a release without such a receiver. */
export function configSchema({ component, definitions }: PrometheusRelease): Schema | undefined {
  const follow = (schema: Schema | undefined): Schema | undefined => {
    const name = schema?.$ref?.replace('#/definitions/', '');
    return name === undefined ? schema : definitions[name];
  };
  return follow(follow(component('receivers', 'prometheus')?.schema)?.properties?.['config']);
}

function formatsOf({ names }: PrometheusDialect): Record<string, FormatCheck> {
  const unless =
    (isFit: (text: string) => boolean): FormatCheck =>
    (text) =>
      isFit(text) ? undefined : {};
  return {
    re2: () => undefined,
    'label-name': unless((name) => isLabelName(name, names)),
    'prometheus-duration': unless((text) => parsePrometheusDuration(text) !== undefined),
    'prometheus-size': unless((text) => parseSize(text) !== undefined),
  };
}

/** Words that the releases know more of from one to the next. */
const wordsOfReleases: ReadonlySet<string | number> = new Set([
  ...['scrape_protocols', 'fallback_scrape_protocol'],
  ...['metric_name_validation_scheme', 'metric_name_escaping_scheme'],
]);

function isOfReleases(path: SchemaFinding['path']): boolean {
  return path.some((step) => wordsOfReleases.has(step));
}

/** What rules of this folder say better, or at the place where it is. */
function isOfRules({ kind, path, key }: SchemaFinding): boolean {
  const field = path.at(-1);
  return (
    (kind === 'required' && (key === 'job_name' || key === 'role')) ||
    (kind === 'enum' && (field === 'action' || field === 'role' || isOfReleases(path))) ||
    (kind === 'format' && path.includes('source_labels')) ||
    (kind === 'bad-key' && path.includes('external_labels')) ||
    (kind === 'too-few' && (field === 'scrape_configs' || field === 'scrape_protocols'))
  );
}
