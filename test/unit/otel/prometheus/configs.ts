/** A config under a prometheus receiver, and what this release of Prometheus, or the receiver, refuses in it. */
export interface PrometheusCase {
  what: string;
  config: string;
  /** Code, and the text that is marked; none: the collector takes it. */
  refused: readonly (readonly [code: string, text: string])[];
  /** Where releases differ: only these refuse it. */
  only?: 'before 0.44' | 'before 0.48';
  /** Older releases do not know what it is about. */
  since?: string;
}

const job = (more: string): string => `scrape_configs: [{job_name: a, ${more}}]`;
const sd = (more: string): string => job(`kubernetes_sd_configs: [{${more}}]`);
const taken = (what: string, config: string): PrometheusCase => ({ what, config, refused: [] });
const refuses = (
  what: string,
  config: string,
  ...refused: PrometheusCase['refused'][number][]
): PrometheusCase => ({ what, config, refused });

const only = (releases: NonNullable<PrometheusCase['only']>, one: PrometheusCase): PrometheusCase => ({
  ...one,
  only: releases,
});
const since = (release: string, one: PrometheusCase): PrometheusCase => ({ ...one, since: release });

/** All are asked of the real collectors too, in test/live. */
export const prometheusCases: readonly PrometheusCase[] = [
  taken('one job', job('static_configs: [{targets: ["localhost:1"]}]')),
  taken('a name of digits', 'scrape_configs: [{job_name: 123}]'),
  refuses('no jobs', 'scrape_configs: []', ['nothing-to-scrape', 'scrape_configs']),
  refuses('globals alone', 'global: {scrape_interval: 15s}', ['nothing-to-scrape', 'global']),
  refuses('remote_write', `${job('')}\nremote_write: [{url: "http://x"}]`, [
    'unsupported-section',
    'remote_write',
  ]),
  taken('an empty remote_write', `${job('')}\nremote_write: []`),
  refuses('remote_read', `${job('')}\nremote_read: [{url: "http://x"}]`, [
    'unsupported-section',
    'remote_read',
  ]),
  refuses('rule_files', `${job('')}\nrule_files: [a.yaml]`, ['unsupported-section', 'rule_files']),
  refuses(
    'alert managers',
    `${job('')}\nalerting: {alertmanagers: [{static_configs: [{targets: ["a:1"]}]}]}`,
    ['unsupported-section', 'alertmanagers'],
  ),
  refuses('a job without name', 'scrape_configs: [{scrape_interval: 1m}]', [
    'job-name-missing',
    'scrape_interval',
  ]),
  refuses('an empty name', 'scrape_configs: [{job_name: ""}]', ['job-name-missing', 'job_name']),
  refuses('a name twice', 'scrape_configs: [{job_name: a}, {job_name: b}, {job_name: a}]', [
    'duplicate-job-name',
    'a',
  ]),
  refuses('an empty job', 'scrape_configs: [{job_name: a}, null]', ['empty-section', 'null']),
  refuses('a long timeout', job('scrape_interval: 5s, scrape_timeout: 6s'), ['timeout-above-interval', '6s']),
  taken('a timeout as long as the interval', job('scrape_interval: 5s, scrape_timeout: 5s')),
  taken('a short interval under the usual timeout', job('scrape_interval: 5s')),
  refuses('a timeout above the usual interval', job('scrape_timeout: 90s'), [
    'timeout-above-interval',
    '90s',
  ]),
  refuses(
    'a timeout above the global interval',
    `global: {scrape_interval: 15s}\n${job('scrape_timeout: 20s')}`,
    ['timeout-above-interval', '20s'],
  ),
  refuses(
    'a global timeout above the interval',
    `global: {scrape_interval: 15s, scrape_timeout: 1m}\n${job('')}`,
    ['timeout-above-interval', '1m'],
  ),
  taken(
    'a global timeout above the interval of a job',
    `global: {scrape_timeout: 50s}\n${job('scrape_interval: 5s')}`,
  ),
  refuses('no protocols', job('scrape_protocols: []'), ['scrape-protocols', '[]']),
  refuses('a protocol twice', job('scrape_protocols: [PrometheusProto, PrometheusProto]'), [
    'scrape-protocols',
    'PrometheusProto',
  ]),
  since(
    '0.46.0',
    refuses(
      'legacy names with escaping for UTF-8',
      job('metric_name_validation_scheme: legacy, metric_name_escaping_scheme: allow-utf-8'),
      ['name-schemes', 'allow-utf-8'],
    ),
  ),
  only(
    'before 0.44',
    refuses('external labels with a dot', `global: {external_labels: {a.b: c}}\n${job('')}`, [
      'invalid-label-name',
      'a.b',
    ]),
  ),
  refuses('an empty external label', `global: {external_labels: {"": c}}\n${job('')}`, [
    'invalid-label-name',
    '""',
  ]),
  refuses('a target with a path', job('static_configs: [{targets: ["a:1/metrics"]}]'), [
    'target-with-path',
    '"a:1/metrics"',
  ]),
  refuses('a target with a scheme', job('static_configs: [{targets: ["http://a:1"]}]'), [
    'target-with-path',
    '"http://a:1"',
  ]),
  taken(
    'a target with a path and a rule',
    job('static_configs: [{targets: ["a/b"]}], relabel_configs: [{target_label: x}]'),
  ),
  taken('basic_auth', job('basic_auth: {username: a, password: b}')),
  refuses('two ways to sign in', job('basic_auth: {username: a}, authorization: {credentials: b}'), [
    'several-sign-ins',
    'authorization',
  ]),
  refuses(
    'an empty way beside another',
    job('basic_auth: {}, oauth2: {client_id: a, token_url: "http://b"}'),
    ['several-sign-ins', 'oauth2'],
  ),
  refuses('two tokens', job('bearer_token: a, bearer_token_file: b'), [
    'several-sign-ins',
    'bearer_token_file',
  ]),
  refuses('a token beside basic_auth', job('basic_auth: {username: a}, bearer_token: b'), [
    'several-sign-ins',
    'bearer_token',
  ]),
  refuses('authorization of type basic', job('authorization: {type: " BASIC"}'), [
    'several-sign-ins',
    '" BASIC"',
  ]),
  refuses('oauth2 without a token_url', job('oauth2: {client_id: a}'), ['incomplete-sign-in', 'oauth2']),
  refuses('a password twice', job('basic_auth: {username: a, password: b, password_file: c}'), [
    'several-sources',
    'password_file',
  ]),
  refuses('an authority twice', job('tls_config: {ca: a, ca_file: b}'), ['several-sources', 'ca_file']),
  refuses('a certificate alone', job('tls_config: {cert: a}'), ['incomplete-certificate', 'cert']),
  refuses('a key alone', job('tls_config: {key: a}'), ['incomplete-certificate', 'key']),
  refuses('two proxies', job('proxy_url: "http://p", proxy_from_environment: true'), ['proxy', 'proxy_url']),
  refuses('exceptions from no proxy', job('no_proxy: a'), ['proxy', 'no_proxy']),
  refuses('headers for no proxy', job('proxy_connect_header: {a: [b]}'), ['proxy', 'proxy_connect_header']),
  refuses('a header of its own', job('http_headers: {user-agent: {values: [a]}}'), [
    'reserved-header',
    'user-agent',
  ]),
  taken('another header', job('http_headers: {X-A: {values: [a]}}')),
  refuses('an unknown protocol', job('scrape_protocols: [prometheusproto]'), [
    'scrape-protocols',
    'prometheusproto',
  ]),
  since(
    '0.44.0',
    refuses('an unknown protocol to fall back to', job('fallback_scrape_protocol: x'), [
      'scrape-protocols',
      'x',
    ]),
  ),
  only(
    'before 0.44',
    refuses('a new protocol', job('scrape_protocols: [PrometheusText1.0.0]'), [
      'scrape-protocols',
      'PrometheusText1.0.0',
    ]),
  ),
  since(
    '0.46.0',
    refuses('an unknown escaping', job('metric_name_escaping_scheme: x'), ['name-schemes', 'x']),
  ),
  refuses('a long timeout beside an empty interval', job('scrape_interval: null, scrape_timeout: 2m'), [
    'timeout-above-interval',
    '2m',
  ]),
  refuses('a name of null', 'scrape_configs: [{job_name: null}]', ['job-name-missing', 'job_name']),
  taken('files with targets', job('file_sd_configs: [{files: [a/*.json, b.YML]}]')),
  refuses('no files', job('file_sd_configs: [{refresh_interval: 1m}]'), [
    'file-discovery',
    '{refresh_interval: 1m}',
  ]),
  refuses('a file of another kind', job('file_sd_configs: [{files: [a.txt]}]'), ['file-discovery', 'a.txt']),
  refuses('a folder with a star', job('file_sd_configs: [{files: ["a*/b.json"]}]'), [
    'file-discovery',
    '"a*/b.json"',
  ]),
  taken('discovery of pods', sd('role: pod')),
  refuses('discovery without role', sd('namespaces: {names: [a]}'), ['role-missing', 'namespaces']),
  refuses('an unknown role', sd('role: pods'), ['unknown-role', 'pods']),
  refuses('a role in capitals', sd('role: Pod'), ['unknown-role', 'Pod']),
  refuses('an empty discovery', job('kubernetes_sd_configs: [null]'), ['empty-section', 'null']),
  refuses('an empty static one', job('static_configs: [null]'), ['empty-section', 'null']),
  refuses('a server beside a kubeconfig', sd('role: pod, api_server: "https://a", kubeconfig_file: b'), [
    'api-server-or-kubeconfig',
    'kubeconfig_file',
  ]),
  refuses('sign-in without a server', sd('role: pod, basic_auth: {username: a}'), [
    'client-without-server',
    'basic_auth',
  ]),
  refuses('sign-in beside a kubeconfig', sd('role: pod, kubeconfig_file: a, proxy_url: "http://p"'), [
    'client-without-server',
    'proxy_url',
  ]),
  taken(
    'usual settings without a server',
    sd(
      'role: pod, enable_http2: true, tls_config: {insecure_skip_verify: false}, proxy_from_environment: false',
    ),
  ),
  refuses('unusual settings without a server', sd('role: pod, follow_redirects: false'), [
    'client-without-server',
    'follow_redirects',
  ]),
  refuses('an empty sign-in without a server', sd('role: pod, authorization: {}'), [
    'client-without-server',
    'authorization',
  ]),
  refuses('certificates without a server', sd('role: pod, tls_config: {insecure_skip_verify: true}'), [
    'client-without-server',
    'tls_config',
  ]),
  taken('sign-in with a server', sd('role: pod, api_server: "https://a", basic_auth: {username: a}')),
  refuses(
    'the own namespace of another cluster',
    sd('role: pod, api_server: "https://a", namespaces: {own_namespace: true}'),
    ['own-namespace', 'true'],
  ),
  taken(
    'selectors',
    sd('role: endpointslice, selectors: [{role: pod, label: a=b}, {role: service}, {role: endpointslice}]'),
  ),
  refuses('a selector for another role', sd('role: service, selectors: [{role: pod, label: a=b}]'), [
    'selector-role',
    'pod',
  ]),
  refuses('a selector twice', sd('role: pod, selectors: [{role: pod}, {role: pod}]'), [
    'selector-role',
    'pod',
  ]),
  only(
    'before 0.48',
    refuses('pods by their nodes', sd('role: pod, selectors: [{role: node, label: a=b}]'), [
      'selector-role',
      'node',
    ]),
  ),
  refuses('an empty rule', job('relabel_configs: [null]'), ['relabel/empty-rule', 'null']),
  refuses('an empty rule for metrics', job('metric_relabel_configs: [null]'), ['relabel/empty-rule', 'null']),
  refuses('a regex with look-ahead', job('relabel_configs: [{regex: "(?=a)", target_label: a}]'), [
    'relabel/bad-regex',
    '"(?=a)"',
  ]),
  refuses('a rule without target', job('metric_relabel_configs: [{source_labels: [a]}]'), [
    'relabel/target-label-missing',
    '{',
  ]),
  only(
    'before 0.44',
    refuses('a label with a dot', job('relabel_configs: [{target_label: a.b, replacement: c}]'), [
      'relabel/invalid-target-label',
      'a.b',
    ]),
  ),
  since(
    '0.46.0',
    refuses(
      'a label with a dot in a job with legacy names',
      job('metric_name_validation_scheme: legacy, relabel_configs: [{target_label: a.b, replacement: c}]'),
      ['relabel/invalid-target-label', 'a.b'],
    ),
  ),
];
