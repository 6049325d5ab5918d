import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { before, describe, it } from 'mocha';
import { readVsix } from './package.ts';
import { root, store } from './paths.ts';

const megabyte = 1_000_000;

/** Every file of the package has to be one of these. vsce names some files its own way. */
const allowed = [
  /^package(\.nls(\.\w+)?)?\.json$/,
  /^(readme|changelog)\.md$/,
  /^LICENSE\.txt$/,
  /^dist\/[\w-]+\.cjs$/,
  /^dist\/cli\.js$/,
  // What runs in pages.
  /^dist\/(pipelineGraph|renderer)\.js$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^docs\/(resources|yaml|notebook)\.png$/,
  /^docs\/(rules|notebook)\.md$/,
  /^l10n\/bundle\.l10n\.\w+\.json$/,
  /^media\/[\w/-]+\.(svg|png|md|css)$/,
  // Schemas and the texts about them.
  /^dist\/(schemas|texts\.\w+)\.br$/,
  /^snippets\/[\w.-]+\.(json|code-snippets)$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^templates\/[\w.-]+\.(yaml|json|md)$/,
];

const needed = [
  'dist/cli.js',
  ...['package.json', 'package.nls.json', 'package.nls.ja.json', 'readme.md', 'changelog.md', 'LICENSE.txt'],
  ...[
    'extension',
    'aws',
    'eks',
    'grafana',
    'sts',
    'kube',
    'language',
    'check',
    'manifestCommands',
    'collectorYaml',
    'room',
  ].map((bundle) => `dist/${bundle}.cjs`),
  ...['schemas', 'texts.en', 'texts.ja'].map((file) => `dist/${file}.br`),
  ...[
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/pipelineGraph.js',
    'dist/renderer.js',
    'media/pipelineGraph.css',
    'l10n/bundle.l10n.ja.json',
    'media/icon.png',
  ],
  ...['cluster-config.yaml', 'adot-collector-fargate.yaml', 'prometheus-sample-app.yaml'].map(
    (f) => `templates/${f}`,
  ),
];

const isJson = (name: string): boolean => name.endsWith('.json');

describe('the package', () => {
  const vsix = process.env.ADOT_VSIX ?? join(store, 'package.vsix');
  let files: Map<string, Buffer>;

  before(async () => {
    files = await readVsix(vsix);
  });

  it('holds nothing that has no business there', () => {
    const strangers = [...files.keys()].filter((file) => !allowed.some((pattern) => pattern.test(file)));
    assert.deepEqual(strangers, []);
  });

  it('holds every file that it needs', () => {
    assert.deepEqual(
      needed.filter((file) => !files.has(file)),
      [],
    );
  });

  it('holds every file that its manifest names', () => {
    const manifest = files.get('package.json')?.toString() ?? '';
    const named = [
      ...manifest.matchAll(/"\.?\/?((?:dist|media|schemas|snippets|syntaxes|templates)\/[^"*]+)"/g),
    ];
    assert.deepEqual(
      named.map(([, file]) => file).filter((file) => file !== undefined && !files.has(file)),
      [],
    );
  });

  it('holds every picture that its README shows', () => {
    const readme = files.get('readme.md')?.toString() ?? '';
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, file]) => file ?? '');
    assert.deepEqual(
      pictures.filter((file) => !file.startsWith('https://') && !files.has(file)),
      [],
    );
  });

  it('carries each schema as it is in the project', () => {
    const unpacked = (file: string): string =>
      brotliDecompressSync(files.get(`dist/${file}.br`) ?? Buffer.of()).toString();
    const read = (name: string): string => readFileSync(join(root, 'schemas', name), 'utf8');
    const schemas = JSON.parse(unpacked('schemas')) as Readonly<Record<string, string>>;
    const names = ['', 'collector/'].flatMap((below) =>
      readdirSync(join(root, 'schemas', below)).map((name) => below + name),
    );
    assert.deepEqual(schemas, Object.fromEntries(names.filter(isJson).map((name) => [name, read(name)])));
    for (const language of ['en', 'ja']) {
      assert.equal(unpacked(`texts.${language}`), read(`texts/${language}.json`));
    }
  });

  it('points to no source map', () => {
    const bundles = [...files].filter(([file]) => /\.c?js$/.test(file));
    assert.ok(bundles.length > 0);
    for (const [file, content] of bundles) {
      assert.doesNotMatch(content.toString(), /sourceMappingURL=(?!\$)/, file);
    }
  });

  it('is not larger than 1.0 MB', () => {
    const { size } = statSync(vsix);
    assert.ok(size <= megabyte, `${size} bytes`);
  });

  it('has a script for charts that is not larger than 100 KB', () => {
    const bytes = files.get('dist/renderer.js')?.length ?? Infinity;
    assert.ok(bytes <= 100 * 1024, `${bytes} bytes`);
  });

  it('carries the version of the project', () => {
    const version = (text: string): unknown => (JSON.parse(text) as { version: unknown }).version;
    assert.equal(
      version(files.get('package.json')?.toString() ?? '{}'),
      version(readFileSync(join(root, 'package.json'), 'utf8')),
    );
  });
});
