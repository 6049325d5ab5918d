import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { labSettings } from '../host/labEnvironment.ts';
import { fedAlias, region } from '../lab/names.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const files = {
  'queries.promql':
    '# Requests of the sample app, per second\nsum by (job) (rate(test_counter0_total[5m]))\n---\nup{job=~"app"}\n',
  'rules.yaml': [
    ...['groups:', '  - name: app', '    rules:', '      - record: job:requests:rate5m', '        expr: |'],
    ...[
      '          sum by (job) (',
      '            rate(test_counter0_total{job="app"}[5m])',
      '          )',
      '',
    ],
  ].join('\n'),
};

describe('PromQL, in a page', function () {
  this.timeout(120_000);
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(180_000);
    workbench = await openWorkbench({
      files,
      settings: {
        ...labSettings,
        'adot.promql.datasource': `${fedAlias}@${region}`,
        'editor.minimap.enabled': false,
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
      },
    });
    workbench.page.setDefaultTimeout(30_000);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench.screenshot(`failed-promql-${this.currentTest.title.slice(0, 30).replace(/\W+/g, '-')}`);
    }
    await workbench.page.keyboard.press('Escape');
  });

  after(() => workbench?.close());

  const line = (piece: string): Locator =>
    workbench.page.locator('.editor-instance .view-line').filter({ hasText: piece }).first();
  const suggestion = (label: string): Locator =>
    workbench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first();

  async function colour(piece: string, word: string): Promise<string> {
    const part = line(piece).locator('span > span').filter({ hasText: word }).first();
    return part.evaluate((element) => {
      // The tests have no types of the page.
      const page = globalThis as unknown as { getComputedStyle(one: unknown): { color: string } };
      return page.getComputedStyle(element).color;
    });
  }

  it('completes metrics of the data source while one types, with their help', async () => {
    const { page } = workbench;
    await workbench.openFile('queries.promql');
    await line('up{job').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('---\nrate(test_cou', { delay: 30 });
    // What is on its way is there at the next key.
    for (let tries = 0; tries < 20 && !(await suggestion('test_counter').isVisible()); tries += 1) {
      await page.waitForTimeout(500);
      await page.keyboard.press('Backspace');
      await page.keyboard.type('u');
    }
    await suggestion('test_counter').waitFor();
    await workbench.screenshot('promql-completion');
    await page.keyboard.press('Escape');
  });

  it('underlines what a query hardly means, and says what a function does', async () => {
    const { page } = workbench;
    await workbench.openFile('queries.promql');
    await line('sum by')
      .locator('span', { hasText: /^rate$/ })
      .first()
      .hover();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'How fast a counter grows' });
    await hover.first().waitFor();
    await workbench.screenshot('promql-hover');
  });

  it('colours the queries of rule files', async () => {
    await workbench.openFile('rules.yaml');
    // As no other file has it.
    const piece = 'test_counter0_total{job="app"}';
    await line(piece).waitFor();
    const end = Date.now() + 30_000;
    const isColoured = async (): Promise<boolean> =>
      (await colour(piece, 'rate')) !== (await colour(piece, 'test_counter0_total'));
    while (!(await isColoured().catch(() => false)) && Date.now() < end) {
      await workbench.page.waitForTimeout(200);
    }
    assert.ok(await isColoured());
    await workbench.screenshot('promql-rules');
  });
});
