import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startCommand } from './command.ts';
import { root } from './paths.ts';

/** Each of these has to be one sentence with the way out, and an exit code that says so. */
describe('a set-up that cannot go on says in one sentence', () => {
  let temporary: string;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'adot-test-'));
    mkdirSync(join(temporary, 'bin'));
  });

  afterEach(() => rmSync(temporary, { recursive: true, force: true }));

  /** A machine with nothing on it but Node. */
  function bareMachine(): NodeJS.ProcessEnv {
    const absent = { CHROME_PATH: undefined, npm_execpath: undefined };
    return {
      ...absent,
      PATH: join(temporary, 'bin'),
      HOME: temporary,
      XDG_CACHE_HOME: temporary,
      PLAYWRIGHT_BROWSERS_PATH: temporary,
    };
  }

  async function assertRefuses(
    expected: RegExp,
    script: string,
    args: readonly string[],
    options: Parameters<typeof startCommand>[2] = {},
  ): Promise<void> {
    const { child, output } = startCommand(script, args, options);
    assert.equal(await child.ended, 1, output());
    const last = output().trim().split('\n').at(-1) ?? '';
    assert.match(last, expected);
    assert.doesNotMatch(output(), /^\s+at /m, 'no stack trace');
  }

  it('that the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const expected = new RegExp(
        `^Port ${port} is taken by another program: choose another one with --port`,
      );
      await assertRefuses(expected, 'start.js', ['--port', String(port)]);
    } finally {
      server.close();
    }
  });

  it('that the port is no port', () =>
    assertRefuses(/^--port wants a number/, 'start.js', ['--port', 'http']));

  it('that there is no such option', () =>
    assertRefuses(/^Unknown option '--prot'/, 'start.js', ['--prot', '1']));

  it('that there is no such part of the tests', () =>
    assertRefuses(/^There is no part `unti`/, 'test.js', ['unti']));

  it('that there is no Prometheus', () =>
    assertRefuses(
      /^The lab needs a real Prometheus server, .*install Prometheus/,
      'start.js',
      ['--no-browser'],
      {
        env: bareMachine(),
      },
    ));

  it('that there is no browser', () =>
    assertRefuses(/^No Chromium-based browser was found .*install Chromium or Chrome/, 'start.js', [], {
      env: bareMachine(),
    }));

  it('that CHROME_PATH is wrong', () =>
    assertRefuses(/^CHROME_PATH names \/nowhere\/chrome, which does not run/, 'start.js', [], {
      env: { CHROME_PATH: '/nowhere/chrome' },
    }));

  it('that there is no desktop VS Code', () =>
    assertRefuses(/^--desktop needs VS Code's `code` on PATH/, 'start.js', ['--desktop'], {
      env: { PATH: `${join(temporary, 'bin')}:/usr/bin` },
    }));

  it('that Node.js is too old', () => {
    const pretend =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.0" } })';
    return assertRefuses(
      /^ADOT Workbench needs Node\.js 20 or newer .*install a current Node\.js/,
      'start.js',
      [],
      {
        nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`],
      },
    );
  });

  it('that the npm registry cannot be reached', () => {
    const fresh = join(temporary, 'fresh');
    for (const file of ['package.json', 'package-lock.json', 'test/run']) {
      cpSync(join(root, file), join(fresh, file), { recursive: true });
    }
    // Nothing listens on port 1.
    const env = { npm_config_registry: 'http://127.0.0.1:1', npm_config_cache: join(temporary, 'cache') };
    return assertRefuses(
      /^The npm registry cannot be reached \(ECONNREFUSED during `npm ci`\)/,
      'start.js',
      [],
      {
        env,
        cwd: fresh,
      },
    );
  });
});
