// The servers of the bench, in a process of their own: a lab of the size given, and a replay before each of its
// services. Prints what a process needs to reach them as one line of JSON and ends with its standard input.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { generate } from 'selfsigned';
import { startLab } from '../../lab/lab.ts';
import { region } from '../../lab/names.ts';
import { startReplay } from './replay.ts';
import type { Replay } from './replay.ts';

/** What is printed. */
export interface ServersAnswer {
  /** Environment that puts AWS and Kubernetes in these servers' place. */
  env: Record<string, string>;
  /** Variables that would reach past them. */
  unset: readonly string[];
  /** The kubeconfig that `env` names too. */
  kubeconfig: string;
  /** A profile of an administrator, and the region where everything is. */
  connection: { profile: string; region: string };
  /** Of an administrator too. */
  context: string;
}

const size = process.argv[2] === 'huge' ? 'huge' : 'small';
const dir = mkdtempSync(path.join(os.tmpdir(), 'adot-bench-servers-'));
const lab = await startLab({ size, prometheus: false, dir: path.join(dir, 'lab'), log: () => undefined });
const replays: Replay[] = [];
try {
  const certificate = await generate([{ name: 'commonName', value: 'bench' }], {
    keyType: 'ec',
    curve: 'P-256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const tls = { key: certificate.private, cert: certificate.cert };
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');

  const awsConfig = path.join(dir, 'config');
  const configText = readFileSync(lab.env['AWS_CONFIG_FILE'] ?? '', 'utf8');
  writeFileSync(
    awsConfig,
    await replaceUrls(configText, /http:\/\/127\.0\.0\.1:\d+/g, (url) => startReplay({ url })),
  );

  const kubeconfig = path.join(dir, 'kubeconfig');
  const { caPem } = lab.kubernetes;
  const kubeText = readFileSync(lab.env['KUBECONFIG'] ?? '', 'utf8');
  const replayed = await replaceUrls(kubeText, /https:\/\/127\.0\.0\.1:\d+/g, (url) =>
    startReplay({ url, caPem }, tls),
  );
  writeFileSync(kubeconfig, replayed.replaceAll(base64(caPem), base64(tls.cert)));

  const answer: ServersAnswer = {
    env: { ...lab.env, AWS_CONFIG_FILE: awsConfig, KUBECONFIG: kubeconfig },
    unset: lab.unset,
    kubeconfig,
    connection: { profile: 'lab', region },
    context: lab.kubernetes.contexts.admin,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
} finally {
  await Promise.all(replays.map((replay) => replay.stop()));
  await lab.stop();
  rmSync(dir, { recursive: true, force: true });
}

/** The text with a replay in the place of each server that it names. */
async function replaceUrls(
  text: string,
  pattern: RegExp,
  start: (url: string) => Promise<Replay>,
): Promise<string> {
  const found = new Map<string, string>();
  for (const url of new Set(text.match(pattern))) {
    const replay = await start(url);
    replays.push(replay);
    found.set(url, replay.url);
  }
  return text.replace(pattern, (url) => found.get(url) ?? url);
}
