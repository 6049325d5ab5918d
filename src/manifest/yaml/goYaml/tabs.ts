import * as l10n from '@vscode/l10n';
import type { YamlNode } from '../yamlNode.ts';
import type { Refused } from './stretch.ts';

/**
 * Tabs before the end of an empty line, or before a comment, where go-yaml looks for the next token. Tabs before all else are no
 * YAML for anybody.
 */
export function refusedTabs(source: string, base: number, root: YamlNode): Refused[] {
  if (!source.includes('\t')) {
    return [];
  }
  const found: Refused[] = [];
  for (const { index, 1: blanks = '' } of source.matchAll(/(?<![^\r\n])( *)\t[ \t]*(?:#.*)?(?![^\r\n])/g)) {
    const start = index + blanks.length;
    if (isRefused(source, { at: start + base, column: blanks.length, base }, root)) {
      found.push({ message: tabHere(), start, end: start + 1 });
    }
  }
  return found;
}

interface Tab {
  /** Its offset, as those of nodes. */
  at: number;
  column: number;
  base: number;
}

function isRefused(source: string, tab: Tab, root: YamlNode): boolean {
  const { node, indent } = nodeBefore(source, tab, root);
  if (node.kind !== 'scalar') {
    const isInside = tab.at < node.end && node.kind !== 'alias' && node.isFlow;
    return !isInside;
  }
  const isBehind = node.end <= tab.at;
  if (isBehind && source.slice(node.end - tab.base, tab.at - tab.base).trim() !== '') {
    return true;
  }
  switch (node.style) {
    case 'single':
    case 'double':
      return isBehind;
    case 'plain':
      // It may go on, so the tab is blank space of it, if it stands deep enough.
      return tab.column <= indent;
    case 'literal':
    case 'folded':
      return tab.column < contentIndent(source.slice(node.start - tab.base, node.end - tab.base));
  }
}

/** The last node that begins before the tab, without children that do; and the column of the block collection around it. */
function nodeBefore(source: string, { at, base }: Tab, root: YamlNode): { node: YamlNode; indent: number } {
  let node = root;
  let indent = -1;
  for (;;) {
    if (node.kind === 'map' || node.kind === 'sequence') {
      indent = node.isFlow ? indent : columnOf(source, node.start - base);
    }
    const next = childrenOf(node).findLast((child) => child.start <= at);
    if (next === undefined || (at < node.end && 'isFlow' in node && node.isFlow)) {
      return { node, indent };
    }
    node = next;
  }
}

function childrenOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'sequence') {
    return node.items;
  }
  return node.kind === 'map' ? node.entries.flatMap(({ key, value }) => (value ? [key, value] : [key])) : [];
}

function columnOf(source: string, at: number): number {
  return at - Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) - 1;
}

/** How far the first line of a block scalar that is not empty is indented. */
function contentIndent(block: string): number {
  return /[\r\n]( *)[^ \t\r\n]/.exec(block)?.[1]?.length ?? 0;
}

function tabHere(): string {
  return l10n.t(
    'The parser of the collector and of kubectl refuses a tab at the beginning of a line, in empty lines too. Leave it out.',
  );
}
