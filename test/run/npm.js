import { spawn } from 'node:child_process';

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|E50[234]|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b/;

/**
 * Runs npm to its end, quietly. When the time is up or the signal fires npm is stopped and the code is not 0.
 *
 * @param {string[]} args
 * @param {{cwd: string, timeoutSeconds: number, signal?: AbortSignal}} options
 * @returns {Promise<{code: number, output: string}>}
 */
export function runNpm(args, { cwd, timeoutSeconds, signal }) {
  // Inside an npm script, npm says where it is; that spares a shell on Windows.
  const cli = process.env['npm_execpath'];
  const [command, first] =
    cli !== undefined && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []];
  // Less patient than npm's own ten minutes, so that a machine without network hears of it soon.
  const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const child = spawn(
    command,
    [...first, ...args, ...patience, '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      env: withoutNpmContext(process.env),
      shell: process.platform === 'win32' && command === 'npm',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-20_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const stop = () => child.kill('SIGTERM');
  const timer = setTimeout(() => {
    output += `\nETIMEDOUT after ${timeoutSeconds} s`;
    stop();
  }, timeoutSeconds * 1000);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) {
    stop();
  }
  return new Promise((resolve) => {
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/**
 * The one sentence for a failed npm command.
 *
 * @param {string} what the command as a person would type it
 * @param {number} code
 * @param {string} output
 * @returns {string}
 */
export function explainNpm(what, code, output) {
  const network = unreachable.exec(output)?.[0];
  if (network !== undefined) {
    return `The npm registry cannot be reached (${network} during \`${what}\`): check the network, the proxy and \`npm config get registry\`, then run the command again.`;
  }
  if (code === 127) {
    return `npm was not found: install Node.js with npm (https://nodejs.org), then run the command again.`;
  }
  if (/\bENOSPC\b/.test(output)) {
    return `The disk is full (ENOSPC during \`${what}\`): free about 2 GB and run the command again.`;
  }
  const said = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/complete log of this run|^code /i.test(line));
  return `\`${what}\` failed with exit code ${code} (${said.slice(0, 2).join(' ') || 'it said nothing'}): mend that and run the command again.`;
}

/**
 * npm hands its own settings of the running script down as npm_config_*: another project must not inherit them.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutNpmContext(env) {
  const kept = { ...env };
  for (const name of [
    'npm_config_local_prefix',
    'npm_config_prefix',
    'npm_package_json',
    'npm_lifecycle_script',
  ]) {
    delete kept[name];
  }
  return kept;
}
