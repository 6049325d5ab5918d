import * as assert from 'node:assert/strict';
import { after, before, it } from 'mocha';
import { join } from 'node:path';
import { commandLine } from '../../src/notebook/export/commandLine.ts';
import { fedWorkspaceId } from '../lab/aws/sets.ts';
import { startLab } from '../lab/lab.ts';
import type { Lab } from '../lab/lab.ts';
import { region } from '../lab/names.ts';
import { shellWords } from '../unit/notebook/export/shellWords.ts';
import type { Keys } from './botocore.ts';
import { describeWith, makePlace } from './given.ts';
import { runPython } from './servers/python.ts';

/** What `awscurl` prints of a request for AMP. */
async function awscurl(
  folder: string,
  { credentials, region, args }: { credentials: Keys; region: string; args: readonly string[] },
): Promise<string> {
  return runPython(folder, ['-m', 'awscurl', '--service', 'aps', '--region', region, ...args], {
    env: {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
    },
  });
}

describeWith('awscurl', ['python', 'debianPrometheus'], ({ python, debianPrometheus }) => {
  const place = makePlace('awscurl');
  let lab: Lab;

  before(async () => {
    lab = await startLab({
      size: 'small',
      prometheus: true,
      prometheusPath: debianPrometheus,
      dir: join(place.dir, 'lab'),
      log: () => undefined,
    });
  });
  after(async () => {
    await lab?.stop();
    place.remove();
  });

  it('gets the sample app’s metrics from the gateway, whichever way it asks', async () => {
    const { admin } = lab.aws.people;
    const { deployer } = lab.aws.people.roles;
    const temporary = lab.aws.identities.addSession(deployer, 'curl', Date.now() + 600_000);
    const url = `${lab.gateway.url}/workspaces/${fedWorkspaceId}/api/v1/query`;
    const ask = async (credentials: Keys, args: readonly string[]): Promise<Found[]> => {
      const printed = await awscurl(python, { credentials, region, args });
      const { status, data } = JSON.parse(printed) as { status: string; data: { result: Found[] } };
      assert.equal(status, 'success', printed);
      return data.result;
    };
    const get = [`${url}?query=test_gauge0`];
    let found = await ask(admin, get);
    const end = Date.now() + 60_000;
    while (found.length === 0 && Date.now() < end) {
      // The app is scraped every few seconds, and starting Python takes a part of one.
      found = await ask(admin, get);
    }
    assert.equal(found[0]?.metric['__name__'], 'test_gauge0');
    const form = ['-H', 'Content-Type: application/x-www-form-urlencoded'];
    const post = ['-X', 'POST', ...form, '-d', 'query=count(test_gauge0)&time=0', url];
    assert.deepEqual(await ask(admin, post), []);
    assert.equal((await ask(temporary, [`${url}?query=count(test_gauge0)`]))[0]?.value[1], '1');
  });

  it('runs the line that a notebook exports, whatever the query holds', async () => {
    const base = new URL(`${lab.gateway.url}/workspaces/${fedWorkspaceId}`);
    const signing = { kind: 'aws', service: 'aps', region, profile: undefined } as const;
    const time = Math.floor(Date.now() / 1000);
    for (const query of [
      'count(vector(1) > 0)',
      'label_replace(vector(1), "a", "it\'s & \\"+ %20 日本/~", "", "")',
      `vector(1) ${' + 0 * vector(1)'.repeat(300)}`,
    ]) {
      const [, , , , , ...args] = shellWords(
        commandLine({ kind: 'instant', query, time }, { base, signing }),
      );
      const printed = await awscurl(python, { credentials: lab.aws.people.admin, region, args });
      const { data } = JSON.parse(printed) as { data?: { result: Found[] } };
      assert.equal(data?.result[0]?.value[1], '1', `${query}: ${printed}`);
    }
  });

  it('is refused with another secret, another region and another service', async () => {
    const { admin } = lab.aws.people;
    const url = `${lab.gateway.url}/workspaces/${fedWorkspaceId}/api/v1/query?query=up`;
    const mismatch = /signature we calculated does not match/;
    for (const [credentials, where, args, words] of [
      [{ ...admin, secretAccessKey: 'another' }, region, [url], mismatch],
      [admin, 'eu-west-1', [url], /scoped to a valid region/],
      [admin, region, ['--service', 'execute-api', url], /scoped to correct service: 'aps'/],
    ] satisfies [Keys, string, string[], RegExp][]) {
      assert.match(await awscurl(python, { credentials, region: where, args }), words);
    }
  });
});

interface Found {
  metric: Record<string, string>;
  value: [number, string];
}
