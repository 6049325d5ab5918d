import { mfaCode } from '../names.ts';
import { ServiceError, accessDenied } from './errors.ts';
import type { Identity, Role } from './identities.ts';
import { query, routeByAction } from './protocols.ts';
import type { Call, Service, Shared } from './service.ts';
import { startService } from './service.ts';

/** AWS STS: who am I, and temporary credentials. Actions and members: https://docs.aws.amazon.com/STS/latest/APIReference/ */
export function startSts(roles: readonly Role[], shared: Shared): Promise<Service> {
  return startService({
    name: 'sts',
    signingName: 'sts',
    protocol: query,
    route: routeByAction([
      {
        name: 'GetCallerIdentity',
        run: ({ identity }) => ({
          members: { Arn: identity?.arn, UserId: identity?.userId, Account: identity?.account },
        }),
      },
      {
        name: 'AssumeRole',
        resource: ({ body }) => String(body['RoleArn']),
        run: (call) => {
          const arn = text(call, 'RoleArn');
          const role = roles.find(
            (candidate) => candidate.arn === arn && candidate.webIdentityToken === undefined,
          );
          // A role that is not there and one that does not trust the caller are answered alike.
          if (!role || (role.mfaSerial !== undefined && call.body['TokenCode'] === undefined)) {
            throw accessDenied(call.identity?.arn ?? '', 'sts:AssumeRole', arn, 'AccessDenied');
          }
          if (
            role.mfaSerial !== undefined &&
            (call.body['SerialNumber'] !== role.mfaSerial || call.body['TokenCode'] !== mfaCode)
          ) {
            throw new ServiceError(
              403,
              'AccessDenied',
              'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
            );
          }
          return { members: handOut(call, role, shared) };
        },
      },
      {
        name: 'AssumeRoleWithWebIdentity',
        unsigned: true,
        run: (call) => {
          const arn = text(call, 'RoleArn');
          const role = roles.find(
            (candidate) => candidate.arn === arn && candidate.webIdentityToken !== undefined,
          );
          if (!role) {
            throw new ServiceError(
              403,
              'AccessDenied',
              'Not authorized to perform sts:AssumeRoleWithWebIdentity',
            );
          }
          if (call.body['WebIdentityToken'] !== role.webIdentityToken) {
            throw new ServiceError(400, 'InvalidIdentityToken', 'Token signature is not valid');
          }
          return {
            members: {
              ...handOut(call, role, shared),
              SubjectFromWebIdentityToken: 'system:serviceaccount:adot-col:adot-collector',
            },
          };
        },
      },
    ]),
    shared,
  });
}

function text({ body }: Call, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') {
    throw new ServiceError(
      400,
      'ValidationError',
      `Value null at '${name}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

function handOut(call: Call, role: Role, { identities }: Shared) {
  const name = text(call, 'RoleSessionName');
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new ServiceError(
      400,
      'ValidationError',
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must have length between 2 and 64 and satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  const seconds = Number(call.body['DurationSeconds'] ?? 3600);
  if (!(seconds >= 900 && seconds <= 43_200)) {
    throw new ServiceError(400, 'ValidationError', 'DurationSeconds has to be between 900 and 43200');
  }
  const session = identities.addSession(role, name, call.now + seconds * 1000);
  return {
    Credentials: credentialMembers(session),
    AssumedRoleUser: { Arn: session.arn, AssumedRoleId: session.userId },
  };
}

function credentialMembers({ accessKeyId, secretAccessKey, sessionToken, expiresAt = 0 }: Identity) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiresAt).toISOString(),
  };
}
