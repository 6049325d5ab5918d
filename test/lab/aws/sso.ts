import { randomBytes } from 'node:crypto';
import { ServiceError } from './errors.ts';
import type { Role } from './identities.ts';
import { restJson, routeByPath } from './protocols.ts';
import type { Service, Shared } from './service.ts';
import { startService } from './service.ts';

/** The tokens of people who have signed in through IAM Identity Center, with the time each one ends. */
export class SsoTokens {
  private readonly ends = new Map<string, number>();

  issue(endsAt: number): string {
    const token = randomBytes(48).toString('base64url');
    this.ends.set(token, endsAt);
    return token;
  }

  isGood(token: string | undefined, now: number): boolean {
    return (this.ends.get(token ?? '') ?? 0) > now;
  }
}

/** The access portal of IAM Identity Center: a bearer token against a role's credentials. https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/ */
export function startSso(tokens: SsoTokens, roles: readonly Role[], shared: Shared): Promise<Service> {
  return startService({
    name: 'sso',
    signingName: 'awsssoportal',
    protocol: restJson,
    route: routeByPath({
      'GET /federation/credentials': {
        name: 'GetRoleCredentials',
        unsigned: true,
        run: ({ received, query, now }) => {
          if (!tokens.isGood(received.headers['x-amz-sso_bearer_token'], now)) {
            throw new ServiceError(401, 'UnauthorizedException', 'Session token not found or invalid');
          }
          const role = roles.find(
            ({ permissionSet, account }) =>
              permissionSet === query.get('role_name') && account === query.get('account_id'),
          );
          if (!role) {
            throw new ServiceError(403, 'ForbiddenException', 'No access');
          }
          const expiration = now + 3600_000;
          const { accessKeyId, secretAccessKey, sessionToken } = shared.identities.addSession(
            role,
            'lab',
            expiration,
          );
          return { members: { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } } };
        },
      },
    }),
    shared,
  });
}
