import { parseEvents, YAMLException } from 'js-yaml';

/** How many lines are looked at before we give up. */
const maxLines = 20;

/** More than any line is indented. */
const pad = ' '.repeat(80);

/**
 * Whether nothing is wrong with a document but lines inside brackets or quotes that begin too far to the left. YAML does not
 * allow that (https://yaml.org/spec/1.2.2/#74-flow-collection-styles), go-yaml does not mind.
 */
export function isOnlyFlowIndentation(source: string): boolean {
  let text = source;
  for (let line = 0; line < maxLines; line += 1) {
    try {
      parseEvents(text, {});
      return line > 0;
    } catch (error) {
      const at = error instanceof YAMLException ? error.mark?.position : undefined;
      if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || at === undefined) {
        return false;
      }
      text = text.slice(0, at) + pad + text.slice(at);
    }
  }
  return false;
}
