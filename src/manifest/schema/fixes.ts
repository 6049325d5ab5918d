import * as l10n from '@vscode/l10n';
import type { Fix, Span, TextEdit } from '../../problem.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/yamlNode.ts';
import type { SchemaFinding } from './finding.ts';

/** What can be done about a finding, the best first. */
export function fixesOf(finding: SchemaFinding, text: string): Fix[] {
  const { kind, entry, node } = finding;
  if (kind === 'unknown-key' && entry !== undefined) {
    return [...renamed(finding, entry), ...removed(finding, text)];
  }
  if (kind === 'bad-key' && entry !== undefined) {
    return renamed(finding, entry);
  }
  if (kind === 'exclusive' || kind === 'forbidden') {
    return removed(finding, text);
  }
  if (node?.kind !== 'scalar') {
    return [];
  }
  return kind === 'type' ? retyped(finding, node) : replaced(finding, node);
}

function renamed({ suggestion, key }: SchemaFinding, entry: YamlEntry): Fix[] {
  const edit = suggestion === undefined ? undefined : rewritten(entry.key, suggestion);
  return edit === undefined || suggestion === undefined
    ? []
    : [
        {
          title: l10n.t('Change to {0}', suggestion),
          edits: [edit],
          safe: suggestion.toLowerCase() === key?.toLowerCase(),
        },
      ];
}

function replaced({ suggestion }: SchemaFinding, node: YamlScalar): Fix[] {
  const edit = suggestion === undefined ? undefined : rewritten(node, suggestion);
  return edit === undefined || suggestion === undefined
    ? []
    : [{ title: l10n.t('Change to {0}', suggestion), edits: [edit] }];
}

/** The scalar with another text, between the quotes that it has. */
function rewritten(node: YamlNode, text: string): TextEdit | undefined {
  if (node.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') {
    return undefined;
  }
  const quote = { plain: '', single: "'", double: '"' }[node.style];
  return { start: node.start, end: node.end, text: quote + text + quote };
}

/** Quotes put on or taken off, `yes` as `true`, a list of one. */
function retyped({ expected = [], got }: SchemaFinding, node: YamlScalar): Fix[] {
  const { start, end, text, style } = node;
  const fix = (title: string, replacement: string): Fix[] => [
    { title, edits: [{ start, end, text: replacement }], safe: true },
  ];
  if (style === 'literal' || style === 'folded') {
    return [];
  }
  if (expected.includes('string') && style === 'plain' && got !== 'string') {
    return fix(l10n.t('Put it in quotes'), JSON.stringify(text));
  }
  if (expected.includes('boolean') && got === 'string') {
    const value = booleans[text.toLowerCase()];
    return value === undefined ? [] : fix(l10n.t('Change to {0}', value), value);
  }
  const isNumber = expected.includes('integer') ? /^[-+]?\d+$/ : /^[-+]?\d+(?:\.\d+)?$/;
  if ((expected.includes('integer') || expected.includes('number')) && isNumber.test(text)) {
    return fix(l10n.t('Take the quotes off'), text);
  }
  const list = `[${style === 'plain' && /[,[\]{}]/.test(text) ? JSON.stringify(text) : ''}`;
  return expected.includes('array')
    ? [{ title: l10n.t('Make it a list'), edits: listEdits(node, list) }]
    : [];
}

const booleans: Readonly<Record<string, string>> = {
  true: 'true',
  yes: 'true',
  on: 'true',
  false: 'false',
  no: 'false',
  off: 'false',
};

function listEdits({ start, end }: Span, opening: string): TextEdit[] {
  return opening === '['
    ? [
        { start, end: start, text: '[' },
        { start: end, end, text: ']' },
      ]
    : [{ start, end, text: `${opening}]` }];
}

function removed({ entry, map, key }: SchemaFinding, text: string): Fix[] {
  const span = entry && map ? entrySpan(map, entry, text) : undefined;
  return span === undefined || key === undefined
    ? []
    : [{ title: l10n.t('Remove {0}', key), edits: [{ ...span, text: '' }] }];
}

/**
 * What goes when an entry is taken out: its lines whole where they are its own; up to the next entry where it shares its
 * first line with a dash, a brace or a comma. `undefined` where nothing would be left behind a dash.
 */
function entrySpan(map: YamlMap, entry: YamlEntry, text: string): Span | undefined {
  const index = map.entries.indexOf(entry);
  const next = map.entries[index + 1];
  const end = Math.max(entry.value?.end ?? 0, entry.key.end);
  if (map.isFlow) {
    const before = map.entries[index - 1];
    if (next !== undefined) {
      return { start: entry.key.start, end: next.key.start };
    }
    return before === undefined
      ? { start: entry.key.start, end }
      : { start: before.value?.end ?? before.key.end, end };
  }
  const lineStart = text.lastIndexOf('\n', entry.key.start - 1) + 1;
  const lineEnd = text.charAt(end - 1) === '\n' ? end : lineAfter(text, end);
  if (text.slice(lineStart, entry.key.start).trim() === '') {
    return { start: lineStart, end: lineEnd };
  }
  return next === undefined ? undefined : { start: entry.key.start, end: next.key.start };
}

function lineAfter(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
