import { entriesOf, entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { TextEdit } from '../../problem.ts';
import type { Plain } from './plainYaml.ts';
import { addEntries, addItem, addUnder } from './yamlEdits.ts';

/** The edit that lists an extension under `service.extensions`; `undefined` where there is no `service` that could be edited. */
export function listExtension(text: string, root: YamlNode | undefined, id: string): TextEdit | undefined {
  const service = entryOf(root, 'service');
  const list = entryOf(service?.value, 'extensions');
  if (service === undefined) {
    return undefined;
  }
  if (list === undefined) {
    const extensions = { extensions: [id] };
    return service.value?.kind === 'map'
      ? addFirst(text, service.value, id)
      : addUnder(text, service, extensions);
  }
  if (list.value?.kind === 'sequence') {
    return addItem(text, list.value, id);
  }
  const { value } = list;
  const isNull = value === undefined || (value.kind === 'scalar' && value.value === null);
  const colon = text.indexOf(':', list.key.end);
  return isNull && colon >= 0
    ? { start: colon + 1, end: Math.max(colon + 1, value?.end ?? 0), text: ` [${id}]` }
    : undefined;
}

/** Extensions stand in front of pipelines by habit. */
function addFirst(text: string, service: YamlNode, id: string): TextEdit | undefined {
  const first = entriesOf(service)[0];
  if (service.kind !== 'map' || first === undefined) {
    return undefined;
  }
  const lineStart = text.lastIndexOf('\n', first.key.start - 1) + 1;
  const lead = text.slice(lineStart, first.key.start);
  if (service.isFlow || lead.trim() !== '') {
    return addEntries(text, service, { extensions: [id] });
  }
  const newline = text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  return { start: first.key.start, end: first.key.start, text: `extensions: [${id}]${newline}${lead}` };
}

/** The edit that defines an extension, making the section where there is none. */
export function defineExtension(
  text: string,
  root: YamlNode | undefined,
  id: string,
  settings: Readonly<Record<string, Plain>>,
): TextEdit | undefined {
  const value = Object.keys(settings).length === 0 ? null : settings;
  const section = entryOf(root, 'extensions');
  if (section) {
    return addUnder(text, section, { [id]: value });
  }
  const map = valueAt(root);
  return map?.kind === 'map' ? addEntries(text, map, { extensions: { [id]: value } }) : undefined;
}
