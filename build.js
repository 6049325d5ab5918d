// Makes dist/: a small entry that VS Code loads, and the heavy bundles it requires on first use.
import { build, context } from 'esbuild';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Bundles reach each other as neighbours in dist/. */
const neighbours = {
  name: 'neighbours',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') {
        return undefined;
      }
      const name = basename(path, '.ts');
      return name in esbuild.initialOptions.entryPoints
        ? { path: `./${name}.cjs`, external: true }
        : { errors: [{ text: `${path} is loaded on demand, but is no entry point` }] };
    });
  },
};

/**
 * What nearly every file imports comes into a bundle once: esbuild would otherwise copy all names of `vscode` for each file
 * anew, at every start.
 */
const shared = {
  name: 'shared',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^(vscode|@vscode\/l10n)$/ }, ({ kind, namespace, path }) => {
      if (kind === 'entry-point') {
        return undefined;
      }
      return namespace === 'shared'
        ? { path: path === 'vscode' ? path : './l10n.cjs', external: true }
        : { path, namespace: 'shared' };
    });
    esbuild.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `export * from '${path}';`,
    }));
  },
};

/**
 * Of client-node only the kubeconfig and its credentials are used; its package does not say that the rest (a class for each
 * kind of object) can be left out. Its requests would go through undici, ours go through node:https.
 */
const leanKubernetes = {
  name: 'lean-kubernetes',
  setup(esbuild) {
    esbuild.onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      const isTheirs =
        path === '@kubernetes/client-node' || /@kubernetes[\\/]client-node[\\/]/.test(importer);
      if (!isTheirs || pluginData === 'resolving') {
        return undefined;
      }
      if (path === 'undici') {
        return { path, namespace: 'left-out', sideEffects: false };
      }
      const found = await esbuild.resolve(path, { importer, resolveDir, kind, pluginData: 'resolving' });
      return { ...found, sideEffects: false };
    });
    esbuild.onLoad({ filter: /^undici$/, namespace: 'left-out' }, () => ({
      contents: ['Agent', 'ProxyAgent', 'fetch', 'FormData']
        .map((name) => `export function ${name}() { throw new Error('undici is not part of this bundle'); }`)
        .join('\n'),
    }));
  },
};

/** Options for one bundle of the extension host. `extra` wins. */
export function hostBundle(extra) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // As requires: Node's import() of a CommonJS file reads all of it for its exports first.
    supported: { 'dynamic-import': false },
    // Packages that ship both kinds must be taken once, as modules.
    mainFields: ['module', 'main'],
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [neighbours, shared, leanKubernetes],
    ...extra,
  };
}

/** Builds dist/. Production leaves out source maps and shortens names; `metafile` says what went in. */
export async function buildExtension({ production = false, outdir = 'dist' } = {}) {
  if (production) {
    rmSync(new URL(`${outdir}/`, import.meta.url), { recursive: true, force: true });
  }
  const result = await build(extensionOptions({ production, outdir }));
  if (production) {
    const inputs = Object.keys(result.metafile.inputs);
    writeFileSync(join(root, outdir, 'THIRD-PARTY-NOTICES.txt'), licenceNotices(inputs));
  }
  return result;
}

/** The licences of the packages that the inputs belong to, those with the same words together. */
function licenceNotices(inputs) {
  const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  const packagesByText = new Map();
  for (const folder of new Set(folders.filter(Boolean).sort())) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) =>
      /^(licen[cs]e|copying)(\.|-|$)/i.test(entry),
    );
    const text = file === undefined ? `${license}\n` : readFileSync(join(root, folder, file), 'utf8');
    const words = text.replaceAll('\r\n', '\n').trim();
    packagesByText.set(words, [...(packagesByText.get(words) ?? []), `${name} ${version} (${license})`]);
  }
  const notices = [...packagesByText].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`);
  return ['This extension contains these packages.\n', ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

function extensionOptions({ production, outdir, ...extra }) {
  return hostBundle({
    entryPoints: {
      extension: 'src/extension.ts',
      aws: 'src/bundles/aws.ts',
      kube: 'src/bundles/kube.ts',
      language: 'src/bundles/language.ts',
      manifestCommands: 'src/features/manifestCommands.ts',
      l10n: '@vscode/l10n',
    },
    outdir,
    minify: production,
    sourcemap: production ? false : 'linked',
    metafile: true,
    ...extra,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch')) {
    const watching = await context(extensionOptions({ production, outdir: 'dist', logLevel: 'info' }));
    await watching.watch();
  } else {
    const { metafile } = await buildExtension({ production }).catch((error) => {
      if (error.errors === undefined) {
        throw error;
      }
      // esbuild has said what is wrong; its own stack trace would only hide that.
      process.exit(1);
    });
    const at = process.argv.indexOf('--metafile');
    const file = at < 0 ? undefined : process.argv[at + 1];
    if (file !== undefined) {
      writeFileSync(file, JSON.stringify(metafile));
    }
  }
}
