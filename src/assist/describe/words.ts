import * as l10n from '@vscode/l10n';
import type { ComponentType } from '../../otel/collectorSchemas.ts';
import { choicesOf, typesOf } from '../schemaSteps.ts';
import type { Schemas } from '../schemaSteps.ts';

/** What a field takes, in a word: `duration`, `list`, `number`. */
export function typeWord(schemas: Schemas): string {
  const format = schemas.find((schema) => schema.format !== undefined)?.format;
  const known = format === undefined ? undefined : formatWord(format);
  if (known !== undefined) {
    return known;
  }
  if (choicesOf(schemas).length > 0) {
    return l10n.t('one of a few');
  }
  const types = typesOf(schemas).filter((type) => type !== 'null');
  return types.map(wordOf).join(l10n.t(' or '));
}

function formatWord(format: string): string | undefined {
  switch (format) {
    case 'go-duration':
    case 'prometheus-duration':
      return l10n.t('duration');
    case 'prometheus-size':
      return l10n.t('size');
    case 're2':
      return l10n.t('regular expression');
    case 'component-id':
      return l10n.t('component id');
    default:
      return undefined;
  }
}

function wordOf(type: string): string {
  switch (type) {
    case 'object':
      return l10n.t('mapping');
    case 'array':
      return l10n.t('list');
    case 'string':
      return l10n.t('text');
    case 'integer':
      return l10n.t('whole number');
    case 'number':
      return l10n.t('number');
    case 'boolean':
      return l10n.t('true or false');
    default:
      return type;
  }
}

/** A default as it would be written; `undefined` for what says nothing. */
export function defaultWord(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Type and default, with a mark on what has to be there. */
export function fieldDetail(
  schemas: Schemas,
  { isRequired, fallback: absent }: { isRequired: boolean; fallback: unknown },
): string {
  const fallback = defaultWord(absent);
  const type = typeWord(schemas);
  if (isRequired) {
    return type === '' ? l10n.t('required') : l10n.t('{0}, required', type);
  }
  if (fallback === undefined || fallback.length > 40) {
    return type;
  }
  return type === '' ? l10n.t('default {0}', fallback) : l10n.t('{0}, default {1}', type, fallback);
}

/** Signals and stability: `metrics (beta), traces (stable)`. */
export function componentDetail({ signals, stability }: ComponentType): string {
  const level = stability['extension'];
  if (signals.length === 0) {
    return level ?? '';
  }
  return signals
    .map((signal) => (stability[signal] === undefined ? signal : `${signal} (${stability[signal]})`))
    .join(', ');
}
