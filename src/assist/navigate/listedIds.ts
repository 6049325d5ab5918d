import type { LooseYaml, Spot } from '../../manifest/yaml/loose/spot.ts';
import { plainText } from '../../manifest/yaml/loose/spot.ts';

/** The ids in a list; a lone scalar stands for a list of one, as the collector reads it. */
export function listedIds({ text }: LooseYaml, list: Spot | undefined): string[] {
  if (!list) {
    return [];
  }
  const items = list.children.flatMap((item) => (item.value ? [plainText(text, item.value)] : []));
  return items.length > 0 || list.flow || !list.value ? items : [plainText(text, list.value)];
}
