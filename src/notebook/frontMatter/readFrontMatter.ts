import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import { entriesOf, keyOf, resolved, textOf } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { readYamlFile } from '../../manifest/yaml/yamlFile.ts';
import type { Problem, Span } from '../../problem.ts';
import { positiveSeconds } from '../durations.ts';
import { frontMatterEnd } from '../file/places.ts';
import type { NotebookDefaults } from '../model.ts';
import { hasSecret, readDatasource } from './datasource.ts';

export const frontMatterKeys = ['datasource', 'range', 'step', 'timezone'] as const;
export type FrontMatterKey = (typeof frontMatterKeys)[number];

type Values = { -readonly [K in FrontMatterKey]?: NotebookDefaults[K] };

/**
 * What the front matter of a notebook says. Keys of others may stand there too. Never throws; without front matter nothing is said.
 * Spans of problems are offsets of the head.
 */
export function readFrontMatter(head: string): NotebookDefaults {
  const found = frontMatterRoot(head);
  if (found === undefined) {
    return { problems: [] };
  }
  const problems = [...found.problems];
  const values: Values = {};
  const root = resolved(found.root);
  if (root !== undefined && root.kind !== 'map' && textOf(root) !== undefined) {
    const message = l10n.t('Front matter has keys and values, such as range: 1h; this is neither.');
    problems.push({ code: 'notebook/bad-front-matter', severity: 'warning', message, span: spanOf(root) });
  }
  for (const entry of entriesOf(root)) {
    readEntry(entry, values, problems);
  }
  return { ...values, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

/** The YAML between the lines of dashes; `undefined` without front matter. */
export function frontMatterRoot(
  head: string,
): { root: YamlNode | undefined; problems: readonly Problem[]; contentEnd: number } | undefined {
  const end = frontMatterEnd(head);
  const from = head.startsWith('\ufeff') ? 1 : 0;
  if (end <= from) {
    return undefined;
  }
  const inner = head.slice(0, end).replace(/(?:\r\n|\n|\r)$/, '');
  const contentEnd = Math.max(inner.lastIndexOf('\n'), inner.lastIndexOf('\r')) + 1;
  // The line of dashes and a byte order mark are blanks to YAML, so that offsets stay.
  const first = /[\r\n]/.exec(head)?.index ?? 0;
  const [document] = readYamlFile(' '.repeat(first) + head.slice(first, contentEnd));
  return { root: document?.root, problems: document?.problems ?? [], contentEnd };
}

function readEntry(entry: YamlEntry, values: Values, problems: Problem[]): void {
  const key = keyOf(entry) ?? '';
  if (!isKey(key)) {
    const meant = nearest(key, frontMatterKeys);
    if (meant !== undefined) {
      problems.push(unknownKey(entry, key, meant));
    }
    return;
  }
  const text = textOf(entry.value) ?? '';
  const span = spanOf(entry.value ?? entry.key);
  const problem = readValue(key, text.trim(), values);
  if (problem !== undefined) {
    problems.push({ code: problem.code, severity: 'warning', message: problem.message, span });
  }
}

/** Whether front matter has a meaning for the key. */
export function isKey(key: string): key is FrontMatterKey {
  return (frontMatterKeys as readonly string[]).includes(key);
}

function readValue(
  key: FrontMatterKey,
  text: string,
  values: Values,
): Pick<Problem, 'code' | 'message'> | undefined {
  if (key === 'datasource') {
    const datasource = readDatasource(text);
    if (datasource === undefined) {
      return { code: 'notebook/bad-datasource', message: badDatasource() };
    }
    values.datasource = datasource;
    return hasSecret(text) ? { code: 'notebook/secret-in-url', message: secretInUrl() } : undefined;
  }
  if (key === 'timezone') {
    if (!isTimezone(text)) {
      return { code: 'notebook/bad-default', message: badTimezone(text) };
    }
    values.timezone = text;
    return undefined;
  }
  const seconds = positiveSeconds(text);
  if (seconds === undefined) {
    return {
      code: 'notebook/bad-default',
      message: l10n.t('{0} takes a duration such as 30s, 5m or 1h30m.', key),
    };
  }
  values[key] = seconds;
  return undefined;
}

/** Whether times can be shown in this zone: `UTC`, `local` or a name of the IANA database. */
function isTimezone(text: string): boolean {
  if (text === 'local') {
    return true;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text !== '';
  } catch {
    return false;
  }
}

function badDatasource(): string {
  return l10n.t(
    'This is no data source. It is the ARN of a workspace, {0}, {1} or the URL of a server that speaks Prometheus’ API.',
    'alias@region',
    'cloudwatch@region',
  );
}

function secretInUrl(): string {
  return l10n.t(
    'A user and a password in a file are seen by whoever reads it, and they are not sent. Leave them out: the data source is asked for them when it is opened.',
  );
}

function badTimezone(text: string): string {
  return l10n.t('{0} is no time zone; there are UTC, local and names such as Europe/Berlin.', text || '""');
}

function unknownKey(entry: YamlEntry, key: string, meant: string): Problem {
  const span = spanOf(entry.key);
  return {
    code: 'notebook/unknown-key',
    severity: 'warning',
    message: l10n.t('A notebook does not know {0}. Did you mean {1}?', key, meant),
    span,
    fixes: [{ title: l10n.t('Write {0}', meant), edits: [{ ...span, text: meant }] }],
  };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
