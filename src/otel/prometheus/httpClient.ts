import * as l10n from '@vscode/l10n';
import { entriesOf, entryOf, keyOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlMap, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span } from '../../problem.ts';
import { isSaid, scalarText } from './job.ts';
import { refusal } from './report.ts';

/**
 * How a job, or a way to find targets, speaks HTTP: one way to sign in, whole certificates, one proxy.
 * https://github.com/prometheus/common/blob/main/config/http_config.go
 */
export function* checkHttpClient(node: YamlMap): Iterable<Problem> {
  // Most jobs say nothing of all this.
  if (!node.entries.some((entry) => fields.has(keyOf(entry) ?? ''))) {
    return;
  }
  yield* checkSignIn(node);
  yield* checkParts(node);
  yield* checkTls(node);
  yield* checkProxy(node);
  yield* checkHeaders(node);
}

const fields = new Set([
  ...['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file', 'tls_config'],
  ...['proxy_url', 'no_proxy', 'proxy_from_environment', 'proxy_connect_header', 'http_headers'],
]);

function saidOf(node: YamlNode | undefined, names: readonly string[]): string[] {
  return names.filter((name) => isSaid(entryOf(node, name)?.value));
}

/** A mapping counts even when nothing stands in it: what is there is a way to sign in. */
function isThere(node: YamlNode, name: string): boolean {
  return valueAt(node, name)?.kind === 'map';
}

function keySpan(node: YamlNode, name: string): Span {
  return entryOf(node, name)?.key ?? node;
}

function* checkSignIn(node: YamlMap): Iterable<Problem> {
  const ways = [
    ...['basic_auth', 'authorization', 'oauth2'].filter((name) => isThere(node, name)),
    ...saidOf(node, ['bearer_token', 'bearer_token_file']),
  ];
  const [first, second] = ways;
  if (first !== undefined && second !== undefined) {
    yield refusal(
      'prometheus/several-sign-ins',
      l10n.t('{0} cannot stand beside {1}: there is one way to sign in.', second, first),
      keySpan(node, second),
    );
  }
  const type = scalarText(valueAt(node, 'authorization', 'type'))
    ?.trim()
    .toLowerCase();
  if (type === 'basic') {
    yield refusal(
      'prometheus/several-sign-ins',
      l10n.t('The type cannot be Basic here. Use basic_auth instead of authorization.'),
      valueAt(node, 'authorization', 'type') ?? node,
    );
  }
  for (const field of isThere(node, 'oauth2') ? ['client_id', 'token_url'] : []) {
    if (!isSaid(valueAt(node, 'oauth2', field), true)) {
      yield refusal(
        'prometheus/incomplete-sign-in',
        l10n.t('oauth2 needs {0}.', field),
        keySpan(node, 'oauth2'),
      );
    }
  }
}

/** Sections in which a value, the file that holds it and a reference to it exclude each other. */
const alternatives: readonly (readonly [section: string, ...fields: string[]])[] = [
  ['basic_auth', 'username', 'username_file', 'username_ref'],
  ['basic_auth', 'password', 'password_file', 'password_ref'],
  ['authorization', 'credentials', 'credentials_file', 'credentials_ref'],
  ['oauth2', 'client_secret', 'client_secret_file', 'client_secret_ref'],
  ['tls_config', 'ca', 'ca_file', 'ca_ref'],
  ['tls_config', 'cert', 'cert_file', 'cert_ref'],
  ['tls_config', 'key', 'key_file', 'key_ref'],
];

function* checkParts(node: YamlMap): Iterable<Problem> {
  for (const [section, ...fields] of alternatives) {
    const value = valueAt(node, section);
    const [first, second] = saidOf(value, fields);
    // Other grants do not look at the secret.
    const isOther = section === 'oauth2' && isSaid(valueAt(value, 'grant_type'), true);
    if (value && first !== undefined && second !== undefined && !isOther) {
      yield refusal(
        'prometheus/several-sources',
        l10n.t('{0} cannot stand beside {1}: one of them gives the value.', second, first),
        keySpan(value, second),
      );
    }
  }
}

function* checkTls(node: YamlMap): Iterable<Problem> {
  const tls = valueAt(node, 'tls_config');
  if (tls === undefined) {
    return;
  }
  const [cert] = saidOf(tls, ['cert', 'cert_file', 'cert_ref']);
  const [key] = saidOf(tls, ['key', 'key_file', 'key_ref']);
  const mayBe = (names: readonly string[]): boolean => names.some((name) => isSaid(valueAt(tls, name), true));
  const isHalf =
    cert === undefined
      ? key !== undefined && !mayBe(['cert', 'cert_file', 'cert_ref'])
      : key === undefined && !mayBe(['key', 'key_file', 'key_ref']);
  if (isHalf) {
    yield refusal(
      'prometheus/incomplete-certificate',
      cert === undefined
        ? l10n.t('A key without its certificate: add cert_file.')
        : l10n.t('A certificate without its key: add key_file.'),
      keySpan(tls, cert ?? key ?? ''),
    );
  }
}

function* checkProxy(node: YamlMap): Iterable<Problem> {
  const isFromEnvironment = valueAt(node, 'proxy_from_environment');
  const isOn = isFromEnvironment?.kind === 'scalar' && isFromEnvironment.value === true;
  const hasUrl = isSaid(valueAt(node, 'proxy_url'));
  const hasList = isSaid(valueAt(node, 'no_proxy'));
  if (isOn && (hasUrl || hasList)) {
    const other = hasUrl ? 'proxy_url' : 'no_proxy';
    yield refusal(
      'prometheus/proxy',
      l10n.t('{0} cannot stand beside proxy_from_environment.', other),
      keySpan(node, other),
    );
  }
  // An empty URL counts as one here.
  if (hasList && isFromEnvironment === undefined && entryOf(node, 'proxy_url')?.value === undefined) {
    yield refusal('prometheus/proxy', l10n.t('no_proxy needs a proxy_url.'), keySpan(node, 'no_proxy'));
  }
  if (
    isSaid(valueAt(node, 'proxy_connect_header')) &&
    !isSaid(valueAt(node, 'proxy_url'), true) &&
    isFromEnvironment === undefined
  ) {
    yield refusal(
      'prometheus/proxy',
      l10n.t('proxy_connect_header needs a proxy_url or proxy_from_environment.'),
      keySpan(node, 'proxy_connect_header'),
    );
  }
}

/** Set by the client itself. */
const reserved = new Set([
  ...[
    'authorization',
    'host',
    'content-encoding',
    'content-length',
    'content-type',
    'user-agent',
    'connection',
  ],
  ...['keep-alive', 'proxy-authenticate', 'proxy-authorization', 'www-authenticate', 'accept-encoding'],
  ...['x-prometheus-remote-write-version', 'x-prometheus-remote-read-version'],
  ...['x-prometheus-scrape-timeout-seconds', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
]);

function* checkHeaders(node: YamlMap): Iterable<Problem> {
  for (const entry of entriesOf(valueAt(node, 'http_headers'))) {
    const name = keyOf(entry) ?? '';
    if (reserved.has(name.toLowerCase())) {
      yield refusal(
        'prometheus/reserved-header',
        l10n.t('The header {0} cannot be set here: Prometheus sets it itself.', name),
        entry.key,
      );
    }
  }
}
