import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { sendOptions } from './call.ts';
import type { Call } from './call.ts';
import type { AwsSession } from './session.ts';

/** Whose credentials these are. Every identity may ask. */
export async function whoAmI(
  session: AwsSession,
  call: Call = {},
): Promise<{ account: string; arn: string; userId: string }> {
  const command = new GetCallerIdentityCommand({});
  const { Account, Arn, UserId } = await session.sts.send(command, sendOptions(call));
  return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' };
}
