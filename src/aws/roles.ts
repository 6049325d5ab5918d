import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';

/** How the SDK's credential providers have a role assumed. */
export interface RoleAssumers {
  roleAssumer: ReturnType<typeof getDefaultRoleAssumer>;
  roleAssumerWithWebIdentity: ReturnType<typeof getDefaultRoleAssumerWithWebIdentity>;
}

/** Assumers that ask STS by clients with these options. A file of its own: few profiles assume a role. */
export function createRoleAssumers(options: Parameters<typeof getDefaultRoleAssumer>[0]): RoleAssumers {
  return {
    roleAssumer: getDefaultRoleAssumer(options),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(options),
  };
}
