import * as l10n from '@vscode/l10n';

/** Text from outside made harmless inside Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

/** A tooltip: a bold title over `name: value` lines. Lines without a value are left out. */
export function tooltip(title: string, rows: readonly (readonly [string, string | undefined])[]): string {
  const lines = rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${escapeMarkdown(name)}: ${escapeMarkdown(value)}`],
  );
  return [`**${escapeMarkdown(title)}**`, ...lines].join('  \n');
}

/** Parts that are there, joined as VS Code's own descriptions are. */
export function joinParts(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** What a screen reader says of a line: its kind, its name, then its state. */
export function spoken(kind: string, name: string, ...parts: readonly (string | undefined)[]): string {
  const rest = parts.filter((part) => part !== undefined && part !== '');
  return rest.length === 0
    ? l10n.t('{0} {1}', kind, name)
    : l10n.t('{0} {1}, {2}', kind, name, rest.join(', '));
}
