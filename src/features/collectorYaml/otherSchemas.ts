/** What another extension for YAML has been told of schemas, as its settings have it. */
export interface SchemaSettings {
  /** `yaml.schemas`: patterns of files by the address of a schema. */
  schemas: Readonly<Record<string, unknown>>;
  /** `yaml.schemaStore.enable`: takes the schemas that schemastore.org has for names of files. */
  usesStore: boolean;
  /** The Kubernetes extension by Microsoft is there, which gives it the schemas of the cluster's objects. */
  hasKubernetesTools?: boolean;
}

/** Kinds of ours in the catalogue of schemastore.org, by the names that files of them have there. */
const inStore: readonly string[] = [
  ...['alertmanager.yml', 'alertmanager.yaml', 'kustomization.yml', 'kustomization.yaml'],
  ...['prometheus.rules.yml', 'prometheus.rules.yaml', '*.prometheus.rules.yml', '*.prometheus.rules.yaml'],
  ...['*prometheus-rules.yml', '*prometheus-rules.yaml', '*prometheus_rules.yml', '*prometheus_rules.yaml'],
];

/**
 * Whether the YAML extension by Red Hat has a schema for a file: by a line in it, by a setting, or by the file's name. Without one
 * it offers nothing of its own. `isMatch` tells whether the file's path matches a glob.
 * https://github.com/redhat-developer/vscode-yaml#associating-schemas
 * https://github.com/vscode-kubernetes-tools/vscode-kubernetes-tools/blob/master/src/yaml-support/yaml-schema.ts
 */
export function hasOtherSchema(
  text: string,
  { schemas, usesStore, hasKubernetesTools }: SchemaSettings,
  isMatch: (glob: string) => boolean,
): boolean {
  return (
    /^#\s+(?:yaml-language-server\s*:.*\$schema|\$schema:)/m.test(text) ||
    Object.values(schemas).some((patterns) => isMeant([patterns].flat(), isMatch)) ||
    (usesStore && isMeant(inStore, isMatch)) ||
    (hasKubernetesTools === true && holdsObjects(text))
  );
}

/** Whether a file holds objects of Kubernetes itself, written so far that their kind can be told. */
function holdsObjects(text: string): boolean {
  return (
    /^kind:[ \t]*[^\s#]/m.test(text) &&
    /^apiVersion:[ \t]*["']?(?!eksctl\.io\/|opentelemetry\.io\/)[^\s"'#]/m.test(text)
  );
}

/** Patterns hold below any folder; those with an exclamation mark take files out again. */
function isMeant(patterns: readonly unknown[], isMatch: (glob: string) => boolean): boolean {
  const globs = patterns.filter((one) => typeof one === 'string');
  const matches = (glob: string): boolean => {
    const below = glob.replace(/^\//, '');
    return below !== '' && isMatch(`**/${below}`);
  };
  return (
    globs.some((one) => !one.startsWith('!') && matches(one)) &&
    !globs.some((one) => one.startsWith('!') && matches(one.slice(1)))
  );
}
