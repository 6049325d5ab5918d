import { account, otherAccount } from '../names.ts';
import type { Identities, Identity, Role } from './identities.ts';
import { makeRole, policies } from './identities.ts';

/** The users and roles of the lab's accounts. */
export interface People {
  admin: Identity;
  /** An administrator of the other account. */
  other: Identity;
  reader: Identity;
  denied: Identity;
  process: Identity;
  /** Signs the remote writes of the sample app's metrics. */
  collector: Identity;
  /** Temporary credentials that ended an hour ago. */
  stale: Identity;
  roles: { operator: Role; deployer: Role; web: Role; signedIn: Role };
}

export function makePeople(identities: Identities, now: number): People {
  const { everything, reading, nothing } = policies;
  const roles = {
    operator: makeRole(account, 'lab-operator', everything, { mfaSerial: `arn:aws:iam::${account}:mfa/lab` }),
    deployer: makeRole(account, 'lab-deployer', everything),
    web: makeRole(account, 'lab-web', everything, { webIdentityToken: 'lab.web.identity' }),
    signedIn: makeRole(account, 'AWSReservedSSO_LabAdmin_0123456789abcdef', everything, {
      permissionSet: 'LabAdmin',
    }),
  };
  return {
    admin: identities.addUser(account, 'lab', everything),
    other: identities.addUser(otherAccount, 'lab-other', everything),
    reader: identities.addUser(account, 'lab-readonly', reading),
    denied: identities.addUser(account, 'lab-denied', nothing),
    process: identities.addUser(account, 'lab-process', everything),
    collector: identities.addUser(account, 'adot-collector', (action) => action === 'aps:RemoteWrite'),
    stale: identities.addSession(roles.deployer, 'yesterday', now - 3600_000),
    roles,
  };
}
