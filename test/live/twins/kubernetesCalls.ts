import type { Call } from './api.ts';

/** Where both clusters hold the same few objects. */
export const twin = 'twin';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const metadataOnly = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json';
const core = `/api/v1/namespaces/${twin}`;
const apps = `/apis/apps/v1/namespaces/${twin}`;

/** Writes that make both clusters alike. */
export const beginnings: readonly Call[] = [
  post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: twin } }),
  ...['settings', 'more', 'rest'].map((name) =>
    post(`${core}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, labels: { app: 'twin' } },
      data: { key: 'value' },
    }),
  ),
  post(`${apps}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels: { app: 'twin' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'nginx:1.29' }] },
      },
    },
  }),
];

/** Kinds whose Tables have to have the same columns. */
export const tables: readonly [what: string, path: string][] = [
  ['namespaces', '/api/v1/namespaces'],
  ['nodes', '/api/v1/nodes'],
  ...['pods', 'configmaps', 'services', 'serviceaccounts', 'events'].map((plural): [string, string] => [
    plural,
    `/api/v1/${plural}`,
  ]),
  ...['deployments', 'statefulsets', 'daemonsets', 'replicasets'].map((plural): [string, string] => [
    plural,
    `/apis/apps/v1/${plural}`,
  ]),
  ['endpointslices', '/apis/discovery.k8s.io/v1/endpointslices'],
  ['clusterroles', '/apis/rbac.authorization.k8s.io/v1/clusterroles'],
  ['clusterrolebindings', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'],
];

/** Calls that succeed: whatever the lab says in its answer, the real server says too. */
export const answers: readonly [what: string, call: Call][] = [
  ['its version', { path: '/version' }],
  ['the versions of the core', { path: '/api' }],
  ['the groups', { path: '/apis' }],
  ['the resources of the core', { path: '/api/v1' }],
  ['the resources of a group', { path: '/apis/apps/v1' }],
  ['whether it is ready', { path: '/readyz' }],
  ['one object', { path: `${core}/configmaps/settings` }],
  ['one object as a Table', { path: `${core}/configmaps/settings`, accept: table }],
  ['a list', { path: `${core}/configmaps?labelSelector=app%3Dtwin` }],
  ['an empty list', { path: `${core}/configmaps?labelSelector=app%3Dnobody` }],
  ['a list as metadata', { path: `${core}/configmaps?labelSelector=app%3Dtwin`, accept: metadataOnly }],
  ['a first page', { path: `${core}/configmaps?limit=2&labelSelector=app%3Dtwin` }],
  ['a page without a selector', { path: '/api/v1/namespaces?limit=1' }],
  ['a list by two labels', { path: `${core}/configmaps?labelSelector=app+in+(twin%2Cother)%2C!tier` }],
  ['a list by name', { path: `${core}/configmaps?fieldSelector=metadata.name%3Dsettings` }],
  ['pods by their phase', { path: '/api/v1/pods?fieldSelector=status.phase%3DRunning' }],
  ['a list as of any time', { path: `${core}/configmaps?resourceVersion=0` }],
  ['a workload', { path: `${apps}/deployments/web` }],
  ...(['None', 'Metadata', 'Object'] as const).map((include): [string, Call] => [
    `a Table with ${include} of each object`,
    { path: `${core}/configmaps?includeObject=${include}&labelSelector=app%3Dtwin`, accept: table },
  ]),
  ['a page of a Table', { path: `${core}/configmaps?limit=1&labelSelector=app%3Dtwin`, accept: table }],
  ['an object that is only tried', post(`${core}/configmaps?dryRun=All`, configMap('tried'))],
  [
    'what one may do',
    post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'list', resource: 'pods' } },
    }),
  ],
];

/** Calls that fail, and have to fail in the same words. */
export const refusals: readonly [what: string, call: Call][] = [
  ['an object that is not there', { path: `${core}/configmaps/none` }],
  ['a workload that is not there', { path: `${apps}/deployments/none` }],
  ['a pod that is not there', { path: `${core}/pods/none` }],
  ['the log of a pod that is not there', { path: `${core}/pods/none/log` }],
  ['a path that nobody serves', { path: '/apis/none.example/v1/things' }],
  ['a resource that nobody serves', { path: `/api/v1/namespaces/${twin}/things` }],
  ['a token that nobody knows', { path: '/api/v1/pods', as: 'stranger' }],
  ['nobody', { path: '/api/v1/pods', as: 'nobody' }],
  ['a reader outside', { path: '/api/v1/pods', as: 'reader' }],
  ['a reader in another namespace', { path: `${core}/pods`, as: 'reader' }],
  ['a reader who asks for one object', { path: `${apps}/deployments/web`, as: 'reader' }],
  ['a reader who writes', { ...post(`${core}/configmaps`, configMap('mine')), as: 'reader' }],
  ['a field nobody selects by', { path: '/api/v1/pods?fieldSelector=spec.colour%3Dred' }],
  ['a field selector of a workload', { path: '/apis/apps/v1/deployments?fieldSelector=status.phase%3Dx' }],
  ['a label selector that is none', { path: '/api/v1/pods?labelSelector=a%3D%3D%3Db' }],
  ['a limit that is no number', { path: '/api/v1/pods?limit=many' }],
  ['a continue token that is none', { path: '/api/v1/pods?continue=none&limit=1' }],
  ['a resource version that is none', { path: '/api/v1/pods?resourceVersion=none' }],
  ['an object that is there already', post(`${core}/configmaps`, configMap('settings'))],
  [
    'an object without a name',
    post(`${core}/configmaps`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
  ],
  ['an object of another namespace', post(`${core}/configmaps`, configMap('x', 'other'))],
  [
    'an object of another kind',
    post(`${core}/configmaps`, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }),
  ],
  ['text that is no object', post(`${core}/configmaps`, '{')],
  ['a name that is none', post(`${core}/configmaps`, configMap('No Name'))],
  ['a try of another kind', post(`${core}/configmaps?dryRun=Some`, configMap('x'))],
  [
    'an update of what is not there',
    { ...post(`${core}/configmaps/none`, configMap('none')), method: 'PUT' },
  ],
  ['an update of what has changed', { ...post(`${core}/configmaps/settings`, stale()), method: 'PUT' }],
  ['a deletion of what is not there', { method: 'DELETE', path: `${core}/configmaps/none` }],
  ['a patch of a type nobody knows', patch('application/strange', '{}')],
  [
    'a patch of what is not there',
    { ...patch('application/merge-patch+json', '{}'), path: `${core}/configmaps/none` },
  ],
  ['an apply by nobody', patch('application/apply-patch+yaml', JSON.stringify(configMap('settings')))],
  [
    'a method that does not fit',
    { method: 'POST', path: `${core}/configmaps/settings`, body: configMap('x') },
  ],
  ['a write to no namespace', post('/api/v1/configmaps', configMap('x'))],
];

/** Requests for the log of a pod that the API server refuses itself. What a kubelet refuses is KWOK's business here. */
export const logRefusals: readonly [what: string, query: string][] = [
  ['a container that it has not', 'container=none'],
  ['since two times at once', 'sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z'],
  ['since no time', 'sinceSeconds=0'],
  ['since a time that is none', 'sinceTime=yesterday'],
  ['fewer lines than none', 'tailLines=-1'],
  ['lines that are no number', 'tailLines=all'],
  ['no bytes', 'limitBytes=0'],
];

function post(path: string, body: unknown): Call {
  return { method: 'POST', path, body };
}

function patch(type: string, body: string): Call {
  return { method: 'PATCH', path: `${core}/configmaps/settings`, type, body };
}

function configMap(name: string, namespace?: string): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    data: { key: 'value' },
  };
}

function stale(): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', resourceVersion: '1' },
  };
}
