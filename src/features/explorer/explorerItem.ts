import * as vscode from 'vscode';
import type { ExplorerNode } from '../../explorer/node.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
const states = { none: None, collapsed: Collapsed, expanded: Expanded };

/** The last, dumb step: a node as VS Code wants it. */
export function paintNode(node: ExplorerNode): vscode.TreeItem {
  const { id, label, description, icon, words, accessibilityLabel, collapsible, command } = node;
  const item = new vscode.TreeItem(label, states[collapsible]);
  item.id = id;
  item.contextValue = words.join(' ');
  item.accessibilityInformation = { label: accessibilityLabel };
  if (description !== undefined) {
    item.description = description;
  }
  if (icon) {
    item.iconPath = new vscode.ThemeIcon(icon.id, icon.color && new vscode.ThemeColor(icon.color));
  }
  if (command) {
    item.command = { command: command.id, title: command.title, arguments: [node] };
  }
  return item;
}

/** Completes an item when a pointer rests on it: tooltips are long, and few are ever read. */
export function addTooltip(
  item: vscode.TreeItem,
  { tooltip, accessibilityLabel }: ExplorerNode,
): vscode.TreeItem {
  // Without one VS Code repeats the label, which says nothing new to anybody.
  item.tooltip = tooltip === undefined ? accessibilityLabel : new vscode.MarkdownString(tooltip);
  return item;
}
