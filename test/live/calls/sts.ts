import type { AwsCall } from './call.ts';

function sts(title: string, operation: string, parameters: Record<string, string> = {}): AwsCall {
  const body = { Action: operation, Version: '2011-06-15', ...parameters };
  return { title, service: 'sts', operation, method: 'POST', target: '/', body };
}

/** Every operation of STS that the lab and moto both know, asked well and badly. */
export function stsCalls(roles: { plain: string; web: string; webToken: string }): AwsCall[] {
  const named = { RoleArn: roles.plain, RoleSessionName: 'me' };
  const web = { RoleArn: roles.web, RoleSessionName: 'me' };
  return [
    sts('ask who one is', 'GetCallerIdentity'),
    sts('take a role', 'AssumeRole', named),
    sts('take a role for a while', 'AssumeRole', { ...named, DurationSeconds: '900' }),
    sts('take a role for too short a while', 'AssumeRole', { ...named, DurationSeconds: '60' }),
    sts('take a role without its ARN', 'AssumeRole', { RoleSessionName: 'me' }),
    sts('take a role without a name', 'AssumeRole', { RoleArn: roles.plain }),
    sts('take a role under too long a name', 'AssumeRole', { ...named, RoleSessionName: 'a'.repeat(65) }),
    sts('take a role that is not there', 'AssumeRole', { ...named, RoleArn: `${roles.plain}-not` }),
    sts('take a role by a token', 'AssumeRoleWithWebIdentity', { ...web, WebIdentityToken: roles.webToken }),
    sts('take a role by another token', 'AssumeRoleWithWebIdentity', {
      ...web,
      WebIdentityToken: 'x'.repeat(20),
    }),
  ];
}
