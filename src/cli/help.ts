import * as l10n from '@vscode/l10n';

/** What `--help` says. */
export function helpText(versions: readonly string[]): string {
  const options: readonly (readonly [option: string, meaning: string])[] = [
    [
      '--adot VERSION',
      l10n.t(
        'Check for this release of ADOT, whatever image tags say: {0} and so on',
        versions.slice(0, 2).join(', '),
      ),
    ],
    ['--format FORMAT', l10n.t('human (as it is here), json, sarif or github')],
    [
      '--severity CODE=LEVEL',
      l10n.t('Another level for a rule: error, warning, information, hint or off; may be repeated'),
    ],
    ['--help, --version', l10n.t('Say this, or the version')],
  ];
  const width = Math.max(...options.map(([option]) => option.length));
  return [
    l10n.t('Usage: {0}', 'adot-workbench check [OPTION]… FILE-OR-FOLDER…'),
    '       adot-workbench format [--check] FILE-OR-FOLDER…',
    '       adot-workbench run [OPTION]… FILE',
    '',
    l10n.t(
      'Checks collector configs of ADOT, the Kubernetes manifests around them, eksctl ClusterConfigs, AMP rule files, alert manager definitions, and queries: .promql files, notebooks and dashboards.',
    ),
    l10n.t('Folders are searched for .yaml, .yml, .json, .promql and .md files; - reads standard input.'),
    l10n.t(
      '{0} rewrites .promql files as Prometheus writes queries; {1} tells of it.',
      'format',
      'format --help',
    ),
    l10n.t('{0} runs the queries of a notebook; {1} tells of its options.', 'run', 'run --help'),
    '',
    ...options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`),
    '',
    l10n.t('Exit status: 0 without errors, 1 with an error, 2 when nothing could be checked.'),
    '',
  ].join('\n');
}
