import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

const file = 'collector.yaml';
const config = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
  statsd:
processors:
  batch:
exporters:
  debug:
service:
  pipelines:
    metrics:
      receivers: [otlp, statsd]
      processors: [batch]
      exporters: [debug]
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const configMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: conf
data:
  relay: |
${config.replaceAll(/^(?=.)/gm, '    ')}`;

describe('the pipeline graph, in a page', function () {
  this.timeout(90_000);
  let workbench: WorkbenchPage;
  let graph: FrameLocator;
  const box = (name: string | RegExp): Locator => graph.getByRole('button', { name });

  before(async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ files: { [file]: configMap }, width: 1500 });
    await workbench.openResources();
    await workbench.openFile(file);
    await workbench.runCommand('adot.pipelineGraph.open');
    graph = workbench.page.frameLocator('iframe.webview').frameLocator('iframe');
    await box(/^receiver otlp/)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  after(() => workbench?.close());

  it('shows a lane for each pipeline, and what is in it', async () => {
    assert.deepEqual(await graph.locator('.laneSignal').allTextContents(), ['metrics', 'traces']);
    assert.equal(await box(/^exporter debug, in 2 pipelines/).count(), 2);
    assert.equal(await box(/^receiver otlp, grpc 0\.0\.0\.0:4317/).count(), 2);
  });

  it('leads from a box to its definition in the file, inside the ConfigMap', async () => {
    await box(/^processor batch/).click();
    const selected = workbench.page.locator('.statusbar-item', { hasText: /Ln 14, Col \d+ \(5 selected\)/ });
    await selected.waitFor({ timeout: 20_000 });
    await graph.locator('.box.current', { hasText: 'batch' }).waitFor({ timeout: 20_000 });
  });

  it('is gone through by the keyboard', async () => {
    await box(/^receiver otlp/)
      .first()
      .focus();
    const focused = (): Promise<string | null> => graph.locator('.box:focus').getAttribute('aria-label');
    const steps: (string | null)[] = [];
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Home']) {
      await workbench.page.keyboard.press(key);
      steps.push(await focused());
    }
    const ids = steps.map((label) => label?.split(' ')[1]?.replace(',', ''));
    assert.deepEqual(ids, ['statsd', 'batch', 'debug', 'debug', 'otlp']);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.statusbar-item', { hasText: /Ln 8, Col \d+ \(4 selected\)/ }).waitFor();
  });

  it('follows what is typed', async () => {
    await workbench.page.getByRole('tab', { name: new RegExp(`^${file}`) }).click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('        logs: {receivers: [otlp], exporters: [debug]}');
    await box(/^exporter debug, in 3 pipelines/)
      .nth(2)
      .waitFor({ timeout: 20_000 });
    assert.deepEqual(await graph.locator('.laneSignal').allTextContents(), ['metrics', 'traces', 'logs']);
  });

  it('marks what is named and not defined', async () => {
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.press('Backspace');
    await workbench.page.keyboard.type(', file]}');
    await box('exporter file, not defined').waitFor({ timeout: 20_000 });
  });

  it('can be had as a file', async () => {
    await graph.getByRole('button', { name: 'Export as SVG file' }).click();
    // The dialog writes its proposal over what was typed before it came.
    const input = workbench.page.locator('.quick-input-widget input[type="text"]');
    await waitFor(async () => assert.match(await input.inputValue(), /-pipelines\.svg$/));
    await workbench.answer(join(workbench.folder, 'picture.svg'));
    const written = await waitFor(async () => readFile(join(workbench.folder, 'picture.svg'), 'utf8'));
    assert.match(written, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(written, /var\(/);
  });
});

/** What `get` gives once it does not fail any more. */
async function waitFor<T>(get: () => Promise<T>): Promise<T> {
  for (let left = 80; ; left -= 1) {
    try {
      return await get();
    } catch (error) {
      if (left === 0) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
