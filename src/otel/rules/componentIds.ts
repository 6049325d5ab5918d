import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf, keyOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { flawOfComponentId, flawOfName, parseComponentId } from '../componentId.ts';
import type { IdFlaw } from '../componentId.ts';
import { isOpen } from '../expansion.ts';
import { componentKinds } from '../collectorModel.ts';
import { isNull, problemOf, refusal } from './rule.ts';
import type { RuleContext } from './rule.ts';

/**
 * Ids are `type` or `type/name`, with the characters that the collector allows.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/component/identifiable.go
 */
export function* badComponentIds(context: RuleContext): Iterable<Problem> {
  const { root } = context;
  const service = valueAt(root, 'service');
  const definitions = componentKinds.flatMap((kind) =>
    entriesOf(valueAt(root, kind)).map(({ key }) => ({ key, text: scalarText(key) })),
  );
  const pipelines = entriesOf(valueAt(service, 'pipelines'));
  const lists = [
    valueAt(service, 'extensions'),
    ...pipelines.flatMap(({ value }) =>
      ['receivers', 'processors', 'exporters'].map((list) => valueAt(value, list)),
    ),
  ];
  const named = lists.flatMap((list) => itemsOf(list).map((item) => ({ key: item, text: textOf(item) })));
  for (const { key, text } of [...definitions, ...named]) {
    const flaw = text === undefined || isOpen(text) || text === '<<' ? undefined : flawOfComponentId(text);
    if (flaw !== undefined && text !== undefined) {
      yield problemOf('collector/bad-component-id', refusal(context), key, wordsOf(flaw, text));
    }
  }
  for (const entry of pipelines) {
    const text = keyOf(entry);
    const { type, name } = parseComponentId(text ?? '');
    const flaw = type === '' ? 'empty-type' : flawOfName(name);
    if (text !== undefined && flaw !== undefined && text !== '<<') {
      yield problemOf('collector/bad-component-id', refusal(context), entry.key, wordsOf(flaw, text));
    }
  }
}

function scalarText(key: YamlNode): string | undefined {
  return key.kind === 'scalar' ? key.text : undefined;
}

function wordsOf(flaw: IdFlaw, text: string): string {
  switch (flaw) {
    case 'empty':
      return l10n.t('An id cannot be empty.');
    case 'empty-type':
      return l10n.t('The type in front of the slash is missing.');
    case 'empty-name':
      return l10n.t('The name behind the slash is missing. Leave the slash out where there is no name.');
    case 'type':
      return l10n.t(
        'The type {0} is none: types begin with a letter and have only letters, digits and underscores, 63 at most.',
        parseComponentId(text).type,
      );
    case 'name':
      return l10n.t(
        'The name {0} must have no blanks, control characters or symbols.',
        parseComponentId(text).name ?? '',
      );
    case 'long-name':
      return l10n.t('The name behind the slash is longer than the 1024 bytes that the collector allows.');
  }
}

/**
 * The lists of extensions and of pipelines hold ids. A mapping is the mistake of people who copy a definition.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/service/pipelines/config.go
 */
export function* idsThatAreNone(context: RuleContext): Iterable<Problem> {
  const service = valueAt(context.root, 'service');
  const pipelines = entriesOf(valueAt(service, 'pipelines')).map(({ value }) => value);
  const lists = [
    { section: 'extensions', list: valueAt(service, 'extensions') },
    ...pipelines.flatMap((pipeline) =>
      ['receivers', 'processors', 'exporters'].map((section) => ({
        section,
        list: valueAt(pipeline, section),
      })),
    ),
  ];
  for (const { section, list } of lists) {
    for (const item of itemsOf(list)) {
      if (item.kind === 'map' || item.kind === 'sequence') {
        yield problemOf(
          'collector/bad-component-id',
          refusal(context),
          firstPart(item),
          l10n.t('The list holds ids only; settings stand under {0} at the top of the config.', section),
        );
      } else if (isNull(item)) {
        yield problemOf(
          'collector/bad-component-id',
          refusal(context),
          item,
          l10n.t('An id cannot be empty.'),
        );
      }
    }
  }
}

function firstPart(node: YamlNode): { start: number; end: number } {
  return node.kind === 'map' && node.entries[0]
    ? node.entries[0].key
    : { start: node.start, end: node.start + 1 };
}
