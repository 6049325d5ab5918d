// Makes dist/: a small entry that VS Code loads, and the heavy bundles it requires on first use.
import { build, context, transform } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { minify } from 'terser';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The entry, and what shares its light sources. */
const light = {
  extension: 'src/extension.ts',
  manifestCommands: 'src/features/manifest/manifestCommands.ts',
  pipelineGraphs: 'src/features/pipelineGraph/pipelineGraphs.ts',
  room: 'src/features/collectorYaml/room.ts',
  notebookRoom: 'src/features/notebook/notebookRoom.ts',
  promqlRoom: 'src/features/promql/promqlRoom.ts',
  l10n: '@vscode/l10n',
};

/** What the entry reads when it is needed. */
const heavy = {
  aws: 'src/bundles/aws.ts',
  eks: 'src/bundles/eks.ts',
  grafana: 'src/bundles/grafana.ts',
  sts: 'src/bundles/sts.ts',
  kube: 'src/bundles/kube.ts',
  language: 'src/bundles/language.ts',
  check: 'src/bundles/check.ts',
  format: 'src/bundles/format.ts',
  run: 'src/bundles/run.ts',
  collectorYaml: 'src/bundles/collectorYaml.ts',
  notebook: 'src/bundles/notebook.ts',
  promql: 'src/bundles/promql.ts',
};

/** What runs in pages: a script of ours, and a module that VS Code imports. */
const pages = { pipelineGraph: 'src/webview/pipelineGraph.ts' };
const renderers = { renderer: 'src/renderer/renderer.ts' };

/** On demand by require: Node's import() of a CommonJS file reads all of it for its exports first. */
const noImports = { 'dynamic-import': false };

/** Bundles reach each other as neighbours in dist/. */
const neighbours = {
  name: 'neighbours',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') {
        return undefined;
      }
      const name = basename(path, '.ts');
      return name in heavy || name in light
        ? { path: `./${name}.cjs`, external: true }
        : { errors: [{ text: `${path} is loaded on demand, but is no entry point` }] };
    });
  },
};

/**
 * What nearly every file imports comes into a bundle once: esbuild would otherwise copy all names of `vscode` for each file
 * anew, at every start.
 */
const sharing = (take) => ({
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
      contents: take(path),
    }));
  },
});
const shared = sharing((path) => `export * from '${path}';`);
/** An ES module sees no names in a file that was not made for that, so it requires it. */
const required = sharing((path) => `module.exports = require('${path}');`);

/**
 * Of client-node only the kubeconfig and its credentials are used; its package does not say that the rest (a class for each
 * kind of object) can be left out. Its requests would go through undici, ours go through node:https.
 */
const leanKubernetes = {
  name: 'lean-kubernetes',
  setup(esbuild) {
    const isTheirs = (importer) => /@kubernetes[\\/]client-node[\\/]/.test(importer);
    esbuild.onResolve({ filter: /^undici$/ }, ({ path, importer }) =>
      isTheirs(importer) ? { path, namespace: 'left-out', sideEffects: false } : undefined,
    );
    esbuild.onLoad({ filter: /^undici$/, namespace: 'left-out' }, () => ({
      contents: ['Agent', 'ProxyAgent', 'fetch', 'FormData']
        .map((name) => `export function ${name}() { throw new Error('undici is not part of this bundle'); }`)
        .join('\n'),
    }));
    // Two kinds of logins that kubectl gave up in 1.26 say with it where an answer has its token: names with dots between.
    esbuild.onResolve({ filter: /^jsonpath-plus$/ }, ({ path }) => ({ path, namespace: 'names-with-dots' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'names-with-dots' }, () => ({
      contents: `export const JSONPath = ({ path, json }) =>
        path.split('.').slice(1).reduce((value, name) => value?.[name], json);`,
    }));
    // Of the agents for proxies; it writes to nothing but a terminal.
    esbuild.onResolve({ filter: /^debug$/ }, ({ path }) => ({ path, namespace: 'silent' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'silent' }, () => ({
      contents: `module.exports = () => Object.assign(() => undefined, { enabled: false });`,
    }));
    // Their files name each other in full: nothing has to be looked for, which for two thousand of them would take seconds.
    esbuild.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, importer, resolveDir }) =>
      isTheirs(importer) ? { path: join(resolveDir, path), sideEffects: false } : undefined,
    );
  },
};

/**
 * What the AWS SDK reads on demand and never does here: who the browser is, answers that are streams of events, and identities of
 * Cognito. It would be a tenth of the SDK in the package.
 */
const leanAws = {
  name: 'lean-aws',
  setup(esbuild) {
    const filter = /^(?:bowser|@smithy\/core\/event-streams|@aws-sdk\/credential-provider-cognito-identity)$/;
    esbuild.onResolve({ filter }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'left-out-of-aws' } : undefined,
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'left-out-of-aws' }, ({ path }) => ({
      contents: `throw new Error('${path} is not part of this bundle');`,
    }));
  },
};

/**
 * esbuild takes code apart so that what several bundles need is there once, and what a package imports on demand is read on
 * demand, but only as ES modules. An extension host needs CommonJS: each file is made that in a second step.
 */
const commonJs = {
  name: 'common-js',
  setup(esbuild) {
    const { absWorkingDir, legalComments, minify, outdir, platform, target } = esbuild.initialOptions;
    esbuild.onEnd(async ({ errors, outputFiles }) => {
      if (errors.length > 0) {
        return;
      }
      const files = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          const { code, map } = await transform(text, {
            ...{ format: 'cjs', legalComments, minify, platform, supported: noImports, target },
            sourcemap: minify ? false : 'external',
            sourcefile: path,
          });
          return { path, code, map };
        }),
      );
      mkdirSync(join(absWorkingDir, outdir), { recursive: true });
      for (const { path, code, map } of files) {
        writeFileSync(path, map === '' ? code : `${code}//# sourceMappingURL=${basename(path)}.map\n`);
        if (map !== '') {
          writeFileSync(`${path}.map`, map);
        }
      }
    });
  },
};

/** All that is used of `yaml`. */
const yamlFunctions = [
  'isAlias',
  'isCollection',
  'isMap',
  'isPair',
  'isScalar',
  'isSeq',
  'parseAllDocuments',
];

/** Large packages that few files need: RE2 for unusual regular expressions, `yaml` for documents that are broken. */
const seldomUsed = {
  re2js: `export const RE2JS = { compile: (...args) => loaded().RE2JS.compile(...args) };`,
  yaml: yamlFunctions
    .map((name) => `export const ${name} = (...args) => loaded().${name}(...args);`)
    .join('\n'),
};

/** What is seldom used is evaluated when it is called for the first time. */
export const onFirstUse = {
  name: 'on-first-use',
  setup(esbuild) {
    const filter = new RegExp(`^(?:${Object.keys(seldomUsed).join('|')})$`);
    // Packages that use them too import other names.
    const isOurs = (importer) => importer.startsWith(join(root, 'src'));
    esbuild.onResolve({ filter }, ({ kind, path, importer }) =>
      kind === 'import-statement' && isOurs(importer) ? { path, namespace: 'on-first-use' } : undefined,
    );
    esbuild.onLoad({ filter, namespace: 'on-first-use' }, ({ path }) => ({
      contents: `
        let known;
        const loaded = () => (known ??= require('${path}'));
        ${seldomUsed[path]}`,
      resolveDir: root,
    }));
  },
};

/** Options for one bundle that runs in the extension host. `extra` wins. */
export function hostBundle(extra) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    supported: noImports,
    // Packages that ship both kinds must be taken once, as modules.
    mainFields: ['module', 'main'],
    external: ['vscode'],
    outExtension: { '.js': '.cjs' },
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [shared, leanKubernetes, onFirstUse],
    ...extra,
  };
}

/**
 * Of uPlot the charts use the frame: scales, axes, crosshair and brush. What draws series, legends and calendars is left out; ours does
 * that. Every function is named here, so that another version of uPlot which has not got it fails the build.
 */
const leftOutOfPlots = `
  initSeries initCursorPt cursorPointShow elSize elColor resetYSeries bars linear stepped points
  splineInterp _monotoneCubic findColWidth orient rect drawSeries drawPath strokeFill fillStroke
  findGaps clipGaps clipBandLine bandFillClipDirs initLegendRow setLegend addSeries delSeries
  setFocus join sortCols isAsc getMinMax _rangeNum rangeNum rangeLog rangeAsinh logAxisSplits
  asinhAxisSplits log10AxisValsFilt setSeries toggleDOM setLegendValues syncLegend
  seriesPointsShow legendStroke seriesFillTo log2AxisValsFilt numAxisSplits autoPadSide dblClick
  nullExpand accScale timeAxisVals timeAxisVal timeSeriesVal timeAxisStamps fmtDate tzDate
  genTimeStuffs`;

const leanPlots = {
  name: 'lean-plots',
  setup(esbuild) {
    esbuild.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({
      contents: leftOutOfPlots
        .trim()
        .split(/\s+/)
        .reduce((text, name) => withoutBody(text, name), readFileSync(path, 'utf8'))
        .replace(/\nuPlot\.assign = [^]*\n(?=export \{)/, '\nuPlot.pxRatio = pxRatio;\n'),
    }));
  },
};

/** The text with a function that gives nothing: empty lists, and a function like itself, for those that take its result apart. */
function withoutBody(text, name) {
  const whole = new RegExp(`(?<=\\n)(\\t*)(function ${name}\\([^\\n]*\\) )\\{\\n[^]*?\\n\\1\\}(?=\\n)`);
  if (!whole.test(text)) {
    throw new Error(`uPlot has no function ${name} to leave out`);
  }
  return text.replace(whole, '$1$2{ return [[], [], () => []]; }');
}

/** esbuild shortens style sheets, but not those in a script. */
const shortStyles = {
  name: 'short-styles',
  setup(esbuild) {
    esbuild.onLoad({ filter: /renderer[\\/]look[\\/]style\.ts$/ }, async ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const [, css = ''] = /const css = `([^`]*)`/.exec(text) ?? [];
      const { code } = await transform(css, { loader: 'css', minify: true, target: 'chrome120' });
      return { contents: text.replace(css, () => code.trim()), loader: 'ts' };
    });
  },
};

/** Options for one bundle that runs in a page. `extra` wins. */
export function pageBundle(extra) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    charset: 'utf8',
    plugins: [leanPlots, shortStyles],
    ...extra,
  };
}

/** Builds dist/ anew. Production leaves out source maps and shortens names; `metafile` says what went in. */
export async function buildExtension({ production = false, outdir = 'dist' } = {}) {
  rmSync(join(root, outdir), { recursive: true, force: true });
  const results = await Promise.all(extensionOptions({ production, outdir }).map((part) => build(part)));
  const metafile = {
    inputs: Object.assign({}, ...results.map((result) => result.metafile.inputs)),
    outputs: Object.assign({}, ...results.map((result) => result.metafile.outputs)),
  };
  packSchemas(join(root, outdir), production);
  if (production) {
    await shorten(join(root, outdir));
    const inputs = Object.keys(metafile.inputs);
    writeFileSync(join(root, outdir, 'THIRD-PARTY-NOTICES.txt'), licenceNotices(inputs));
  }
  return { metafile };
}

/** All schemas in one file, and the texts about them in one for each language: so they take two thirds of the room in the package. */
function packSchemas(folder, production) {
  const schemas = join(root, 'schemas');
  const write = (name, text) => {
    const quality = production ? constants.BROTLI_MAX_QUALITY : constants.BROTLI_MIN_QUALITY;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 22 };
    writeFileSync(join(folder, name), brotliCompressSync(text, { params }));
  };
  const files = ['', 'collector/'].flatMap((below) =>
    readdirSync(join(schemas, below))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [below + file, readFileSync(join(schemas, below, file), 'utf8')]),
  );
  write('schemas.br', JSON.stringify(Object.fromEntries(files)));
  for (const file of readdirSync(join(schemas, 'texts'))) {
    write(`texts.${basename(file, '.json')}.br`, readFileSync(join(schemas, 'texts', file)));
  }
}

/** terser finds what esbuild leaves: a fourteenth of the code as it lies compressed in the package. */
async function shorten(folder) {
  const bundles = readdirSync(folder).filter((file) => /\.c?js$/.test(file));
  for (const file of bundles) {
    const path = join(folder, file);
    // What CommonJS wraps is as closed as a module: what nobody in it uses can go.
    const { code } = await minify(readFileSync(path, 'utf8'), {
      ...{ module: true, ecma: 2020 },
      compress: { passes: 2, unsafe_arrows: true },
    });
    writeFileSync(path, code);
  }
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

/** The command line finds the heavy bundles by require, which an ES module has to make for itself. */
const requireInModules =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Each light file is whole, because every file more that a start reads takes its time; the heavy ones share what they can. */
function extensionOptions({ production, outdir, ...extra }) {
  const both = { outdir, minify: production, metafile: true, ...extra };
  return [
    hostBundle({
      ...both,
      entryPoints: light,
      sourcemap: production ? false : 'linked',
      plugins: [neighbours, shared],
    }),
    hostBundle({
      ...both,
      entryPoints: { cli: 'src/cli.ts' },
      // Of a package of modules: only so is dist/cli.js what package.json says that it is.
      format: 'esm',
      banner: { js: requireInModules },
      outExtension: {},
      sourcemap: production ? false : 'linked',
      plugins: [neighbours, required],
    }),
    hostBundle({
      ...both,
      entryPoints: heavy,
      format: 'esm',
      splitting: true,
      chunkNames: '[name]-[hash]',
      supported: {},
      write: false,
      sourcemap: production ? false : 'inline',
      plugins: [shared, leanKubernetes, leanAws, onFirstUse, commonJs],
    }),
    pageBundle({ ...both, entryPoints: pages, format: 'iife', sourcemap: production ? false : 'linked' }),
    pageBundle({ ...both, entryPoints: renderers, format: 'esm', sourcemap: production ? false : 'linked' }),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch')) {
    for (const part of extensionOptions({ production, outdir: 'dist', logLevel: 'info' })) {
      await (await context(part)).watch();
    }
    packSchemas(join(root, 'dist'), production);
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
