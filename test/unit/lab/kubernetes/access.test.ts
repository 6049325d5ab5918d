import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Status } from '../../../lab/kubernetes/status.ts';
import { useLab } from './client.ts';

describe('who may do what in the Kubernetes API', () => {
  const api = useLab({
    clusterName: 'ours',
    verifyToken: (token, clusterName) =>
      Promise.resolve(
        token === `k8s-aws-v1.${clusterName}`
          ? { user: 'arn:aws:iam::1:role/dev', groups: ['system:masters'] }
          : undefined,
      ),
  });

  const tokens: [title: string, token: () => string | undefined, status: number][] = [
    ['an administrator lists everything', () => api.lab.tokens.admin, 200],
    ['the exec plugin’s token is good', () => api.lab.tokens.exec, 200],
    ['an EKS token of this cluster is good', () => 'k8s-aws-v1.ours', 200],
    ['an EKS token of another cluster is not', () => 'k8s-aws-v1.theirs', 401],
    ['an expired token is not', () => api.lab.tokens.expired, 401],
    ['an unknown token is not', () => 'guess', 401],
    ['nobody may not list', () => undefined, 403],
    ['the reader may not list the whole cluster', () => api.lab.tokens.oneNamespace, 403],
  ];
  for (const [title, token, status] of tokens) {
    it(`${title}: ${status}`, async () =>
      assert.equal((await api.get('/api/v1/pods', { token: token() })).status, status));
  }

  const refusals: [path: string, message: string][] = [
    [
      '/api/v1/pods',
      'pods is forbidden: User "app-reader" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    [
      '/apis/apps/v1/namespaces/adot-col/deployments',
      'deployments.apps is forbidden: User "app-reader" cannot list resource "deployments" in API group "apps" in the namespace "adot-col"',
    ],
    [
      '/api/v1/namespaces/adot-col/pods/x/log',
      'pods "x" is forbidden: User "app-reader" cannot get resource "pods/log" in API group "" in the namespace "adot-col"',
    ],
    [
      '/api/v1/namespaces',
      'namespaces is forbidden: User "app-reader" cannot list resource "namespaces" in API group "" at the cluster scope',
    ],
  ];
  for (const [path, message] of refusals) {
    it(`words its refusal of ${path} as RBAC does`, async () => {
      const { status, json } = await api.get<Status>(path, { token: api.lab.tokens.oneNamespace });
      assert.deepEqual([status, json.kind, json.reason, json.message], [403, 'Status', 'Forbidden', message]);
    });
  }

  for (const path of [
    '/api/v1/namespaces/prom-sample-app/pods',
    '/apis/apps/v1/namespaces/prom-sample-app/deployments',
    '/api/v1/namespaces/prom-sample-app',
    '/version',
    '/api/v1',
  ]) {
    it(`lets the reader get ${path}`, async () =>
      assert.equal((await api.get(path, { token: api.lab.tokens.oneNamespace })).status, 200));
  }

  it('says Unauthorized as a Status', async () => {
    const { json } = await api.get<Status>('/version', { token: api.lab.tokens.expired });
    assert.deepEqual(json, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });

  it('shows its version and health to anybody', async () => {
    const { json } = await api.get<{ gitVersion: string }>('/version', { token: undefined });
    assert.match(json.gitVersion, /^v1\.\d+\.\d+-eks-/);
    assert.equal((await api.get('/readyz', { token: undefined })).text, 'ok');
    assert.equal((await api.get('/api', { token: undefined })).status, 403);
  });

  const reviews: [who: 'admin' | 'oneNamespace', namespace: string, verb: string, allowed: boolean][] = [
    ['admin', 'adot-col', 'patch', true],
    ['oneNamespace', 'adot-col', 'list', false],
    ['oneNamespace', 'prom-sample-app', 'list', true],
    ['oneNamespace', 'prom-sample-app', 'patch', false],
  ];
  for (const [who, namespace, verb, allowed] of reviews) {
    it(`reviews: ${who} may ${allowed ? '' : 'not '}${verb} pods in ${namespace}`, async () => {
      const { status, json } = await api.get<{ status: { allowed: boolean } }>(
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          method: 'POST',
          token: api.lab.tokens[who],
          body: JSON.stringify({ spec: { resourceAttributes: { namespace, verb, resource: 'pods' } } }),
        },
      );
      assert.deepEqual([status, json.status.allowed], [201, allowed]);
    });
  }
});
