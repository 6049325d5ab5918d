import { setUpBrowser } from './browser.ts';
import { setUpDesktop } from './desktop.ts';
import { setUpFonts } from './fonts.ts';
import { bundleIntegrationTests, runInNode, runInVsCode } from './integration.ts';
import { startLabEnvironment } from './labEnvironment.ts';
import type { LabWishes } from './labEnvironment.ts';
import type { Lifetime } from './lifetime.ts';
import { packageExtension } from './package.ts';
import type { Packaged } from './package.ts';
import { setUpPrometheus } from './prometheus.ts';
import { setUpServer } from './server.ts';
import { buildExtension } from './setUp.ts';
import type { SetUp } from './setUp.ts';
import type { Counts } from './suite.ts';
import { liveEnvironment } from '../live/environment.ts';
import { versions } from './versions.ts';
import type { VersionName } from './versions.ts';

/** What a VS Code to test in is made of: a desktop program, or the environment that names a server and a browser. */
export interface VsCode {
  executable?: string;
  env: NodeJS.ProcessEnv;
}

/** What the parts of `npm test` are made of. What has to be installed or made is so on the first call, and once. */
export interface Tools {
  setUp: SetUp;
  browser: () => Promise<string>;
  fonts: () => Promise<void>;
  prometheus: () => Promise<string>;
  packaged: () => Promise<Packaged>;
  newest: () => Promise<VsCode>;
  floor: () => Promise<VsCode>;
  newestDesktop: () => Promise<VsCode>;
  floorDesktop: () => Promise<VsCode>;
  /** Environment that says where the real counterparts of the live tests are. */
  live: () => Promise<NodeJS.ProcessEnv>;
  /** Runs the integration tests with the extension in a folder, against a lab of their own. */
  integrate: (vsCode: VsCode, extensionPath: string) => Promise<Counts>;
  /** Runs test files with mocha in plain Node, by default without a lab. */
  runMocha: (files: readonly string[], options: MochaOptions) => Promise<Counts>;
}

export interface MochaOptions {
  env?: NodeJS.ProcessEnv;
  /** For one test. */
  testSeconds: number;
  /** For all of them. */
  allSeconds: number;
  /** A lab of their own. */
  lab?: Pick<LabWishes, 'pastSeconds'>;
}

/** The names of the tools that install or make something. */
export type Need =
  | 'browser'
  | 'fonts'
  | 'prometheus'
  | 'packaged'
  | 'newest'
  | 'floor'
  | 'newestDesktop'
  | 'floorDesktop'
  | 'live';

export function makeTools(
  setUp: SetUp,
  lifetime: Lifetime,
  { grep, requireAll = false }: { grep?: string | undefined; requireAll?: boolean },
): Tools {
  const browser = once(() => setUpBrowser(setUp));
  const prometheus = once(() => setUpPrometheus(setUp));
  const testsPath = once(() => bundleIntegrationTests());
  const more = grep === undefined ? {} : { ADOT_TEST_GREP: grep };

  const server = async (version: VersionName): Promise<VsCode> => {
    const { node, main } = await setUpServer(version, setUp);
    return { env: { ADOT_BROWSER: await browser(), ADOT_VSCODE_NODE: node, ADOT_VSCODE_MAIN: main } };
  };
  const desktop = async (version: string): Promise<VsCode> => ({
    executable: await setUpDesktop(version, setUp),
    env: {},
  });
  const newestDesktop = once(() => desktop('stable'));
  const floorDesktop = once(() => desktop(versions.floor.vscode));
  // Where VS Code's server cannot run from npm, the desktop takes its place.
  const isLinux = process.platform === 'linux';

  /** What one run changes in its lab, the next must not see. */
  const inLab = async (
    run: (env: NodeJS.ProcessEnv) => Promise<Counts>,
    wishes: MochaOptions['lab'] = {},
  ): Promise<Counts> => {
    const within = lifetime.nested();
    try {
      const prometheusPath = await prometheus();
      return await run((await startLabEnvironment({ prometheusPath, ...wishes }, within)).env);
    } finally {
      await within.end();
    }
  };

  return {
    setUp,
    browser,
    fonts: once(() => setUpFonts(setUp)),
    prometheus,
    packaged: once(async () => {
      const made = await packageExtension(setUp);
      // Packaging has left the short bundles in dist/; stack traces of these say more.
      buildExtension();
      return made;
    }),
    newest: isLinux ? once(() => server('newest')) : newestDesktop,
    floor: isLinux ? once(() => server('floor')) : floorDesktop,
    newestDesktop,
    floorDesktop,
    live: once(() => liveEnvironment(setUp, { requireAll })),
    integrate: async ({ executable, env }, extensionPath) => {
      const run = {
        extensionPath,
        testsPath: await testsPath(),
        ...(executable === undefined ? {} : { executable }),
      };
      return inLab((lab) =>
        runInVsCode(run, { env: { ...lab, ...env, ...more }, timeoutSeconds: 1800 }, lifetime),
      );
    },
    runMocha: (files, { env = {}, testSeconds, allSeconds, lab }) => {
      const run = (base: NodeJS.ProcessEnv): Promise<Counts> =>
        runInNode(
          files,
          testSeconds,
          { env: { ...base, ...env, ...more }, timeoutSeconds: allSeconds },
          lifetime,
        );
      return lab ? inLab(run, lab) : run(process.env);
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
