/** An error as a service answers it: a status, the name of the exception, its message and further members. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly members: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, more: ErrorParts = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.members = more.members ?? {};
    this.headers = more.headers ?? {};
  }
}

interface ErrorParts {
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** One field of a request that is not as it should be. */
export interface FieldProblem {
  name: string;
  message: string;
}

// The members and statuses below are those of @aws-sdk/client-amp and client-grafana (dist-es/schemas/schemas_0.js).

export function invalid(...fieldList: FieldProblem[]): ServiceError {
  const message = `${fieldList.length} validation error${fieldList.length === 1 ? '' : 's'} detected: ${fieldList
    .map(({ name, message }) => `Value at '${name}' failed to satisfy constraint: ${message}`)
    .join('; ')}`;
  return new ServiceError(400, 'ValidationException', message, {
    members: { reason: 'FIELD_VALIDATION_FAILED', fieldList },
  });
}

export function cannotParse(message: string): ServiceError {
  return new ServiceError(400, 'ValidationException', message, {
    members: { reason: 'CANNOT_PARSE', fieldList: [] },
  });
}

/** AMP gives its types CloudFormation's names: https://github.com/hashicorp/terraform-provider-aws/issues/27472 */
export function notFound(resourceType: string, resourceId: string): ServiceError {
  const message = `${resourceType.split('::').at(-1)} not found`;
  return new ServiceError(404, 'ResourceNotFoundException', message, {
    members: { resourceId, resourceType },
  });
}

export function conflict(resourceType: string, resourceId: string, message: string): ServiceError {
  return new ServiceError(409, 'ConflictException', message, { members: { resourceId, resourceType } });
}

export function throttled(serviceCode: string): ServiceError {
  return new ServiceError(429, 'ThrottlingException', 'Rate exceeded', {
    members: { serviceCode, quotaCode: 'L-00000000' },
    headers: { 'retry-after': '1' },
  });
}

export function quotaExceeded(serviceCode: string): ServiceError {
  return new ServiceError(
    402,
    'ServiceQuotaExceededException',
    'The service quota for this resource has been reached.',
    {
      members: { resourceId: 'account', resourceType: 'workspace', serviceCode, quotaCode: 'L-00000000' },
    },
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html has this sentence. */
export function accessDenied(
  arn: string,
  action: string,
  resource: string,
  code = 'AccessDeniedException',
): ServiceError {
  return new ServiceError(
    403,
    code,
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}
