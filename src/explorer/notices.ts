import * as l10n from '@vscode/l10n';
import { sentence } from '../trouble.ts';
import type { Advice } from '../trouble.ts';
import type { ExplorerNode, NodeIcon } from './node.ts';
import { escapeMarkdown } from './words.ts';

/** A failure in the place of what could not be shown; a click does what helps. `key` tells several below one parent apart. */
export function errorNode(parentId: string, advice: Advice, key = 'error'): ExplorerNode {
  const { what, cause, todo, remedy, code } = advice;
  return {
    id: `${parentId}/${key}`,
    label: what,
    ...(todo !== undefined && { description: todo }),
    tooltip: [what, cause, todo].flatMap((part) => (part ? [escapeMarkdown(part)] : [])).join('\n\n'),
    icon:
      remedy?.kind === 'signIn'
        ? { id: 'key', color: 'charts.yellow' }
        : { id: 'error', color: 'charts.red' },
    words: ['error', code, ...(remedy ? [remedy.kind] : [])],
    accessibilityLabel: l10n.t('Problem: {0}', sentence(advice)),
    collapsible: 'none',
    data: { kind: 'error', parentId, code, ...(remedy && { remedy }) },
    command: { id: 'adot.resources.remedy', title: l10n.t('Fix This Problem') },
  };
}

/** "Load more": `next` of the `hidden` children show after a click. */
export function moreNode(parentId: string, next: number, hidden: number): ExplorerNode {
  return {
    id: `${parentId}/more`,
    label: l10n.t('Load {0} more', next),
    description: l10n.t('{0} not shown', hidden),
    icon: { id: 'ellipsis' },
    words: ['more'],
    accessibilityLabel: l10n.t('Load {0} more of {1} that are not shown', next, hidden),
    collapsible: 'none',
    data: { kind: 'more', parentId },
    command: { id: 'adot.resources.loadMore', title: l10n.t('Load More') },
  };
}

/** Stands where a filter leaves nothing. */
export function noMatchNode(parentId: string, filter: string): ExplorerNode {
  return {
    ...noteNode(`${parentId}/noMatch`, l10n.t('Nothing matches the filter'), { description: filter }),
    icon: { id: 'filter' },
    command: { id: 'adot.resources.clearFilter', title: l10n.t('Clear Filter') },
  };
}

/** A line that only says something: that there is nothing here, or a fact of one line. */
export function noteNode(
  id: string,
  label: string,
  more: { description?: string; tooltip?: string; icon?: NodeIcon } = {},
): ExplorerNode {
  const { description } = more;
  return {
    id,
    label,
    ...more,
    words: ['note'],
    accessibilityLabel: description === undefined ? label : `${label}: ${description}`,
    collapsible: 'none',
    data: { kind: 'text', text: description === undefined ? label : `${label}: ${description}` },
  };
}

/** The one child of something that has none. */
export function emptyNode(parentId: string, label: string): ExplorerNode {
  return noteNode(`${parentId}/empty`, label, { icon: { id: 'circle-slash', color: 'disabledForeground' } });
}
