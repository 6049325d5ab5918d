/**
 * A text as the collector hands it on: `$$` is a dollar. `undefined` when it holds `${…}`, whose value is known only where the
 * collector runs. https://opentelemetry.io/docs/collector/configuration/#environment-variables
 */
export function expandDollars(text: string): string | undefined {
  if (!text.includes('$')) {
    return text;
  }
  return hasReference(text) ? undefined : text.replaceAll('$$', () => '$');
}

function hasReference(text: string): boolean {
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    if (text[at + 1] === '{' && text.includes('}', at)) {
      return true;
    }
    at += text[at + 1] === '$' ? 2 : 1;
  }
  return false;
}
