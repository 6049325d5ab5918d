import { createHash } from 'node:crypto';
import type { AwsFiles } from './awsFiles.ts';
import { sourcesOf } from './profilesRules.ts';

/** Differs when anything that the credentials or the way to AWS come from does. A hash, because keys and tokens go into it. */
export function fingerprint(
  profile: string | undefined,
  {
    name,
    files,
    env,
    networkKey,
  }: { name: string; files: AwsFiles; env: NodeJS.ProcessEnv; networkKey: string },
): string {
  const chain = sourcesOf(name, files).map((source) => files.profiles[source]);
  const linked = chain.map((section) => [
    files.ssoSessions[section?.sso_session ?? ''],
    files.services[section?.services ?? ''],
  ]);
  const variables = Object.entries(env)
    .filter(([variable]) =>
      (profile === undefined ? /^AWS_/ : /^AWS_(ENDPOINT_URL|IGNORE_CONFIGURED)/).test(variable),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash([chain, linked, variables, networkKey]);
}

/** Of anything that JSON can say. */
export function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}
