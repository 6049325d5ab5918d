import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild } from './child.ts';
import { isNoise } from './noise.ts';
import { installFolder } from './install.ts';
import { languagePack } from './languagePack.ts';
import { SetUpError } from './setUpError.ts';
import type { SetUp } from './setUp.ts';
import { versions } from './versions.ts';
import type { VersionName } from './versions.ts';

export type Locale = 'en' | 'ja';

export interface ServerOptions {
  version: VersionName;
  /** An empty folder of its own: settings, state and extensions of this one run. */
  dataDir: string;
  /** The environment that the extension host, and so the extension, will see. */
  env: NodeJS.ProcessEnv;
  /** A free one unless given. */
  port?: number;
  /** The secret in the address; anybody on this machine may connect without one. */
  connectionToken?: string;
  locale?: Locale;
  /** Whether VS Code asks for trust in the folder; when not, every folder is trusted. */
  workspaceTrust?: boolean;
  /** The user's settings. */
  settings?: Record<string, unknown>;
  /** Lets the page take an extension under development, and tests, from its address. */
  testDriver?: boolean;
  /** What the server writes, but for harmless lines. */
  onLine?: (line: string) => void;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Settings of every run: nothing that reaches for the network or covers what is to be seen. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.dialogStyle': 'custom',
  // A machine has many ports, and none of them is for this page.
  'remote.autoForwardPorts': false,
  // In a browser VS Code saves by itself; on a desktop it does not.
  'files.autoSave': 'off',
};

/** Installs a VS Code server when it is not there. Returns what to start it with. */
export async function setUpServer(
  version: VersionName,
  setUp: SetUp,
): Promise<{ node: string; main: string }> {
  const { codeServer, node, replacements = [] } = versions[version];
  const nodePackage = node === undefined ? [] : [`node-${process.platform}-${process.arch}@${node}`];
  const folder = await installFolder(
    `vscode-server-${versions[version].vscode}`,
    [
      // Its own install script would compile for minutes; what it needs to run is all in npm packages.
      { args: [`code-server@${codeServer}`, ...nodePackage] },
      { within: 'node_modules/code-server/lib/vscode', args: ['--omit=dev', ...replacements] },
    ],
    setUp,
  );
  const vsCode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  replaceLogger(join(vsCode, 'node_modules', '@vscode', 'spdlog'));
  return {
    node:
      node === undefined
        ? process.execPath
        : join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node'),
    main: join(vsCode, 'out', 'server-main.js'),
  };
}

/** Nobody compiled the package that writes VS Code's logs; without it every output channel would stay empty. */
function replaceLogger(folder: string): void {
  copyFileSync(join(import.meta.dirname, 'fileLog.js'), join(folder, 'index.js'));
  const manifest = { name: '@vscode/spdlog', version: '0.0.0', type: 'module', main: 'index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

/** Starts a VS Code server and waits until it answers. */
export async function startServer(
  program: { node: string; main: string },
  options: ServerOptions,
): Promise<VsCodeServer> {
  const { dataDir, port = 0, locale = 'en', connectionToken, onLine } = options;
  if (port !== 0) {
    await requireFreePort(port);
  }
  const user = join(dataDir, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(
    join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
  );
  if (locale !== 'en') {
    writeFileSync(join(dataDir, 'data', 'languagepacks.json'), JSON.stringify(languagePack(locale, dataDir)));
  }
  const args = [
    ...[program.main, '--host', '127.0.0.1', '--port', String(port), '--server-data-dir', dataDir],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--locale', locale],
    // A login shell would put another PATH in the place of the one that finds the lab's programs.
    '--force-disable-user-env',
    ...(connectionToken === undefined
      ? ['--without-connection-token']
      : ['--connection-token', connectionToken]),
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
  ];
  const said: string[] = [];
  const { promise: address, resolve: foundAddress } = Promise.withResolvers<string>();
  const child = startChild(program.node, args, {
    env: { ...cleanEnvironment(options.env), ...ownTemporaryFolder(dataDir) },
    onLine: (line) => {
      const url = /Web UI available at (http:\/\/[^\s/?]+)/.exec(line)?.[1];
      if (url !== undefined) {
        foundAddress(url);
      } else if (!isNoise(line)) {
        said.push(line);
        onLine?.(line);
      }
    },
  });
  const origin = await Promise.race([
    address,
    child.ended.then((code) => startFailed(`it ended with exit code ${code}`, said)),
    new Promise<string>((resolve) => setTimeout(resolve, 120_000, '').unref()),
  ]);
  if (origin === '') {
    await child.stop();
    startFailed('it was not ready after 120 s', said);
  }
  return { origin, pid: child.pid, stop: () => child.stop() };
}

function startFailed(why: string, said: readonly string[]): never {
  const words = said.slice(-3).join(' ').slice(0, 500) || 'it said nothing';
  throw new SetUpError(
    `The VS Code server did not start (${why}: ${words}): delete .vscode-test, then run the command again.`,
  );
}

/** Refuses a port that somebody else listens on, with the way out. */
export async function requireFreePort(port: number): Promise<void> {
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
  });
  if (failure !== undefined) {
    const why =
      failure.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${failure.code})`;
    throw new SetUpError(
      `Port ${port} ${why}: choose another one with --port, or leave it out for a free one.`,
    );
  }
}

/**
 * VS Code does not remove all its sockets; in its own folder they go with it. The path of a socket may not be longer
 * than about a hundred characters.
 */
function ownTemporaryFolder(dataDir: string): NodeJS.ProcessEnv {
  const folder = join(dataDir, 'tmp');
  if (folder.length > 50) {
    return {};
  }
  mkdirSync(folder, { recursive: true });
  return { TMPDIR: folder, XDG_RUNTIME_DIR: folder };
}

/** Started from a terminal of VS Code, its variables would make our server believe that it is part of that one. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/.test(name));
  // Without a gallery the server does not look for extensions on the network.
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}' };
}
