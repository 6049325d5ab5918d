import * as l10n from '@vscode/l10n';
import { Trouble } from '../trouble.ts';
import type { TextEdit } from '../problem.ts';
import { findPlaceholders } from './placeholders.ts';
import type { Placeholder, PlaceholderKind } from './placeholders.ts';
import { writeInScalars } from './yaml/scalars.ts';

/** What to write for each kind of placeholder. */
export type PlaceholderValues = Partial<Record<Exclude<PlaceholderKind, 'other'>, string>> & {
  /** By the placeholder's name as it is written; goes before its kind. */
  byName?: Readonly<Record<string, string>>;
};

export interface FillIn {
  /** In the order of the text, not overlapping. */
  edits: TextEdit[];
  /** Placeholders that no value was given for. */
  left: Placeholder[];
}

/**
 * The edits that put the values where the placeholders are; all other bytes stay. An endpoint becomes the one URL
 * its place calls for (`…/api/v1/remote_write` exactly once, unless another API path or a data source asks for
 * something else), whatever stood around it. Values are escaped, and quoted where YAML would take them for numbers.
 * Throws `Trouble` when a value cannot stand on a line.
 */
export function fillIn(text: string, values: PlaceholderValues): FillIn {
  const pieces: TextEdit[] = [];
  const left: Placeholder[] = [];
  for (const placeholder of findPlaceholders(text)) {
    if (placeholder.start < (pieces.at(-1)?.end ?? 0)) {
      continue; // Part of a URL that is written whole.
    }
    const { kind, name } = placeholder;
    const value = values.byName?.[name] ?? (kind === 'other' ? undefined : values[kind]);
    if (value === undefined) {
      left.push(placeholder);
      continue;
    }
    checkValue(name, value);
    pieces.push(
      kind === 'endpoint'
        ? endpointEdit(text, placeholder, value)
        : { start: placeholder.start, end: placeholder.end, text: value },
    );
  }
  return { edits: writeInScalars(text, pieces), left };
}

/** The URL of a workspace without slash at the end and without any `/api/v1/…`, `https` unless it says otherwise. */
export function baseUrl(endpoint: string): string {
  const bare = endpoint
    .trim()
    .replace(/\/+api\/v1(?:\/.*)?$/, '')
    .replace(/\/+$/, '');
  return /^https?:\/\//.test(bare) ? bare : `https://${bare}`;
}

/** Takes in what stands around the placeholder of the same URL: a scheme, the workspace's path, an API path. */
function endpointEdit(text: string, placeholder: Placeholder, endpoint: string): TextEdit {
  const before = text.slice(text.lastIndexOf('\n', placeholder.start - 1) + 1, placeholder.start);
  const scheme = /(?:https?:\/\/)+$/.exec(before)?.[0] ?? '';
  const path =
    /^(?:(?:\/|(?=api\/))(?:<[^<>\n]*>|[^\s"'`\\,\]})<>])*)?/.exec(text.slice(placeholder.end))?.[0] ?? '';
  const api = path
    .replace(/^(?=api\/)/, '/')
    .replace(/^\/+workspaces\/+(?:<[^<>]*>|[^/<>]+)/, '')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const key = /([\w.-]+)["']?\s*[:=]\s*["']?$/.exec(before.slice(0, before.length - scheme.length))?.[1];
  return {
    start: placeholder.start - scheme.length,
    end: placeholder.end + path.length,
    text: baseUrl(endpoint) + apiPath(api, isDataSource(text, key)),
  };
}

/** Doubled paths are folded; a bare `/api/v1` is as good as nothing. */
function apiPath(path: string, wantsBase: boolean): string {
  const last = path.lastIndexOf('/api/v1/');
  const own = last < 0 ? path.replace(/^\/api\/v1$/, '') : path.slice(last);
  return own === '' && !wantsBase ? '/api/v1/remote_write' : own;
}

/** Grafana and notebooks put the API path behind the URL themselves. */
function isDataSource(text: string, key: string | undefined): boolean {
  return key === 'datasource' || (key === 'url' && /\b(?:jsonData|sigV4Auth)\b/.test(text));
}

function checkValue(name: string, value: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (value.trim() === '' || /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value)) {
    throw new Trouble({
      code: 'badValue',
      what: l10n.t('{0} cannot be filled in with this value: {1}', name, JSON.stringify(value)),
      todo: l10n.t('Enter one line of text.'),
    });
  }
}
