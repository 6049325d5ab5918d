import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../host/paths.ts';
import { goTo } from './goTo.ts';
import type { WorkbenchPage } from './workbench.ts';

/** Takes a picture. `as it is`: with the pointer and what it shows left where they are. */
export type Take = (name: string, how?: 'as it is') => Promise<void>;

export const manifest = 'adot-collector-fargate.yaml';
/** The recipe as it was once published, with what is wrong with it today. */
export const oldManifest = 'collector-of-2021.yaml';
const oldRecipe = readFileSync(join(root, 'test/fixtures/old-recipe/eks-fargate-adot.yaml'), 'utf8');
/** The same with a release in its image tag, so that there is something to upgrade from. */
const tagged = 'older/collector-0.42.yaml';
const taggedRecipe = oldRecipe.replace('aws-otel-collector:latest', 'aws-otel-collector:v0.42.0');

export const editorFiles: Readonly<Record<string, string>> = {
  [oldManifest]: oldRecipe,
  [tagged]: taggedRecipe,
};

const given = `{__address__="10.0.1.7:8080", __meta_kubernetes_service_annotation_scrape="true", __meta_kubernetes_namespace="shop", __meta_kubernetes_pod_name="cart-1"}
{__address__="10.0.2.9:8080", __meta_kubernetes_namespace="shop", __meta_kubernetes_pod_name="cart-2"}
`;

/** What the editor says of a config and does with it, and the pictures of pipelines. The side bar is closed before and after. */
export async function takeEditors(workbench: WorkbenchPage, take: Take): Promise<void> {
  await takeFindings(workbench, take);
  await takeHelp(workbench, take);
  await takeReleases(workbench, take);
  await takeGraphs(workbench, take);
  await takeRelabelLens(workbench, take);
}

export async function takeFindings(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(oldManifest);
  await goTo(workbench, oldRecipe, /logging(?=:)/);
  await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Control+Shift+m');
  await page.locator('.markers-panel .monaco-list-row').nth(3).waitFor();
  await take('yaml');
  await page.keyboard.press('Control+Shift+m');
  await page.locator('.markers-panel').waitFor({ state: 'hidden' });

  await goTo(workbench, oldRecipe, /logging(?=:)/);
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget');
  await menu.getByText('collector/removed-component').first().waitFor();
  await take('yaml-fixes');
  await page.keyboard.press('Escape');

  await runBuiltIn(workbench, 'Source Action...');
  await menu.getByText('ADOT').first().waitFor();
  await take('yaml-fix-all');
  await page.keyboard.press('Enter');
  await page.locator('.tab.dirty', { hasText: oldManifest }).waitFor();
  await page.locator('.view-line', { hasText: 'prometheus_remote_write' }).first().waitFor();
  await take('yaml-fixed');
  await revert(workbench, oldManifest);
  await closeEditor(workbench);
}

async function takeHelp(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(tagged);
  await goTo(workbench, taggedRecipe, /adot-collector-config(?=: \|)/);
  await page.locator('.codelens-decoration', { hasText: '0.49.0' }).first().waitFor({ timeout: 30_000 });
  await take('yaml-lenses');
  await goTo(workbench, taggedRecipe, /aws-otel-collector:v0/);
  await page
    .locator('.view-line', { hasText: /upstream|アップストリーム/ })
    .first()
    .waitFor();
  await take('yaml-inlay');

  await goTo(workbench, taggedRecipe, /scrape_timeout/);
  await hoverAtCursor(workbench);
  await take('yaml-hover', 'as it is');
  await goTo(workbench, taggedRecipe, /prometheusremotewrite(?=:)/);
  await hoverAtCursor(workbench);
  await take('yaml-hover-component', 'as it is');
  await page.keyboard.press('Escape');

  await goTo(workbench, taggedRecipe, /authenticator: sigv4auth/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Backspace');
  const suggestions = page.locator('.suggest-widget.visible');
  await page.keyboard.press('Control+Space');
  await suggestions.locator('.monaco-list-row').nth(4).waitFor();
  if (!(await page.locator('.suggest-details:visible').count())) {
    await page.keyboard.press('Control+Space');
  }
  await page.locator('.suggest-details:visible').waitFor();
  // It grows to what it says.
  await page.waitForTimeout(500);
  await take('yaml-completion', 'as it is');
  await page.keyboard.press('Escape');
  await revert(workbench, tagged);

  await runBuiltIn(workbench, 'Explorer: Focus on Outline View');
  await workbench.view().getByRole('treeitem', { name: 'ConfigMap' }).first().waitFor();
  await take('yaml-outline');
  await page.keyboard.press('Control+b');
}

async function takeReleases(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(tagged);
  await page.locator('[id="status.languageStatus"]').hover();
  await page.locator('.monaco-hover:visible', { hasText: 'ADOT 0.42.0' }).waitFor();
  await take('status', 'as it is');
  await workbench.restPointer();

  await workbench.runCommand('adot.yaml.chooseVersion');
  await workbench.quickPickRow('v0.49.0').waitFor();
  await take('release');
  await workbench.quickPickRow('v0.48.0').click();
  await workbench.quickPickRow('v0.48.0').waitFor({ state: 'detached' });
  await page.locator('.quick-input-widget .monaco-list-row').nth(1).waitFor();
  await take('release-scope');
  await page.keyboard.press('Escape');

  await workbench.runCommand('adot.yaml.upgrade');
  await workbench.quickPickRow('v0.49.0').click();
  await page.locator('.monaco-diff-editor').first().waitFor();
  await workbench.quickPickRow('v0.49.0').waitFor({ state: 'detached' });
  await page.locator('.quick-input-widget .monaco-list-row').nth(2).waitFor();
  await take('upgrade');
  await page.keyboard.press('Escape');
  await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
  await closeEditor(workbench);
}

async function takeGraphs(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  const graph = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const box = (name: RegExp): Locator => graph.getByRole('button', { name }).first();
  const text = readFileSync(join(workbench.folder, manifest), 'utf8');
  await workbench.openFile(manifest);
  await goTo(workbench, text, /(?<=processors: \[memory_limiter, )batch/);
  await runBuiltIn(workbench, 'Peek Definition');
  await page.locator('.peekview-widget .view-line', { hasText: 'batch' }).first().waitFor();
  await take('peek');
  await page.keyboard.press('Escape');
  await page.locator('.peekview-widget').waitFor({ state: 'detached' });

  await workbench.runCommand('adot.pipelineGraph.open');
  await box(/prometheus/).waitFor({ timeout: 30_000 });
  await take('pipelines');
  await box(/batch/).focus();
  await take('pipelines-focus');
  await closeEditor(workbench);
  await closeEditor(workbench);

  await workbench.openFile(oldManifest);
  await page.locator('.squiggly-warning').first().waitFor({ timeout: 30_000 });
  await workbench.runCommand('adot.pipelineGraph.open');
  await graph.locator('.badge').first().waitFor({ timeout: 30_000 });
  await take('pipelines-problems');
  await closeEditor(workbench);
  await closeEditor(workbench);
}

async function takeRelabelLens(workbench: WorkbenchPage, take: Take): Promise<void> {
  const { page } = workbench;
  const rows = page.locator('.quick-input-widget .monaco-list-row');
  const lens = (text: string): Locator => page.locator('.codelens-decoration', { hasText: text }).first();
  const text = readFileSync(join(workbench.folder, manifest), 'utf8');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.openFile(manifest);
  await goTo(workbench, text, /relabel_configs/);

  await workbench.runCommand('adot.relabel.chooseTargets');
  await rows.filter({ has: page.locator('.codicon-server-environment') }).waitFor();
  await take('relabel-choose');
  await rows.filter({ has: page.locator('.codicon-server-environment') }).click();
  await workbench.quickPickRow('amp-eks-fargate').click();
  await lens('amp-eks-fargate').waitFor({ timeout: 30_000 });
  await take('relabel');

  await workbench.runCommand('adot.relabel.followTarget');
  await rows
    .filter({ has: page.locator('.codicon-circle-slash, .codicon-pass') })
    .first()
    .waitFor();
  await take('relabel-targets');
  await rows
    .filter({ has: page.locator('.codicon-pass') })
    .first()
    .click();
  const preview = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await preview.locator('table').first().waitFor({ timeout: 30_000 });
  await take('relabel-page');
  await closeEditor(workbench);

  await page.evaluate(async (words) => {
    // The tests have no types of the page.
    const { clipboard } = (globalThis as unknown as { navigator: { clipboard: Clipboard } }).navigator;
    await clipboard.writeText(words);
  }, given);
  await goTo(workbench, text, /relabel_configs/);
  await workbench.runCommand('adot.relabel.chooseTargets');
  await rows.filter({ has: page.locator('.codicon-clippy') }).click();
  await lens('2 ').waitFor({ timeout: 30_000 });
  await take('relabel-pasted');
  await closeEditor(workbench);
}

interface Clipboard {
  writeText(text: string): Promise<void>;
}

async function hoverAtCursor({ page }: WorkbenchPage): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.monaco-hover:visible .hover-row').first().waitFor();
}

/** A command of VS Code itself, which speaks English here. */
async function runBuiltIn(workbench: WorkbenchPage, title: string): Promise<void> {
  await workbench.openPalette(title);
  await workbench.quickPickRow(title).click();
}

async function closeEditor(workbench: WorkbenchPage): Promise<void> {
  await runBuiltIn(workbench, 'View: Close Editor');
}

/** Takes back all that was done to the file of the active editor. */
async function revert(workbench: WorkbenchPage, file: string): Promise<void> {
  await runBuiltIn(workbench, 'File: Revert File');
  const name = file.split('/').at(-1) ?? '';
  await workbench.page.locator('.tab.dirty', { hasText: name }).waitFor({ state: 'detached' });
}
