import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { processesWith, startCommand } from './command.ts';
import type { Command } from './command.ts';
import { Lifetime } from './lifetime.ts';
import { openPage, startBrowser } from './workbench.ts';

describe('npm start', () => {
  let temporary: string;
  let mark: string;
  let command: Command | undefined;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'adot-test-'));
    mark = randomUUID();
  });

  afterEach(async () => {
    await command?.child.stop();
    rmSync(temporary, { recursive: true, force: true });
  });

  function start(...args: string[]): Command {
    command = startCommand('start.js', args, { env: { TMPDIR: temporary, ADOT_TEST_MARK: mark } });
    return command;
  }

  /** Looks at the address as a person would. */
  async function showsExtension(url: string): Promise<void> {
    const lifetime = new Lifetime();
    try {
      const page = await openPage(await startBrowser(process.env.ADOT_BROWSER ?? '', lifetime), url);
      await page.locator('.activitybar').getByRole('tab', { name: 'ADOT' }).waitFor({ timeout: 120_000 });
      // What the extension says has to reach files that were opened with the mouse.
      await page
        .getByRole('treeitem', { name: 'adot-collector-fargate.yaml' })
        .dblclick({ timeout: 120_000 });
      await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
      await page.getByRole('treeitem', { name: 'sample-app.promql.md' }).dblclick();
      await page.getByRole('button', { name: 'Run All' }).first().click({ timeout: 60_000 });
      await page.locator('.execution-count-label', { hasText: '[1]' }).waitFor({ timeout: 60_000 });
    } finally {
      await lifetime.end();
    }
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`shows VS Code at the address that it prints, and leaves nothing behind after ${signal}`, async () => {
      const { child, until } = start('--no-browser');
      const [, url = ''] = await until(/^Open (http:\S+)$/m);
      await until(/Ctrl-C ends everything/);
      assert.ok(processesWith('ADOT_TEST_MARK', mark).some((line) => line.includes('server-main.js')));
      assert.ok(processesWith('ADOT_TEST_MARK', mark).some((line) => line.includes('prometheus')));
      assert.notDeepEqual(readdirSync(temporary), []);

      await showsExtension(url);

      const first = await fetch(url, { redirect: 'manual' });
      const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]);
      const page = await fetch(new URL('/', url), { headers: { cookie: cookie.join('; ') } });
      assert.equal(page.status, 200);
      assert.match(await page.text(), /workbench\.js/);
      assert.equal((await fetch(new URL('/', url))).status, 403, 'without the secret of the address');

      process.kill(child.pid ?? 0, signal);
      assert.equal(await child.ended, signal === 'SIGINT' ? 130 : 143);
      assert.deepEqual(processesWith('ADOT_TEST_MARK', mark), []);
      assert.deepEqual(readdirSync(temporary), []);
    });
  }

  it('lists its options', async () => {
    const { child, until } = start('--help');
    await until(/^ {2}--desktop .*\n {2}--huge .*\n {2}--live .*\n {2}--no-browser .*\n {2}--port N /m);
    assert.equal(await child.ended, 0);
  });

  it('ends when the terminal that started it is gone', async () => {
    const { child, until } = start('--no-browser');
    await until(/Ctrl-C ends everything/);
    // No signal handler runs: as if the machine's owner had killed npm.
    process.kill(child.pid ?? 0, 'SIGKILL');
    for (let waited = 0; waited < 150 && processesWith('ADOT_TEST_MARK', mark).length > 0; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(processesWith('ADOT_TEST_MARK', mark), []);
    assert.deepEqual(readdirSync(temporary), []);
  });
});
