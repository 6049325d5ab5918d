import * as assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, describe, it } from 'mocha';
import { listWorkspaces } from '../../../src/aws/amp.ts';
import { listClusters } from '../../../src/aws/eks.ts';
import { explainAwsError } from '../../../src/aws/explain.ts';
import { listGrafanaWorkspaces } from '../../../src/aws/grafana.ts';
import type { AwsSession } from '../../../src/aws/session.ts';
import { whoAmI } from '../../../src/aws/sts.ts';
import { sentence } from '../../../src/trouble.ts';
import type { Advice } from '../../../src/trouble.ts';
import { json, keys, makeHome, serve, xml } from './local.ts';
import type { Home } from './local.ts';

const connection = { profile: 'lab', region: 'eu-west-1' };
type CallOf = (session: AwsSession) => Promise<unknown>;
type Reply = (response: ServerResponse) => void;

const failing =
  (status: number, error: string, body: object): Reply =>
  (response) =>
    json(response, body, { status, error });
const page =
  (status: number): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html><head><title>Log in</title></head><body><p>Welcome<br></body></html>');
  };
const stsError =
  (code: string, message: string): Reply =>
  (response) =>
    xml(
      response,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      403,
    );

/** What the service answers, whom we ask, which kind of failure it is, and words that must be in the sentence. */
const answers: readonly [title: string, reply: Reply, call: CallOf, code: string, words: RegExp][] = [
  [
    'a denial that names the action',
    failing(403, 'AccessDeniedException', {
      message:
        'User: arn:aws:iam::1:user/x is not authorized to perform: aps:ListWorkspaces on resource: arn:aws:aps:eu-west-1:1:/workspaces because no identity-based policy allows the aps:ListWorkspaces action',
    }),
    listWorkspaces,
    'denied',
    /aps:ListWorkspaces is missing for arn:aws:iam::1:user\/x.*allow aps:ListWorkspaces on arn:aws:aps:eu-west-1:1:\/workspaces/,
  ],
  [
    'a denial that says nothing',
    failing(403, 'AccessDeniedException', {}),
    listGrafanaWorkspaces,
    'denied',
    /grafana:ListWorkspaces is missing for profile "lab"/,
  ],
  [
    'a denial by an organisation',
    failing(403, 'AccessDeniedException', {
      message:
        'User: arn:aws:iam::1:user/x is not authorized to perform: eks:ListClusters on resource: * with an explicit deny in a service control policy',
    }),
    listClusters,
    'denied',
    /denied explicitly by: service control policy/,
  ],
  [
    'expired keys',
    failing(403, 'ExpiredTokenException', {
      message: 'The security token included in the request is expired',
    }),
    listWorkspaces,
    'expired',
    /temporary credentials of profile "lab" have expired.*config/,
  ],
  ['expired keys at STS', stsError('ExpiredToken', 'expired'), whoAmI, 'expired', /have expired/],
  [
    'keys nobody knows',
    failing(403, 'UnrecognizedClientException', {
      message: 'The security token included in the request is invalid.',
    }),
    listClusters,
    'missingCredentials',
    /does not know the access key of profile "lab"/,
  ],
  [
    'keys nobody knows at STS',
    stsError('InvalidClientTokenId', 'invalid'),
    whoAmI,
    'missingCredentials',
    /does not know the access key/,
  ],
  [
    'a wrong secret key',
    failing(403, 'InvalidSignatureException', {
      message: 'The request signature we calculated does not match the signature you provided.',
    }),
    listWorkspaces,
    'missingCredentials',
    /does not match the access key ID/,
  ],
  [
    'a wrong clock',
    failing(403, 'InvalidSignatureException', {
      message: 'Signature expired: 20200101T000000Z is now earlier than 20200101T001500Z',
    }),
    listWorkspaces,
    'clockSkew',
    /machine's clock/,
  ],
  [
    'throttling',
    failing(429, 'ThrottlingException', { message: 'Rate exceeded' }),
    listWorkspaces,
    'throttled',
    /throttling.*Rate exceeded/,
  ],
  [
    'a workspace that is gone',
    failing(404, 'ResourceNotFoundException', {
      message: 'Workspace not found',
      resourceId: 'ws-1',
      resourceType: 'AWS::APS::Workspace',
    }),
    listWorkspaces,
    'notFound',
    /^Workspace ws-1 no longer exists.*deleted in the meantime/,
  ],
  [
    'a conflict',
    failing(409, 'ConflictException', {
      message: 'Workspace is not ACTIVE',
      resourceId: 'ws-1',
      resourceType: 'workspace',
    }),
    listWorkspaces,
    'conflict',
    /Workspace is not ACTIVE.*Wait/,
  ],
  [
    'a quota',
    failing(402, 'ServiceQuotaExceededException', {
      message: 'You have 25 workspaces',
      resourceId: 'x',
      resourceType: 'workspace',
      serviceCode: 'aps',
      quotaCode: 'L-1',
    }),
    listWorkspaces,
    'quota',
    /quota of the account in eu-west-1.*25 workspaces/,
  ],
  [
    'bad input',
    failing(400, 'ValidationException', {
      message: 'invalid',
      reason: 'FIELD_VALIDATION_FAILED',
      fieldList: [{ name: 'alias', message: 'too long' }],
    }),
    listWorkspaces,
    'validation',
    /alias: too long/,
  ],
  [
    'a failure of AWS',
    failing(500, 'InternalServerException', { message: 'oops' }),
    listWorkspaces,
    'serviceFailed',
    /HTTP 500.*oops/,
  ],
  ['a web page', page(200), listWorkspaces, 'notAws', /not a response from AWS.*captive portal/],
  ['a web page that refuses', page(403), listWorkspaces, 'notAws', /HTTP 403/],
  ['a web page in place of STS', page(200), whoAmI, 'notAws', /web page/],
  [
    'a connection cut in the middle',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{"work');
      setTimeout(() => response.destroy(), 5);
    },
    listWorkspaces,
    'unreachable',
    /cut before AWS had answered/,
  ],
  [
    'a connection closed at once',
    (response) => void response.destroy(),
    listWorkspaces,
    'unreachable',
    /ECONNRESET/,
  ],
];

describe('explainAwsError', () => {
  let home: Home;
  let reply: Reply;
  let local: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    local = await serve((_request, response) => reply(response));
    home = makeHome(`[profile lab]\nmax_attempts = 1\nendpoint_url = ${local.url}\n${keys}`);
  });
  after(async () => {
    home.close();
    await local.close();
  });

  const explain = async (call: CallOf, where = connection): Promise<Advice> => {
    const aws = home.aws();
    try {
      await call(await aws.session(where));
    } catch (error) {
      return explainAwsError(error, where);
    }
    throw new Error('It did not fail.');
  };

  for (const [title, answer, call, code, words] of answers) {
    it(`knows ${title}`, async () => {
      reply = answer;
      const advice = await explain(call);
      assert.equal(advice.code, code, sentence(advice));
      assert.match(sentence(advice), words);
    });
  }

  it('knows an endpoint where nobody listens', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    home.write(`[profile down]\nmax_attempts = 1\nendpoint_url = ${gone.url}\n${keys}`);
    const advice = await explain(listWorkspaces, { ...connection, profile: 'down' });
    assert.equal(advice.code, 'unreachable');
    assert.match(advice.what, new RegExp(`127.0.0.1:${gone.port} cannot be reached`));
  });

  it('knows a region whose name cannot be part of a host', async () => {
    home.write(`[profile plain]\n${keys}`);
    const advice = await explain(listWorkspaces, { profile: 'plain', region: 'eu_west' });
    assert.equal(advice.code, 'badConfig');
    assert.match(advice.what, /"eu_west" is not an AWS region/);
  });

  /** As Node's resolver throws it; asking a real one is not for unit tests. */
  const unknownHost = (hostname: string): Error =>
    Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', hostname });
  const thrown: readonly [title: string, error: unknown, code: string, words: RegExp][] = [
    [
      'a region without AMP',
      unknownHost('aps.mars-north-1.amazonaws.com'),
      'noRegionService',
      /no AMP in the region eu-west-1: the host aps\.mars-north-1/,
    ],
    [
      'a region without AMP, dual stack',
      unknownHost('aps.mars-north-1.api.aws'),
      'noRegionService',
      /no AMP/,
    ],
    [
      'an endpoint_url of no host',
      unknownHost('aps.internal.example'),
      'unreachable',
      /no host named aps\.internal\.example.*endpoint_url/,
    ],
    [
      'no network',
      Object.assign(new Error(), { code: 'EAI_AGAIN', hostname: 'aps.eu-west-1.amazonaws.com' }),
      'unreachable',
      /EAI_AGAIN/,
    ],
    [
      'all addresses refused',
      new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED', address: '::1', port: 1 })]),
      'unreachable',
      /::1:1/,
    ],
    [
      'a proxy that wants a password',
      new Error('Bad response: 407'),
      'proxy',
      /user name and a password.*http\.proxy/,
    ],
    [
      'patience at its end',
      Object.assign(new Error('x'), { name: 'TimeoutError' }),
      'timeout',
      /did not answer in time/,
    ],
    ['an abort', Object.assign(new Error(), { name: 'AbortError' }), 'cancelled', /Cancelled/],
    ['something nobody foresaw', new Error('Boo'), 'other', /Boo/],
    ['nothing at all', undefined, 'other', /profile "lab"/],
  ];
  for (const [title, error, code, words] of thrown) {
    it(`knows ${title}`, () => {
      const advice = explainAwsError(error, connection);
      assert.equal(advice.code, code);
      assert.match(sentence(advice), words);
    });
  }
});
