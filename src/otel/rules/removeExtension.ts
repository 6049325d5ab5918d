import * as l10n from '@vscode/l10n';
import { itemsOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { Fix } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { removeEntry, removeItem } from '../edit/yamlEdits.ts';
import { entryOfDefinition, fixOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** Takes an extension out, and out of `service.extensions`. */
export function removeExtension(context: RuleContext, definition: ComponentDefinition): Fix[] {
  const { root, text } = context;
  const section = valueAt(root, definition.kind);
  const entry = entryOfDefinition(context, definition);
  const list = valueAt(root, 'service', 'extensions');
  const items = itemsOf(list).filter((item) => definition.uses.some(({ span }) => span.start === item.start));
  if (section?.kind !== 'map' || entry === undefined || items.length !== definition.uses.length) {
    return [];
  }
  return fixOf(l10n.t('Remove {0}', definition.id), [
    removeEntry(text, section, entry),
    ...items.map((item) => removeItem(text, list, item)),
  ]);
}
