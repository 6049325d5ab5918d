import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { explainKubeError } from '../../../src/kube/explain.ts';
import { asKubeError, toKubeError } from '../../../src/kube/kubeError.ts';
import type { KubeError } from '../../../src/kube/kubeError.ts';
import { sentence, Trouble } from '../../../src/trouble.ts';

function answer(
  status: number,
  body: unknown,
  contentType = 'application/json',
  retryAfter?: string,
): KubeError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return toKubeError({ cluster: 'prod', status, contentType, retryAfter, body: text });
}

function network(code: string, message = code): unknown {
  return asKubeError(Object.assign(new Error(message), { code }), 'prod');
}

const forbidden = (message: string): unknown =>
  answer(403, { kind: 'Status', code: 403, reason: 'Forbidden', message });

describe('explaining Kubernetes’ errors', () => {
  const cases: readonly [title: string, error: unknown, code: string, said: RegExp][] = [
    [
      '401',
      answer(401, { kind: 'Status', code: 401, message: 'Unauthorized' }),
      'unauthorized',
      /“prod”.*401.*access entr/s,
    ],
    [
      'a verb that is forbidden in the whole cluster',
      forbidden(
        'deployments.apps is forbidden: User "dev" cannot list resource "deployments" in API group "apps" at the cluster scope',
      ),
      'forbidden',
      /may not list deployments\.apps in all namespaces of “prod”.*“dev”/s,
    ],
    [
      'a verb that is forbidden in a namespace',
      forbidden(
        'pods is forbidden: User "dev" cannot get resource "pods/log" in API group "" in the namespace "adot-col"',
      ),
      'forbidden',
      /may not get pods\/log in the namespace “adot-col” of “prod”/,
    ],
    [
      'what no policy of EKS for reading allows',
      forbidden(
        'opentelemetrycollectors.opentelemetry.io is forbidden: User "dev" cannot list resource "opentelemetrycollectors" in API group "opentelemetry.io" at the cluster scope',
      ),
      'forbidden',
      /may not list opentelemetrycollectors\.opentelemetry\.io.*Ask for a role that allows it\.$/s,
    ],
    [
      'a refusal in other words',
      forbidden('denied by policy'),
      'forbidden',
      /refuses this.*denied by policy/,
    ],
    [
      '404',
      answer(404, { kind: 'Status', code: 404, message: 'pods "x" not found' }),
      'notFound',
      /pods "x" not found/,
    ],
    ['410', answer(410, { kind: 'Status', code: 410, reason: 'Expired' }), 'tooOld', /no longer has/],
    ['429 in plain text', answer(429, 'Too many requests', 'text/plain', '7'), 'throttled', /wait 7 s/],
    ['500', answer(500, { kind: 'Status', code: 500, message: 'etcd' }), 'serverError', /HTTP 500.*etcd/],
    ['a page', answer(200, '<html>', 'text/html'), 'html', /not the Kubernetes API/],
    ['a page without a type', answer(503, ' <!DOCTYPE html>', ''), 'html', /not the Kubernetes API/],
    [
      'a refused connection',
      network('ECONNREFUSED'),
      'unreachable',
      /“prod”.*ECONNREFUSED.*private endpoint/s,
    ],
    ['an unknown host', network('ENOTFOUND'), 'unreachable', /ENOTFOUND/],
    [
      'two refused addresses',
      asKubeError(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]), 'prod'),
      'unreachable',
      /prod/,
    ],
    ['an unknown authority', network('SELF_SIGNED_CERT_IN_CHAIN'), 'unknownCa', /authority/],
    [
      'a wrong name in the certificate',
      network('ERR_TLS_CERT_ALTNAME_INVALID'),
      'badCertificate',
      /not valid/,
    ],
    ['an expired certificate', network('CERT_HAS_EXPIRED'), 'badCertificate', /clock/],
    [
      'an answer that took too long',
      asKubeError(new DOMException('late', 'TimeoutError'), 'prod'),
      'timeout',
      /in time.*private endpoint/s,
    ],
    [
      'trouble that explains itself',
      new Trouble({ code: 'own', what: 'Own words.' }),
      'own',
      /^Own words\.$/,
    ],
    ['anything else', new Error('odd'), 'other', /odd/],
    ['no error at all', undefined, 'other', /undefined/],
  ];
  for (const [title, error, code, said] of cases) {
    it(`knows ${title}`, () => {
      const advice = explainKubeError(error);
      assert.equal(advice.code, code);
      assert.match(sentence(advice), said);
    });
  }

  it('lets no token through', () => {
    const advice = explainKubeError(answer(500, 'Authorization: Bearer abc.def', 'text/plain'));
    assert.doesNotMatch(sentence(advice), /abc\.def/);
  });
});
