import * as l10n from '@vscode/l10n';
import { textOf } from '../../manifest/yaml/yamlNode.ts';
import type { Fix, TextEdit } from '../../problem.ts';
import type { ComponentDefinition } from '../collectorModel.ts';
import { renameType } from '../edit/renameComponent.ts';
import { mapWith } from '../edit/yamlEdits.ts';
import { fixOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** How much each old level printed, in the words of the debug exporter. */
const verbosityOf: Readonly<Record<string, string>> = {
  debug: 'detailed',
  info: 'normal',
  warn: 'basic',
  error: 'basic',
};

/**
 * Makes a `debug` exporter of a `logging` one, wherever it is named; sampling keeps its names.
 * https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/debugexporter
 */
export function convertLogging({ text, model }: RuleContext, definition: ComponentDefinition): Fix[] {
  const renames = renameType(text, model, definition, 'debug') ?? [undefined];
  return fixOf(l10n.t('Change to the debug exporter'), [...renames, ...verbosityEdits(definition)], true);
}

/** `loglevel` becomes the `verbosity` that prints as much. */
export function verbosityEdits({ value }: ComponentDefinition): TextEdit[] {
  const found = mapWith(value, 'loglevel');
  const level = textOf(found?.entry.value)?.toLowerCase();
  const verbosity = verbosityOf[level ?? ''];
  if (found === undefined || verbosity === undefined || mapWith(value, 'verbosity')) {
    return [];
  }
  const { key, value: old } = found.entry;
  return [
    { start: key.start, end: key.end, text: 'verbosity' },
    ...(old ? [{ start: old.start, end: old.end, text: verbosity }] : []),
  ];
}
