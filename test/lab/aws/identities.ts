import { randomBytes } from 'node:crypto';

/** May the identity do this? The action is as in IAM: `aps:ListWorkspaces`. */
type Policy = (action: string) => boolean;

/** Somebody who can sign requests. */
export interface Identity {
  arn: string;
  account: string;
  userId: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Only temporary credentials have one. */
  sessionToken?: string;
  /** Milliseconds since 1970; only temporary credentials end. */
  expiresAt?: number;
  allows: Policy;
}

const reading = /^[a-z]+:(List|Describe|Get|Query)/;

export const policies = {
  everything: () => true,
  reading: (action: string) => reading.test(action),
  // "No permissions are required to perform this operation", not even with an explicit deny:
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  nothing: (action: string) => action === 'sts:GetCallerIdentity',
} satisfies Record<string, Policy>;

/** Everybody the lab knows, by access key. Keys are new with each lab. */
export class Identities {
  private readonly byKey = new Map<string, Identity>();

  /** A user with long-term keys. */
  addUser(account: string, name: string, allows: Policy): Identity {
    return this.add({
      arn: `arn:aws:iam::${account}:user/${name}`,
      account,
      userId: uniqueId('AIDA'),
      accessKeyId: uniqueId('AKIA'),
      secretAccessKey: randomBytes(30).toString('base64'),
      allows,
    });
  }

  /** Temporary credentials of a role, as STS hands them out. */
  addSession(role: Role, sessionName: string, expiresAt: number): Identity {
    return this.add({
      arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
      account: role.account,
      userId: `${uniqueId('AROA')}:${sessionName}`,
      accessKeyId: uniqueId('ASIA'),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(90).toString('base64'),
      expiresAt,
      allows: role.allows,
    });
  }

  find(accessKeyId: string): Identity | undefined {
    return this.byKey.get(accessKeyId);
  }

  private add(identity: Identity): Identity {
    this.byKey.set(identity.accessKeyId, identity);
    return identity;
  }
}

/** A role and who may take it. */
export interface Role {
  arn: string;
  name: string;
  account: string;
  allows: Policy;
  /** The serial number of the device whose code has to come with the call. */
  mfaSerial?: string;
  /** The token that AssumeRoleWithWebIdentity takes for it. */
  webIdentityToken?: string;
  /** The permission set that IAM Identity Center hands it out for. */
  permissionSet?: string;
}

export function makeRole(account: string, name: string, allows: Policy, more: Partial<Role> = {}): Role {
  return { arn: `arn:aws:iam::${account}:role/${name}`, name, account, allows, ...more };
}

function uniqueId(prefix: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('');
}
