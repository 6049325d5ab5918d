import * as l10n from '@vscode/l10n';

/** What `format --help` says. */
export function formatHelpText(): string {
  return [
    l10n.t('Usage: {0}', 'adot-workbench format [--check] FILE-OR-FOLDER…'),
    '',
    l10n.t(
      'Writes the queries of .promql files as Prometheus writes them, keeps comments, and names the files that changed.',
    ),
    l10n.t('Folders are searched for .promql files; - formats standard input to standard output.'),
    '',
    `  --check  ${l10n.t('Change nothing; name the files that would change')}`,
    `  --help   ${l10n.t('Say this')}`,
    '',
    l10n.t(
      'Exit status: 0, with --check 1 where a file would change, 2 where a file cannot be read as PromQL.',
    ),
    '',
  ].join('\n');
}
