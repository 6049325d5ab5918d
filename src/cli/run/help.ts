import * as l10n from '@vscode/l10n';

/** Environment variables with the credentials for `--url`. */
export const credentialVariables = {
  username: 'ADOT_PROMETHEUS_USERNAME',
  password: 'ADOT_PROMETHEUS_PASSWORD',
  token: 'ADOT_PROMETHEUS_TOKEN',
} as const;

/** What `run --help` says. */
export function runHelpText(): string {
  const { username, password, token } = credentialVariables;
  const options: readonly (readonly [option: string, meaning: string])[] = [
    ['--url URL', l10n.t('Send the queries to this server, whatever the notebook says')],
    ['--workspace ID', l10n.t('Send them to this AMP workspace, by its id or alias')],
    [
      '--profile NAME',
      l10n.t('AWS profile; without it the usual chain, beginning with environment variables'),
    ],
    ['--region REGION', l10n.t('Region of the workspace; without it that of the profile')],
    ['--allow-datasource', l10n.t('Take a URL that the notebook names, without credentials')],
    ['--timeout SECONDS', l10n.t('How long each query may take; 120 without it')],
    ['--format FORMAT', l10n.t('human (as it is here) or json')],
    ['--junit FILE', l10n.t('Write JUnit XML into this file too')],
    ['--help', l10n.t('Say this')],
  ];
  const width = Math.max(...options.map(([option]) => option.length));
  return [
    l10n.t('Usage: {0}', 'adot-workbench run [OPTION]… FILE'),
    '',
    l10n.t(
      'Runs the queries of a notebook and checks what their lines # @expect say; - reads standard input.',
    ),
    l10n.t('Without --url and --workspace the data source of the notebook is asked.'),
    '',
    ...options.map(([option, meaning]) => `  ${option.padEnd(width)}  ${meaning}`),
    '',
    l10n.t(
      'Credentials for --url come from environment variables: {0} and {1}, or {2} for a bearer token.',
      username,
      password,
      token,
    ),
    l10n.t(
      'Exit status: 0 when everything holds, 1 when something does not or fails, 2 when nothing could be asked.',
    ),
    '',
  ].join('\n');
}
