import type { Resource } from './resources.ts';
import { groupResource } from './resources.ts';

/** What the API server answers instead of an object when something went wrong (meta/v1 Status). */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure' | 'Success';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: { reason?: string; message: string; field?: string }[];
  retryAfterSeconds?: number;
}

/** Thrown anywhere while a request is handled; the server answers with its status. */
export class ApiError extends Error {
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details === undefined ? {} : { details }),
      code,
    };
  }
}

// The words are those of k8s.io/apimachinery/pkg/api/errors, which clients and people search for.

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', 'Unauthorized');
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function unknownResource(): ApiError {
  return new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function methodNotAllowed(): ApiError {
  const message = 'the server does not allow this method on the requested resource';
  return new ApiError(405, 'MethodNotAllowed', message, {});
}

export function notFound(resource: Resource, name: string): ApiError {
  return new ApiError(
    404,
    'NotFound',
    `${groupResource(resource)} "${name}" not found`,
    about(resource, name),
  );
}

export function alreadyExists(resource: Resource, name: string): ApiError {
  const message = `${groupResource(resource)} "${name}" already exists`;
  return new ApiError(409, 'AlreadyExists', message, about(resource, name));
}

export function conflict(resource: Resource, name: string): ApiError {
  const message =
    `Operation cannot be fulfilled on ${groupResource(resource)} "${name}": ` +
    'the object has been modified; please apply your changes to the latest version and try again';
  return new ApiError(409, 'Conflict', message, about(resource, name));
}

export function invalid(kind: string, group: string, name: string, field: string, problem: string): ApiError {
  const reasons: Record<string, string> = {
    Forbidden: 'FieldValueForbidden',
    Required: 'FieldValueRequired',
    Unsupported: 'FieldValueNotSupported',
  };
  const qualified = group === '' ? kind : `${kind}.${group}`;
  return new ApiError(422, 'Invalid', `${qualified} "${name}" is invalid: ${field}: ${problem}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind,
    causes: [
      { reason: reasons[/^\w+/.exec(problem)?.[0] ?? ''] ?? 'FieldValueInvalid', message: problem, field },
    ],
  });
}

/** The list behind a continue token is gone; `fresh` goes on from the same place in today's list. */
export function expiredContinue(fresh: string): ApiError {
  const error = new ApiError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
      'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
      'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
      'deleted between the time the first chunk was returned and now may show up in the list.',
  );
  error.status.metadata.continue = fresh;
  return error;
}

export function expiredVersion(asked: number, oldest: number): ApiError {
  return new ApiError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
}

export function tooLargeVersion(asked: number, current: number): ApiError {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
  return new ApiError(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

export function internalError(code: number, message: string): ApiError {
  const reasons: Record<number, string> = { 503: 'ServiceUnavailable', 504: 'Timeout' };
  return new ApiError(code, reasons[code] ?? 'InternalError', message);
}

function about(resource: Resource, name: string): StatusDetails {
  return { name, ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.plural };
}
