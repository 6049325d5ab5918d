import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, aptUnpack, canAptInstall } from './apt.ts';
import { runChild } from './child.ts';
import { findOnPath, isProgram, store } from './paths.ts';
import { SetUpError } from './setUpError.ts';
import type { SetUp } from './setUp.ts';

/** The image for machines that have docker and nothing else. */
const image = 'prom/prometheus:v3.5.0';

/** The program of a real Prometheus server: one that is there, else one that gets installed. */
export async function setUpPrometheus(setUp: SetUp): Promise<string> {
  return (
    findOnPath(['prometheus']) ??
    (await fromApt(setUp)) ??
    fromLiveTests() ??
    (await fromDocker(setUp)) ??
    noPrometheus()
  );
}

function noPrometheus(): never {
  throw new SetUpError(
    'The lab needs a real Prometheus server, and none was found or could be installed: install Prometheus ' +
      '(https://prometheus.io/download) so that `prometheus` is on PATH, or docker, then run the command again.',
  );
}

async function fromApt(setUp: SetUp): Promise<string | undefined> {
  if (canAptInstall()) {
    await aptInstall('prometheus', setUp);
    return findOnPath(['prometheus']);
  }
  const folder = await aptUnpack('prometheus', setUp);
  const program = join(folder ?? '', 'usr', 'bin', 'prometheus');
  return folder !== undefined && isProgram(program) ? program : undefined;
}

/** The live tests build one from source and keep it by version, the newest last. */
function fromLiveTests(): string | undefined {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'adot-workbench');
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|[\\/])prometheus$/.test(file))
      .map((file) => join(folder, file))
      .filter(isProgram)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .at(-1);
  } catch {
    return undefined;
  }
}

/** A program that runs the image with the same paths and ports as if it were on the machine itself. */
async function fromDocker({ say, signal }: SetUp): Promise<string | undefined> {
  const docker = findOnPath(['docker']);
  if (docker === undefined || process.platform !== 'linux') {
    return undefined;
  }
  if ((await runChild(docker, ['info'], { timeoutSeconds: 20, signal })).code !== 0) {
    return undefined;
  }
  say(`Pulling ${image} (once) ...`);
  if ((await runChild(docker, ['pull', image], { timeoutSeconds: 300, signal })).code !== 0) {
    return undefined;
  }
  mkdirSync(store, { recursive: true });
  const program = join(store, 'prometheus-in-docker');
  const run = `run --rm --init --network host --user "$(id -u):$(id -g)" --volume /tmp:/tmp --workdir "$PWD"`;
  writeFileSync(program, `#!/bin/sh\nexec '${docker}' ${run} ${image} "$@"\n`, { mode: 0o755 });
  return program;
}
