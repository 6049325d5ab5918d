/** Variables of notebooks and dashboards: `${x}` and `${x:csv}`, Grafana's `$x`, `$__rate_interval` and `[[x]]`. */
export const variablePattern = String.raw`\$\{[^}\n]{0,200}\}|\$[A-Za-z_]\w*|\[\[\w+(?::\w+)?\]\]`;

/** Groups of a regular expression look alike: `$1` is none. */
const variable = /\$\{(?!\d+\})[^}\n]{0,200}\}|\$[A-Za-z_]|\[\[[A-Za-z_]\w*(?::\w+)?\]\]/;

/** Whether a variable stands in what is written. */
export function hasVariable(written: string): boolean {
  return variable.test(written);
}
