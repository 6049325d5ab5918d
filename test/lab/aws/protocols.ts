import { splitTarget } from '../listener.ts';
import { cannotParse } from './errors.ts';
import type { ServiceError } from './errors.ts';
import type { Answer, Operation, Route, Stream } from './service.ts';
import type { ReceivedRequest, SignatureProblem } from './sigv4.ts';

/** How a service writes its requests, answers and errors. */
export interface Protocol {
  codes: Record<SignatureProblem | 'denied', string>;
  parse(request: ReceivedRequest): Record<string, unknown>;
  render(answer: Exclude<Answer, Stream>, operation: string, requestId: string): Rendered;
  fail(error: ServiceError, requestId: string): Exclude<Answer, Stream>;
}

interface Rendered {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html: aps, grafana, eks, sso */
export const restJson: Protocol = {
  codes: {
    missing: 'MissingAuthenticationTokenException',
    incomplete: 'IncompleteSignatureException',
    unknownKey: 'UnrecognizedClientException',
    badToken: 'UnrecognizedClientException',
    expiredToken: 'ExpiredTokenException',
    skewed: 'InvalidSignatureException',
    scope: 'InvalidSignatureException',
    mismatch: 'InvalidSignatureException',
    denied: 'AccessDeniedException',
  },
  parse: ({ body }) => {
    if (body.length === 0) {
      return {};
    }
    try {
      return Object(JSON.parse(Buffer.from(body).toString())) as Record<string, unknown>;
    } catch {
      throw cannotParse('The request body is not JSON.');
    }
  },
  render: (answer, _operation, requestId) => {
    const id = { 'x-amzn-requestid': requestId };
    if ('raw' in answer) {
      return { status: answer.status, headers: { ...id, ...answer.headers }, body: Buffer.from(answer.raw) };
    }
    const body = Buffer.from(answer.members === undefined ? '' : JSON.stringify(answer.members));
    return { status: answer.status ?? 200, headers: { ...id, 'content-type': 'application/json' }, body };
  },
  fail: ({ status, code, message, members, headers }) => ({
    raw: JSON.stringify({ message, ...members }),
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code, ...headers },
  }),
};

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: sts. Its codes: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export const query: Protocol = {
  codes: {
    missing: 'MissingAuthenticationToken',
    incomplete: 'IncompleteSignature',
    unknownKey: 'InvalidClientTokenId',
    badToken: 'InvalidClientTokenId',
    expiredToken: 'ExpiredToken',
    skewed: 'SignatureDoesNotMatch',
    scope: 'SignatureDoesNotMatch',
    mismatch: 'SignatureDoesNotMatch',
    denied: 'AccessDenied',
  },
  parse: ({ body, target }) => ({
    ...Object.fromEntries(new URLSearchParams(splitTarget(target).query)),
    ...Object.fromEntries(new URLSearchParams(Buffer.from(body).toString())),
  }),
  render: (answer, operation, requestId) => {
    if ('raw' in answer) {
      return { status: answer.status, headers: answer.headers, body: Buffer.from(answer.raw) };
    }
    const xml = `<${operation}Response xmlns="${stsNamespace}"><${operation}Result>${toXml(answer.members)}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
    return { status: answer.status ?? 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
  },
  fail: ({ status, code, message }, requestId) => ({
    raw: `<ErrorResponse xmlns="${stsNamespace}">${toXml({ Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message }, RequestId: requestId })}</ErrorResponse>`,
    status,
    headers: { 'content-type': 'text/xml' },
  }),
};

const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

function toXml(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
    .join('');
}

/** Finds operations by verb and path template, as `GET /workspaces/{workspaceId}`. */
export function routeByPath(operations: Record<string, Operation>): Route {
  const known = Object.entries(operations).map(([line, operation]) => {
    const [method, template = ''] = line.split(' ');
    return { method, segments: template.split('/'), operation };
  });
  return ({ method, target }) => {
    const segments = splitTarget(target).path.split('/');
    for (const candidate of known) {
      const path = candidate.method === method ? match(candidate.segments, segments) : undefined;
      if (path) {
        return { operation: candidate.operation, path };
      }
    }
    return undefined;
  };
}

function match(template: string[], segments: string[]): Record<string, string> | undefined {
  const path: Record<string, string> = {};
  const fits =
    template.length === segments.length &&
    template.every((part, at) => {
      const segment = segments[at] ?? '';
      if (!part.startsWith('{')) {
        return part === segment;
      }
      path[part.slice(1, -1)] = decode(segment);
      return segment !== '';
    });
  return fits ? path : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Finds operations by the `Action` of the form body. */
export function routeByAction(operations: Operation[]): Route {
  return (_request, body) => {
    const operation = operations.find(({ name }) => name === body['Action']);
    return operation && { operation, path: {} };
  };
}
