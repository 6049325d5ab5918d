/** What another extension for YAML has been told of schemas, as its settings have it. */
export interface SchemaSettings {
  /** `yaml.schemas`: patterns of files by the address of a schema. */
  schemas: Readonly<Record<string, unknown>>;
  /** `yaml.schemaStore.enable`: takes the schemas that schemastore.org has for names of files. */
  usesStore: boolean;
}

/** Kinds of ours in the catalogue of schemastore.org, by the names that files of them have there. */
const inStore: readonly string[] = [
  ...['alertmanager.yml', 'alertmanager.yaml', 'kustomization.yml', 'kustomization.yaml'],
  ...['prometheus.rules.yml', 'prometheus.rules.yaml', '*.prometheus.rules.yml', '*.prometheus.rules.yaml'],
  ...['*prometheus-rules.yml', '*prometheus-rules.yaml', '*prometheus_rules.yml', '*prometheus_rules.yaml'],
];

/**
 * Whether the YAML extension by Red Hat has a schema for a file: by a line in it, by a setting, or by the file's name. Without one
 * it offers nothing of its own. https://github.com/redhat-developer/vscode-yaml#associating-schemas
 */
export function hasOtherSchema(path: string, text: string, { schemas, usesStore }: SchemaSettings): boolean {
  return (
    /^#\s+(?:yaml-language-server\s*:.*\$schema|\$schema:)/m.test(text) ||
    Object.values(schemas).some((patterns) =>
      (Array.isArray(patterns) ? patterns : [patterns]).some((one) => isMatch(one, path)),
    ) ||
    (usesStore && inStore.some((name) => isMatch(`/${name}`, path)))
  );
}

/** Patterns count from the end of the path, and a star crosses folders there. No regular expression that a setting could make slow. */
function isMatch(pattern: unknown, path: string): boolean {
  if (typeof pattern !== 'string' || pattern === '') {
    return false;
  }
  const parts = pattern.split('*');
  let end = path.length;
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index] ?? '';
    const isLast = index === parts.length - 1;
    const at = isLast ? end - part.length : path.lastIndexOf(part, end - part.length);
    if (at < 0 || !path.startsWith(part, at)) {
      return false;
    }
    end = at;
  }
  return true;
}
