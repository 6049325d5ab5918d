import { groupVersion, resources } from './resources.ts';
import type { Resource } from './resources.ts';

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** What EKS answers at /version for a cluster of that version. */
export const version = {
  major: '1',
  minor: '35',
  emulationMajor: '1',
  emulationMinor: '35',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '34',
  gitVersion: 'v1.35.2-eks-3025e55',
  gitCommit: '9b84ff6e6ef2ad1ee2dbc6b5a4e3f1d7ad1b3c7a',
  gitTreeState: 'clean',
  buildDate: '2026-10-02T11:02:40Z',
  goVersion: 'go1.25.6',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** The answer for a path that is about the API itself; `undefined` for any other. */
export function discover(path: string, url: string): unknown {
  switch (path.replace(/\/$/, '')) {
    case '/version':
      return version;
    case '/api':
      return {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: new URL(url).host }],
      };
    case '/apis':
      return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups().map(describeGroup) };
    default:
      return discoverGroup(path);
  }
}

/** Whether a path lies below a group and version that are served: then what it names is an unknown resource, not an unknown path. */
export function servesGroupOf(path: string): boolean {
  const [, core, group, version] = /^\/(?:api\/(v1)|apis\/([^/]+)\/([^/]+))\/./.exec(path) ?? [];
  const wanted = core ?? `${group}/${version}`;
  return resources.some((resource) => groupVersion(resource) === wanted);
}

function discoverGroup(path: string): unknown {
  const [, core, group = '', groupVersionPart] =
    /^\/(?:api\/(v1)|apis\/([^/]+)(?:\/([^/]+))?)\/?$/.exec(path) ?? [];
  if (core === undefined && !groups().includes(group)) {
    return undefined;
  }
  if (core === undefined && groupVersionPart === undefined) {
    return { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) };
  }
  const wanted = core ?? `${group}/${groupVersionPart}`;
  const found = resources.filter((resource) => groupVersion(resource) === wanted);
  const reviews = wanted === 'authorization.k8s.io/v1' ? [accessReview] : [];
  if (found.length + reviews.length === 0) {
    return undefined;
  }
  return {
    kind: 'APIResourceList',
    // The core, older than the field, leaves it out.
    ...(core === undefined ? { apiVersion: 'v1' } : {}),
    groupVersion: wanted,
    resources: [...found.flatMap(describeResource), ...reviews],
  };
}

const accessReview = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};

function groups(): string[] {
  const named = resources.map(({ group }) => group).filter((group) => group !== '');
  return [...new Set([...named, 'authorization.k8s.io'])];
}

function describeGroup(name: string): Record<string, unknown> {
  const found = resources.find(({ group }) => group === name)?.version ?? 'v1';
  const preferred = { groupVersion: `${name}/${found}`, version: found };
  return { name, versions: [preferred], preferredVersion: preferred };
}

function describeResource({
  plural,
  singular,
  kind,
  namespaced,
  shortNames,
}: Resource): Record<string, unknown>[] {
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames === undefined ? {} : { shortNames }),
  };
  const log = { name: 'pods/log', singularName: '', namespaced, kind, verbs: ['get'] };
  return plural === 'pods' ? [own, log] : [own];
}
