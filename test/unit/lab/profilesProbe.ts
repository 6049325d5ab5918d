// Run as a program of its own, in the environment of a lab: says for each profile who AWS takes it for, or why it does not.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';

const answers: Record<string, string> = {};
for (const profile of process.argv.slice(2)) {
  process.env['AWS_PROFILE'] = profile;
  const credentials = fromNodeProviderChain({ profile, mfaCodeProvider: () => Promise.resolve('123456') });
  const client = new STSClient({ credentials, maxAttempts: 1 });
  try {
    answers[profile] = (await client.send(new GetCallerIdentityCommand({}))).Arn ?? '';
  } catch (error) {
    answers[profile] = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  client.destroy();
}
process.stdout.write(JSON.stringify(answers));
