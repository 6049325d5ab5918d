import { build } from 'esbuild';
import type { BuildOptions, BuildResult, Metafile, Plugin } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything the fresh processes run, built once per bench into a folder of its own. */
export interface Builds {
  /** The extension as it is shipped: `ours/extension.cjs` and its neighbours. */
  entry: string;
  /** The same sources in one file, everything loaded at once. */
  eager: string;
  /** What went into `ours/`. */
  metafile: Metafile;
  /** The files of `ours/` that the build makes by name; the others hold what these share. */
  bundles: readonly string[];
  /** A script of child/, by its name. */
  child(name: string): string;
  remove(): void;
}

interface BuildScript {
  buildExtension: (options: {
    production: boolean;
    outdir: string;
  }) => Promise<BuildResult<{ metafile: true }>>;
  hostBundle: (extra: BuildOptions) => BuildOptions;
  onFirstUse: Plugin;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
/** Scripts for fresh processes, bundled as extensions are, each with what it compares. */
const scripts = [
  'child/load',
  'child/expand',
  'child/collectorPods',
  'child/paint',
  'child/workspaceTree',
  'child/coldCheck',
  'child/coldOurs',
  'peers/allPods',
  'peers/coldYamlServer',
];

/** Builds ours as `npm run package` does, the eager peer from the same sources, and the scripts of child/. */
export async function buildAll(): Promise<Builds> {
  // Below the project, where build.js expects what it makes to lie.
  mkdirSync(path.join(root, '.vscode-test'), { recursive: true });
  const dir = mkdtempSync(path.join(root, '.vscode-test', 'bench-'));
  try {
    return await buildInto(dir);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

async function buildInto(dir: string): Promise<Builds> {
  const { buildExtension, hostBundle, onFirstUse } = (await import(
    new URL('../../build.js', import.meta.url).href
  )) as BuildScript;
  const ours = path.join(dir, 'ours');
  const { metafile } = await buildExtension({ production: true, outdir: path.relative(root, ours) });
  await build(
    hostBundle({
      entryPoints: { extension: path.join(here, 'peers', 'eager.ts') },
      outdir: path.join(dir, 'eager'),
      minify: true,
      plugins: [],
    }),
  );
  await build(
    hostBundle({
      entryPoints: scripts.map((script) => path.join(here, `${script}.ts`)),
      entryNames: '[name]',
      outdir: path.join(dir, 'child'),
      plugins: [onFirstUse],
    }),
  );
  // The bundles find the stub where they would find any package: in a node_modules above them.
  await build(
    hostBundle({
      entryPoints: { index: path.join(here, 'child', 'stubVscode.ts') },
      outdir: path.join(dir, 'node_modules', 'vscode'),
      outExtension: { '.js': '.js' },
      plugins: [],
    }),
  );
  return {
    entry: path.join(ours, 'extension.cjs'),
    eager: path.join(dir, 'eager', 'extension.cjs'),
    metafile,
    // What esbuild names has a hash.
    bundles: Object.keys(metafile.outputs)
      .map((file) => path.basename(file))
      .filter((name) => /^\w+\.cjs$/.test(name)),
    child: (name) => path.join(dir, 'child', `${name}.cjs`),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
