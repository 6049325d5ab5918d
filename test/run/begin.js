// What happens before there are any packages: plain JavaScript that every supported Node can run.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainNpm, runNpm } from './npm.js';
import { differences } from './packages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Installs the packages when they are missing or not those of the lock file, then goes on with `script` in the
 * Node that came with them. The process ends with the script's exit code.
 *
 * @param {string} script path from the project's root
 */
export async function begin(script) {
  try {
    await installPackages();
    process.exitCode = await hand(script, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function installPackages() {
  const lock = readJson('package-lock.json');
  const installed = readJson('node_modules/.package-lock.json');
  if (installed !== undefined && differences(lock, installed).length === 0) {
    return;
  }
  const why = installed === undefined ? 'they are missing' : 'they are not those of package-lock.json';
  console.log(`Installing the project's packages (${why}) ...`);
  const { code, output } = await runNpm(['ci'], { cwd: root, timeoutSeconds: 900 });
  if (code !== 0) {
    throw new Error(explainNpm('npm ci', code, output));
  }
}

/**
 * Runs the script and waits for it, also after Ctrl-C: it needs a moment to end what it started.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function hand(script, args) {
  const child = spawn(nodeOfProject(), [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  // Whoever started us may be gone without a word; then nobody is left to stop the child.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (signal === null ? 1 : 130));
    });
  });
}

function nodeOfProject() {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) {
    return node;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    return process.execPath;
  }
  throw new Error(
    "The npm package `node` did not bring Node.js 24: let npm run that package's install script (npm config " +
      'delete ignore-scripts), delete node_modules and run the command again, or run it with Node.js 24.',
  );
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}
