/** Data to be written as YAML. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** The lines of a mapping in block style without indentation; empty values stand behind their key. */
export function blockLines(entries: Readonly<Record<string, Plain>>): string[] {
  return Object.entries(entries).flatMap(([key, value]) => {
    const lines = nested(value);
    return lines === undefined
      ? [`${scalarYaml(key)}:${value === null ? '' : ` ${flowYaml(value)}`}`]
      : [`${scalarYaml(key)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

/** The lines of what needs lines of its own; `undefined` for what fits behind a key. */
function nested(value: Plain): string[] | undefined {
  if (Array.isArray(value)) {
    const items = value as readonly Plain[];
    return items.some((item) => typeof item === 'object')
      ? items.flatMap((item) => {
          const [first = '', ...rest] = nested(item) ?? [flowYaml(item)];
          return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
        })
      : undefined;
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return undefined;
  }
  return blockLines(value as Readonly<Record<string, Plain>>);
}

/** The value in flow style, on one line. */
export function flowYaml(value: Plain): string {
  if (Array.isArray(value)) {
    return `[${(value as readonly Plain[]).map(flowYaml).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value as Readonly<Record<string, Plain>>)
      .map(([key, one]) => `${scalarYaml(key)}: ${flowYaml(one)}`)
      .join(', ')}}`;
  }
  return typeof value === 'string' ? scalarYaml(value) : String(value);
}

/** Words, paths, URLs and addresses need no quotes; everything else gets them. */
const plainSafe =
  /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z_/][\w./@%+-]*(?::+[\w./@%+-]+)*$|^\d+(?:\.\d+){3}(?::\d+)?$/i;

function scalarYaml(text: string): string {
  return plainSafe.test(text) ? text : JSON.stringify(text);
}
