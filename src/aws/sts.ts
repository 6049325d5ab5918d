import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

/** The session's client for STS. */
export function stsOf(session: AwsSession): STSClient {
  return session.client('sts', (config) => new STSClient(config));
}

/** Whose credentials these are. Every identity may ask. */
export async function whoAmI(
  session: AwsSession,
  call: Call = {},
): Promise<{ account: string; arn: string; userId: string }> {
  const command = new GetCallerIdentityCommand({});
  const { Account, Arn, UserId } = await stsOf(session).send(command, sendOptions(call));
  return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' };
}
