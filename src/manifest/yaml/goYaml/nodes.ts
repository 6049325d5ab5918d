import * as l10n from '@vscode/l10n';
import { resolved } from '../yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yamlNode.ts';
import type { Refused } from './stretch.ts';

/** Keys, merges, anchors and escapes that go-yaml cannot read, in the order of the text. Offsets are those of the nodes. */
export function refusedNodes(source: string, base: number, root: YamlNode): Refused[] {
  const found: Refused[] = [];
  const hasEscapes = /\\(?:\/|u[dD][89a-fA-F])/.test(source) && !isJsonObject(root);
  const hasTabs = source.includes('\t');
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'alias') {
      continue;
    }
    if (node.anchor !== undefined && isOddAnchor(node.anchor)) {
      const start = source.lastIndexOf(`&${node.anchor}`, node.start - base) + base;
      found.push({ message: oddAnchor(), start, end: start + node.anchor.length + 1 });
    }
    if (node.kind === 'map') {
      found.push(...node.entries.flatMap(refusedEntry));
      open.push(...node.entries.flatMap(({ key, value }) => (value ? [key, value] : [key])));
    } else if (node.kind === 'sequence') {
      open.push(...node.items);
    } else if (hasEscapes && node.style === 'double') {
      found.push(...refusedEscapes(source, base, node));
    } else if (hasTabs && (node.style === 'literal' || node.style === 'folded')) {
      found.push(...tabAsIndentation(source, base, node));
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** kubectl takes what begins with a brace for JSON, and asks another parser. */
function isJsonObject(root: YamlNode): root is YamlMap {
  return root.kind === 'map' && root.isFlow && root.entries.some(({ key }) => isKey(key, 'apiVersion'));
}

function isKey(key: YamlNode, text: string): boolean {
  return key.kind === 'scalar' && key.text === text;
}

function refusedEntry({ key, value }: YamlEntry): Refused[] {
  const { start, end } = key;
  if (key.kind !== 'scalar') {
    const kind = resolved(key)?.kind;
    return kind === 'map' || kind === 'sequence' ? [{ message: collectionAsKey(), start, end }] : [];
  }
  const isMerge = end - start === 2 && key.style === 'plain' && key.text === '<<' && key.tag !== '!!str';
  return isMerge && !canBeMerged(value) ? [{ message: noMerge(), start, end }] : [];
}

/** A mapping, an alias of one, or a list of these. What an alias without an anchor stands for is unknown. */
function canBeMerged(value: YamlNode | undefined): boolean {
  const isMapping = (node: YamlNode): boolean =>
    node.kind === 'map' || (node.kind === 'alias' && (resolved(node)?.kind ?? 'map') === 'map');
  return value !== undefined && (value.kind === 'sequence' ? value.items.every(isMapping) : isMapping(value));
}

/** Letters, digits, dashes and underscores; behind them may stand what ends a name in go-yaml. */
function isOddAnchor(name: string): boolean {
  return !/^[\w-]+(?:[?:,\]}%@`]|$)/.test(name);
}

function* refusedEscapes(source: string, base: number, scalar: YamlScalar): Iterable<Refused> {
  const written = source.slice(scalar.start - base, scalar.end - base);
  for (const { 0: escape, index } of written.matchAll(/\\(?:u[0-9a-fA-F]{4}|[^])/g)) {
    const start = scalar.start + index;
    if (escape === '\\/') {
      yield { message: escapedSlash(), start, end: start + 2 };
    } else if (/^\\u[dD][89a-fA-F]/.test(escape)) {
      yield { message: escapedSurrogate(), start, end: start + escape.length };
    }
  }
}

/** The first line of a block scalar says how far it is indented, and that is said by spaces. */
function* tabAsIndentation(source: string, base: number, { start, end }: YamlScalar): Iterable<Refused> {
  const block = source.slice(start - base, end - base);
  const tab = /^[|>][-+]?[ \t]*(?:#.*)?(?:(?:\r\n|\r|\n) *)+(?=\t)/.exec(block)?.[0].length;
  if (tab !== undefined) {
    yield { message: tabInBlock(), start: start + tab, end: start + tab + 1 };
  }
}

function tabInBlock(): string {
  return l10n.t(
    'The parser of the collector and of kubectl refuses a tab at the beginning of such a text. Indent it by spaces, or write how far it is indented: |2.',
  );
}

function collectionAsKey(): string {
  return l10n.t(
    'A list or mapping cannot be a key: the parser of the collector and of kubectl refuses it. Put it in quotes when it is text, such as a template.',
  );
}

function noMerge(): string {
  return l10n.t(
    'Only mappings can be merged with <<: the parser of the collector and of kubectl refuses everything else.',
  );
}

function oddAnchor(): string {
  return l10n.t(
    'The parser of the collector and of kubectl takes letters, digits, - and _ in the name of an anchor, and nothing else.',
  );
}

function escapedSlash(): string {
  return l10n.t(
    'The parser of the collector and of kubectl does not know this escape. A slash needs no backslash.',
  );
}

function escapedSurrogate(): string {
  return l10n.t(
    'The parser of the collector and of kubectl refuses half a character. Write the character itself, or \\U and eight digits.',
  );
}
