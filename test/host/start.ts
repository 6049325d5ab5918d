/**
 * `npm start`: the extension in a real VS Code on a sample folder, against the lab.
 *
 *     npm start -- [--port N] [--huge] [--live] [--desktop] [--no-browser]
 */
import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setUpBrowser } from './browser.ts';
import { startChild } from './child.ts';
import { startDesktop } from './desktop.ts';
import { needParts } from '../live/build/parts.ts';
import { startPlayground, startPlaygroundCollector } from '../live/playground.ts';
import { labSettings, shownPastSeconds, startLabEnvironment } from './labEnvironment.ts';
import { processLifetime } from './lifetime.ts';
import { store, temporaryFolder } from './paths.ts';
import { setUpPrometheus } from './prometheus.ts';
import { requireFreePort, setUpServer } from './server.ts';
import { buildExtension, startSetUp } from './setUp.ts';
import { SetUpError } from './setUpError.ts';
import { startWorkbench } from './workbench.ts';

interface Wishes {
  port: number;
  huge: boolean;
  /** A real Kubernetes in place of the lab's. */
  live: boolean;
  desktop: boolean;
  browser: boolean;
}

const lifetime = processLifetime();
const setUp = startSetUp(lifetime);

async function start({ port, huge, live, desktop, browser }: Wishes): Promise<void> {
  if (port !== 0) {
    await requireFreePort(port);
  }
  const inServer = !desktop && process.platform === 'linux';
  const program = inServer ? await setUpServer('newest', setUp) : undefined;
  const window = inServer && browser ? await setUpBrowser(setUp) : undefined;
  const prometheusPath = await setUpPrometheus(setUp);
  const folders = live
    ? await needParts(['etcd', 'kubernetes', 'kwok', 'newestCollector'], setUp)
    : undefined;
  buildExtension();

  setUp.say('Starting the lab ...');
  const size = huge ? 'huge' : 'small';
  const { lab, env } = await startLabEnvironment(
    { prometheusPath, size, pastSeconds: shownPastSeconds },
    lifetime,
  );
  if (folders !== undefined) {
    setUp.say('Starting Kubernetes ...');
    const dir = temporaryFolder(lifetime);
    const logs = join(store, 'live-logs', 'start');
    const cluster = await startPlayground(folders, lab, { dir: join(dir, 'cluster'), logs });
    lifetime.onEnd(() => cluster.stop());
    const place = { dir: join(dir, 'collector'), logs };
    const collector = await startPlaygroundCollector(folders.newestCollector, lab, cluster, place);
    lifetime.onEnd(() => collector.stop());
    env.KUBECONFIG = cluster.kubeconfig;
  }
  const folder = join(temporaryFolder(lifetime), 'sample');
  cpSync(join(import.meta.dirname, 'sample'), folder, { recursive: true });

  if (program === undefined) {
    const { ended } = await startDesktop(
      { folder, env, settings: labSettings, onlyInstalled: desktop },
      lifetime,
      setUp,
    );
    tell('VS Code is open.', lab.url);
    await ended;
    return;
  }
  setUp.say('Starting VS Code ...');
  const { url } = await startWorkbench(
    program,
    {
      version: 'newest',
      folder,
      env,
      port,
      settings: labSettings,
      // Whoever reaches the address can run programs as the person who started this.
      connectionToken: randomBytes(16).toString('hex'),
    },
    lifetime,
  );
  tell(`Open ${url}`, lab.url);
  if (window !== undefined && canShow(window)) {
    const shown = startChild(window, [
      `--app=${url}`,
      `--user-data-dir=${temporaryFolder(lifetime)}`,
      '--no-first-run',
    ]);
    lifetime.onEnd(() => shown.stop());
  }
  // For ever: only Ctrl-C ends it.
  await new Promise((resolve) => lifetime.signal.addEventListener('abort', resolve));
}

/** The browser from npm cannot open windows. */
function canShow(browser: string): boolean {
  return !browser.startsWith(store) && Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function tell(opening: string, labUrl: string): void {
  console.log(`
${opening}

Four things to try:
  1. Click ADOT in the activity bar and open the connection: its workspaces, and what the cluster's collectors do.
  2. Open adot-collector-fargate.yaml and run "ADOT: Fill In Manifest" from the command palette (F1).
  3. Right-click a collector's pod in the ADOT view and choose "Follow Logs".
  4. Open sample-app.promql.md and click "Run All": a notebook of queries, on a real Prometheus behind a lab of AMP.

The account behind it is a lab on this machine; ${labUrl} shows its switches for trouble.
Ctrl-C ends everything.`);
}

const usage = `npm start [-- OPTION ...]

  --desktop      the VS Code of this desktop in place of one in the browser
  --huge         a lab with 1,000 workspaces and 10,000 pods
  --live         a real Kubernetes in place of the lab's
  --no-browser   opens no window: the address is printed all the same
  --port N       where VS Code listens; a free port unless given`;

/** `undefined`: only the options were asked for. */
function readWishes(): Wishes | undefined {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: 'string', default: '0' },
      huge: { type: 'boolean', default: false },
      live: { type: 'boolean', default: false },
      desktop: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetUpError(`--port wants a number from 1 to 65535, not \`${values.port}\`.`);
  }
  return { ...values, port };
}

let exitCode = 0;
try {
  const wishes = readWishes();
  if (wishes) {
    await start(wishes);
  } else {
    console.log(usage);
  }
} catch (error) {
  if (!lifetime.signal.aborted) {
    exitCode = 1;
    const known =
      error instanceof SetUpError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    console.error(known ? (error as Error).message : error);
  }
}
if (!lifetime.signal.aborted) {
  await lifetime.end();
  process.exit(exitCode);
}
