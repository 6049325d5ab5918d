import * as l10n from '@vscode/l10n';
import { entriesOf, entryOf, itemsOf, keyOf, resolved, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span } from '../../problem.ts';
import type { PrometheusDialect } from './dialect.ts';
import { checkHttpClient } from './httpClient.ts';
import { isSaid, scalarText } from './job.ts';
import type { KubernetesDiscovery, ScrapeJob } from './job.ts';
import { kubernetesRoles, selectorRolesOf } from './kubernetesRoles.ts';
import type { KubernetesRole } from './kubernetesRoles.ts';
import { nearest } from '../../manifest/schema/nearest.ts';
import { refusal } from './report.ts';

/** The role of a discovery; `undefined` where it is none that there is, or not known here. */
export function roleOf({ role }: KubernetesDiscovery): KubernetesRole | undefined {
  return kubernetesRoles.find((known) => known === role);
}

/**
 * What each `kubernetes_sd_configs` item has to say, and what excludes each other.
 * https://github.com/prometheus/prometheus/blob/main/discovery/kubernetes/kubernetes.go
 */
export function* checkDiscovery(job: ScrapeJob, dialect: PrometheusDialect): Iterable<Problem> {
  yield* checkEmptyItems(job);
  yield* checkFiles(job);
  for (const discovery of job.kubernetes) {
    yield* checkRole(discovery);
    yield* checkHttpClient(discovery.node);
    yield* checkAccess(discovery);
    yield* checkSelectors(discovery, dialect);
  }
}

function* checkEmptyItems({ node }: ScrapeJob): Iterable<Problem> {
  for (const entry of entriesOf(node)) {
    const key = keyOf(entry);
    // Rules have a finding of their own.
    const isList = key?.endsWith('_configs') === true && !key.includes('relabel');
    for (const item of isList ? itemsOf(entry.value) : []) {
      const value = resolved(item);
      if (value?.kind === 'scalar' && value.value === null) {
        yield refusal(
          'prometheus/empty-section',
          l10n.t('An item of {0} is empty, which Prometheus refuses.', keyOf(entry) ?? ''),
          item,
        );
      }
    }
  }
}

const fileName = /^[^*]*(?:\*[^/]*)?\.(?:json|ya?ml|JSON|YA?ML)$/;

/** Files with targets: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config */
function* checkFiles({ node }: ScrapeJob): Iterable<Problem> {
  for (const item of itemsOf(entryOf(node, 'file_sd_configs')?.value)) {
    const files = valueAt(item, 'files');
    const isList = files === undefined || files.kind === 'sequence';
    if (valueAt(item)?.kind === 'map' && isList && itemsOf(files).length === 0) {
      yield refusal(
        'prometheus/file-discovery',
        l10n.t('file_sd_configs needs files: at least one path of a file with targets.'),
        files ?? item,
      );
    }
    for (const file of itemsOf(files)) {
      const path = scalarText(file);
      if (path !== undefined && !fileName.test(path)) {
        yield refusal(
          'prometheus/file-discovery',
          l10n.t('A file with targets ends in .json, .yml or .yaml; only its name may have a *.'),
          file,
        );
      }
    }
  }
}

function* checkRole({ node, place, role }: KubernetesDiscovery): Iterable<Problem> {
  const entry = entryOf(node, 'role');
  if (!isSaid(entry?.value, true)) {
    yield refusal(
      'prometheus/role-missing',
      l10n.t('kubernetes_sd_configs needs a role, one of: {0}.', kubernetesRoles.join(', ')),
      entry?.key ?? place,
    );
  } else if (role !== undefined && !(kubernetesRoles as readonly string[]).includes(role)) {
    const meant = nearest(role.toLowerCase(), kubernetesRoles) ?? lowered(role);
    const value = resolved(entry?.value) ?? node;
    const edits = [{ start: value.start, end: value.end, text: meant ?? '' }];
    yield refusal(
      'prometheus/unknown-role',
      l10n.t('There is no role “{0}”. Roles are: {1}.', role, kubernetesRoles.join(', ')),
      value,
      meant === undefined ? {} : { fixes: [{ title: l10n.t('Change to “{0}”', meant), edits }] },
    );
  }
}

function lowered(role: string): string | undefined {
  return kubernetesRoles.find((known) => known === role.toLowerCase());
}

/** Fields of the HTTP client, which only an API server named here has use for, and when they say anything else than usual. */
const clientFields: readonly (readonly [field: string, isSet: (value: Value) => boolean])[] = [
  ['basic_auth', isMap],
  ['authorization', isMap],
  ['oauth2', isMap],
  ['tls_config', (value) => value.kind === 'map' && value.entries.some((entry) => isSet(entry.value))],
  ...['follow_redirects', 'enable_http2'].map((field) => [field, isOff] as const),
  ...['bearer_token', 'bearer_token_file', 'proxy_url', 'no_proxy', 'proxy_from_environment'].map(
    (field) => [field, isSet] as const,
  ),
  ...['proxy_connect_header', 'http_headers'].map((field) => [field, isSet] as const),
];

type Value = NonNullable<ReturnType<typeof resolved>>;

function isMap({ kind }: Value): boolean {
  return kind === 'map';
}

function isOff(node: Value): boolean {
  return node.kind === 'scalar' && node.value === false;
}

function isSet(node: YamlNode | undefined): boolean {
  const value = resolved(node);
  return value !== undefined && isSaid(value) && !isOff(value);
}

function* checkAccess({ node }: KubernetesDiscovery): Iterable<Problem> {
  // An empty address counts as one.
  const server = valueAt(node, 'api_server');
  const mayHaveServer = server !== undefined && !(server.kind === 'scalar' && server.value === null);
  const hasServer = mayHaveServer && scalarText(server) !== undefined;
  const hasFile = isSaid(valueAt(node, 'kubeconfig_file'));
  if (hasServer && hasFile) {
    yield refusal(
      'prometheus/api-server-or-kubeconfig',
      l10n.t('api_server and kubeconfig_file exclude each other.'),
      keySpan(node, 'kubeconfig_file'),
    );
  }
  const [client] =
    clientFields.find(([field, isUnusual]) => {
      const value = valueAt(node, field);
      return value !== undefined && isUnusual(value);
    }) ?? [];
  if (client !== undefined && (hasFile || !mayHaveServer)) {
    yield refusal(
      'prometheus/client-without-server',
      l10n.t('{0} is taken only together with api_server.', client),
      keySpan(node, client),
    );
  }
  const own = valueAt(node, 'namespaces', 'own_namespace');
  if (own?.kind === 'scalar' && own.value === true && (hasServer || hasFile)) {
    yield refusal(
      'prometheus/own-namespace',
      l10n.t('own_namespace means that of the pod, so it excludes api_server and kubeconfig_file.'),
      own,
    );
  }
}

function* checkSelectors(discovery: KubernetesDiscovery, dialect: PrometheusDialect): Iterable<Problem> {
  const role = roleOf(discovery);
  const seen = new Set<string>();
  for (const item of itemsOf(valueAt(discovery.node, 'selectors'))) {
    const value = valueAt(item, 'role');
    const own = value === undefined ? '' : scalarText(value);
    const allowed = role === undefined ? undefined : selectorRolesOf(role, dialect.podsByNode);
    if (own !== undefined && seen.has(own)) {
      yield refusal(
        'prometheus/selector-role',
        l10n.t('There is a selector for the role {0} already.', own),
        value ?? item,
      );
    } else if (role !== undefined && own !== undefined && !allowed?.some((one) => one === own)) {
      yield refusal(
        'prometheus/selector-role',
        l10n.t('With the role {0} selectors can be for: {1}.', role, allowed?.join(', ') ?? ''),
        value ?? item,
      );
    }
    seen.add(own ?? '');
  }
}

function keySpan(node: YamlNode, name: string): Span {
  return entryOf(node, name)?.key ?? node;
}
