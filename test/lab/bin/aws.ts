// The lab's stand-in for the AWS CLI, first on PATH: the few commands that the extension or a kubeconfig runs.

const [...words] = process.argv.slice(2);

function option(name: string): string | undefined {
  const at = words.indexOf(name);
  return at >= 0 ? words[at + 1] : undefined;
}

async function ask(path: string, body: unknown): Promise<string> {
  const lab = process.env['ADOT_LAB_URL'];
  if (lab === undefined) {
    throw new Error('ADOT_LAB_URL is not set: this stand-in for the AWS CLI works inside the lab only');
  }
  const response = await fetch(new URL(path, lab), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(text);
  }
  return text;
}

async function main(): Promise<string> {
  const profile = option('--profile') ?? process.env['AWS_PROFILE'];
  const command = words
    .filter((word, at) => !word.startsWith('--') && !words[at - 1]?.startsWith('--'))
    .join(' ');
  switch (command) {
    case 'sso login':
    case 'login':
      await ask('/sign-in', { profile });
      return `Successfully logged in: ${profile}`;
    case 'eks get-token':
      return ask('/eks-token', {
        profile,
        clusterName: option('--cluster-name'),
        region: option('--region'),
      });
    default:
      throw new Error(`the lab's aws knows "sso login", "login" and "eks get-token", not "${command}"`);
  }
}

try {
  process.stdout.write(`${await main()}\n`);
} catch (error) {
  process.stderr.write(`aws: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 255;
}
