#!/usr/bin/env node
import {
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { formatHelpText } from './cli/format/help.ts';
import { readFormatCommand } from './cli/format/options.ts';
import type { FormatCommand } from './cli/format/options.ts';
import { asGithub } from './cli/github.ts';
import { helpText } from './cli/help.ts';
import { asHuman } from './cli/human.ts';
import { ignoreRules } from './cli/ignoreRules.ts';
import type { Ignores } from './cli/ignoreRules.ts';
import { asJson } from './cli/json.ts';
import { readCommand } from './cli/options.ts';
import type { Command } from './cli/options.ts';
import { checkedFiles, countBySeverity, linesOf } from './cli/report.ts';
import type { CheckedFile } from './cli/report.ts';
import { credentialVariables, runHelpText } from './cli/run/help.ts';
import { readRunCommand } from './cli/run/options.ts';
import type { RunCommand } from './cli/run/options.ts';
import { asSarif } from './cli/sarif.ts';
import type { SourceFile } from './lint/checker.ts';
import type { Network } from './aws/network.ts';
import type { Log } from './log.ts';
import { adotVersions } from './otel/adotVersions.ts';
import { sentence, Trouble } from './trouble.ts';

type Check = typeof import('./bundles/check.ts');

/** What keeps a check from being made: its message is for the person. */
class Refusal extends Error {}

const oldestNode = 22;

/** Of the project, above dist/ and src/ alike. */
const fromRoot = (name: string): URL => new URL(`../${name}`, import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(fromRoot(name), 'utf8'));

async function main(args: readonly string[]): Promise<number> {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  if (/^ja\b|^ja_/i.test(LC_ALL ?? LC_MESSAGES ?? LANG ?? '')) {
    l10n.config({ contents: readJson('l10n/bundle.l10n.ja.json') as Record<string, string> });
  }
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Refusal(
      l10n.t('This needs Node.js {0} or newer; it runs on {1}.', String(oldestNode), process.versions.node),
    );
  }
  if (args[0] === 'run') {
    return mainRun(args.slice(1));
  }
  if (args[0] === 'format') {
    return mainFormat(args.slice(1));
  }
  const versions = adotVersions.map(({ version }) => version);
  // The rules are read only by who asks for one, help and version at once.
  const check = args.includes('check') ? await import('./bundles/check.ts') : undefined;
  const command = readCommand(args, {
    adotVersions: versions,
    isRule: (code) => check !== undefined && Object.hasOwn(check.ruleCatalog, code),
  });
  switch (command.kind) {
    case 'misuse':
      throw new Refusal(command.message);
    case 'help':
      process.stdout.write(helpText(versions));
      return 0;
    case 'version':
      process.stdout.write(`${ownVersion()}\n`);
      return 0;
    case 'check':
      return runCheck(command, check ?? (await import('./bundles/check.ts')));
  }
}

async function mainRun(args: readonly string[]): Promise<number> {
  const command = readRunCommand(args);
  switch (command.kind) {
    case 'misuse':
      throw new Refusal(command.message);
    case 'runHelp':
      process.stdout.write(runHelpText());
      return 0;
    case 'run':
      return runNotebook(command);
  }
}

async function runNotebook({ path, target, format, junit, timeoutSeconds }: RunCommand): Promise<number> {
  const bytes = attempt(path, () => readFileSync(path === '-' ? 0 : path));
  const run = await import('./bundles/run.ts');
  const network = networkOf(process.env);
  const aws = run.createAws({
    ...{ log: silent, network: () => network, now: () => Date.now() },
    askMfa: () => Promise.resolve(undefined),
  });
  const cancelling = new AbortController();
  process.once('SIGINT', () => cancelling.abort());
  const valueOf = (name: keyof typeof credentialVariables): string | undefined =>
    process.env[credentialVariables[name]] || undefined;
  try {
    const report = await run.runNotebook({
      ...{ file: path, bytes, target, timeoutSeconds, signal: cancelling.signal },
      credentials: { username: valueOf('username'), password: valueOf('password'), token: valueOf('token') },
      world: { aws, send: run.createSend(network, silent), env: process.env, now: () => Date.now() },
      sleep: (ms, signal) => wait(ms, undefined, { signal }),
    });
    if (junit !== undefined) {
      attempt(junit, () => writeFileSync(junit, run.asJunit(report)));
    }
    process.stdout.write(format === 'json' ? run.asJson(report) : run.asHuman(report, hasColours()));
    return run.exitStatus(report);
  } finally {
    aws.dispose();
  }
}

const nothing = (): void => undefined;
const silent: Log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** https://curl.se/docs/manpage.html#ENVIRONMENT */
function networkOf(env: NodeJS.ProcessEnv): Network {
  const proxy = env['HTTPS_PROXY'] || env['https_proxy'] || env['HTTP_PROXY'] || env['http_proxy'];
  const noProxy = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map((host) => host.trim());
  return { noProxy: noProxy.filter(Boolean), strictSsl: true, caPem: [], ...(proxy && { proxy }) };
}

function hasColours(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY && !NO_COLOR && TERM !== 'dumb';
}

function runCheck(command: Extract<Command, { kind: 'check' }>, check: Check): number {
  const sources = readSources(command.paths, /\.(?:ya?ml|json|promql|md)$/i);
  const packed = brotliDecompressSync(readFileSync(fromRoot('dist/schemas.br'))).toString('utf8');
  const schemas = JSON.parse(packed) as Readonly<Record<string, string>>;
  const readSchema = (name: string): unknown => JSON.parse(schemas[name] ?? 'null');
  const checker = check.createChecker({
    schemas: check.readCollectorSchemas(readSchema),
    manifestSchemas: check.readManifestSchemas(readSchema),
    levels: command.levels,
    today: new Date().toISOString().slice(0, 10),
    ...(command.adotVersion !== undefined && { adotVersion: command.adotVersion }),
  });
  const files = checkedFiles(sources, checker.check(sources));
  process.stdout.write(report(command.format, files, check));
  return countBySeverity(files).error > 0 ? 1 : 0;
}

function report(
  format: Extract<Command, { kind: 'check' }>['format'],
  files: readonly CheckedFile[],
  { ruleCatalog, rulePageAnchor }: Check,
): string {
  switch (format) {
    case 'human':
      return asHuman(files, hasColours());
    case 'json':
      return asJson(files);
    case 'github':
      return asGithub(files);
    case 'sarif':
      return asSarif(files, {
        name: 'adot-workbench',
        version: ownVersion(),
        rules: Object.entries(ruleCatalog).map(([code, { severity, title }]) => ({
          ...{ code, severity, title: title() },
          page: `${fromRoot('docs/rules.md').href}#${rulePageAnchor(code)}`,
        })),
      });
  }
}

async function mainFormat(args: readonly string[]): Promise<number> {
  const command = readFormatCommand(args);
  switch (command.kind) {
    case 'misuse':
      throw new Refusal(command.message);
    case 'formatHelp':
      process.stdout.write(formatHelpText());
      return 0;
    case 'format': {
      const files = readSources(command.paths, /\.promql$/i);
      const other = files.find(({ path }) => path !== '-' && !/\.promql$/i.test(path));
      if (other !== undefined) {
        throw new Refusal(l10n.t('{0} is no .promql file.', other.path));
      }
      const { formatFile } = await import('./bundles/format.ts');
      return Math.max(0, ...files.map((file) => formatOne(file, command, formatFile)));
    }
  }
}

/** What the file makes of the exit status. */
function formatOne(
  { path, text }: SourceFile,
  { isCheck }: Extract<FormatCommand, { kind: 'format' }>,
  formatFile: typeof import('./bundles/format.ts').formatFile,
): number {
  const found = formatFile(text);
  if ('problems' in found) {
    const lines = linesOf(text);
    for (const { message, span } of found.problems) {
      const { line, column } = lines.placeOf(span);
      process.stderr.write(`${path}:${line}:${column}: ${message}\n`);
    }
    return 2;
  }
  const isChanged = found.text !== text;
  if (isCheck) {
    process.stdout.write(isChanged ? `${path}\n` : '');
    return isChanged ? 1 : 0;
  }
  if (path === '-') {
    process.stdout.write(found.text);
  } else if (isChanged) {
    attempt(path, () => {
      replace(path, found.text);
    });
    process.stdout.write(`${path}\n`);
  }
  return 0;
}

/** The whole new file or the whole old one: never half of it. Where a link leads to is replaced, not the link. */
function replace(path: string, text: string): void {
  const file = realpathSync(path);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { mode: statSync(file).mode, flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function ownVersion(): string {
  return (readJson('package.json') as { version: string }).version;
}

/** Larger files are no manifests, but dumps of a cluster. */
const mostBytes = 20_000_000;
const leftOut = new Set(['node_modules', '.git']);

/** The files that are named, and those of our kinds below the folders that are named, each once. */
function readSources(paths: readonly string[], pattern: RegExp): SourceFile[] {
  const found = new Map<string, SourceFile>();
  const add = (path: string, read: string | 0): void => {
    if (!found.has(path)) {
      found.set(path, { path, text: attempt(path, () => readFileSync(read, 'utf8')) });
    }
  };
  for (const path of paths) {
    const name = path === '-' ? path : path.replaceAll('\\', '/').replace(/^\.\/(?=.)/, '');
    if (path === '-') {
      add(name, 0);
    } else if (attempt(path, () => statSync(path)).isDirectory()) {
      walk(path.endsWith('/') ? path.slice(0, -1) : path, [], (file) => {
        if (pattern.test(file) && attempt(file, () => statSync(file)).size <= mostBytes) {
          add(file.replace(/^\.\//, ''), file);
        }
      });
    } else {
      add(name, path);
    }
  }
  return [...found.values()];
}

/** Folders are not followed through links, so that a walk ends. */
function walk(
  folder: string,
  above: readonly (readonly [folder: string, Ignores])[],
  visit: (file: string) => void,
): void {
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  const own = entries.find((entry) => entry.name === '.gitignore' && entry.isFile());
  const rules = own
    ? [...above, [folder, ignoreRules(readFileSync(`${folder}/.gitignore`, 'utf8'))] as const]
    : above;
  const isIgnored = (path: string): boolean =>
    rules.some(([base, ignores]) => ignores(path.slice(base.length + 1)));
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !leftOut.has(entry.name) && !isIgnored(`${path}/`)) {
      walk(path, rules, visit);
    } else if (entry.isFile() && !isIgnored(path)) {
      visit(path);
    }
  }
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      code === 'ENOENT'
        ? l10n.t('There is no file or folder {0}.', path)
        : l10n.t('{0} cannot be read ({1}).', path, code ?? String(error)),
    );
  }
}

// Who reads the first lines and closes the pipe has all that they wanted.
process.stdout.on('error', () => process.exit());
main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const words =
      error instanceof Trouble
        ? sentence(error.advice)
        : error instanceof Error
          ? error.message
          : String(error);
    process.stderr.write(`adot-workbench: ${words}\n`);
    process.exitCode = 2;
  },
);
