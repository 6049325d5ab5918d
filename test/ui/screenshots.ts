/** Takes the pictures that people look at, in each colour theme and language: `npm run screenshots`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { labSettings } from '../host/labEnvironment.ts';
import { root } from '../host/paths.ts';
import type { Locale } from '../host/server.ts';
import { smallerPng } from './smallerPng.ts';
import { openWorkbench } from './workbench.ts';
import type { Theme, WorkbenchPage } from './workbench.ts';

const locales: readonly Locale[] = ['en', 'ja'];
const themes: readonly Theme[] = ['dark', 'light', 'high contrast'];

/** Of these the README shows the dark, English ones. */
const ofReadme: readonly string[] = ['resources', 'yaml', 'pipelines', 'logs'];

const manifest = 'adot-collector-fargate.yaml';
/** The recipe as it was once published, with what is wrong with it today. */
const oldManifest = 'collector-of-2021.yaml';
const oldRecipe = readFileSync(join(root, 'test/fixtures/old-recipe/eks-fargate-adot.yaml'), 'utf8');
const alias = 'prometheus-sample-app';
const eksClusters = /^EKS (Clusters|クラスター)/;
const healthy = /adot-collector\b.*adot-col\b/;
const crashing = /adot-collector\b.*legacy-metrics/;

const settings = {
  'adot.connections': [
    ...labSettings['adot.connections'],
    { profile: 'lab-expired', regions: ['us-east-1'] },
  ],
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
};

describe('pictures', () => {
  for (const locale of locales) {
    it(`in ${locale}`, async function () {
      this.timeout(600_000);
      const workbench = await openWorkbench({
        ...{ locale, settings, width: 1200, height: 750 },
        files: { [oldManifest]: oldRecipe },
      });
      try {
        await arrange(workbench);
        for (const theme of themes) {
          await workbench.setTheme(theme);
          await takeAll(workbench, `${locale}-${theme.replaceAll(' ', '-')}`);
        }
      } finally {
        await workbench.close();
      }
    });
  }
});

/** The tree open down to the pods, and a manifest made from its workspace. */
async function arrange(workbench: WorkbenchPage): Promise<void> {
  await workbench.openResources();
  await workbench.widenSideBar(620);
  await workbench.expand(eksClusters);
  await workbench.expand(/amp-eks-fargate/);
  await workbench.expand(crashing);
  await workbench.expand(healthy);
  await scaffold(workbench);
  await workbench.page.locator('.tabs-container').getByRole('tab', { name: manifest }).waitFor();
  await showLine(workbench, readFileSync(join(workbench.folder, manifest), 'utf8'), /api\/v1\/remote_write/);
}

async function takeAll(workbench: WorkbenchPage, suffix: string): Promise<void> {
  const take = async (name: string): Promise<void> => {
    await workbench.restPointer();
    const file = await workbench.screenshot(`${name}-${suffix}`);
    if (suffix === 'en-dark' && ofReadme.includes(name)) {
      writeFileSync(join(root, 'docs', `${name}.png`), smallerPng(readFileSync(file)));
    }
  };
  await take('resources');

  await workbench.runCommand('adot.manifest.scaffold');
  await workbench.quickPickRow(alias).waitFor();
  await take('scaffold');
  await workbench.page.keyboard.press('Escape');

  await workbench.chooseCommand(crashing, 'adot.logs.follow');
  const { page } = workbench;
  await page.getByRole('button', { name: /Maximize Panel/ }).click();
  await workbench.outputLines().filter({ hasText: 'exporter' }).first().waitFor({ timeout: 30_000 });
  await take('logs');
  await page.getByRole('button', { name: /Restore Panel/ }).click();
  await workbench.runCommand('adot.logs.stop');
  // The next picture of it begins with an empty one.
  await workbench.runCommand('adot.logs.clear');
  await page.keyboard.press('Control+j');
  await workbench.outputLines().first().waitFor({ state: 'hidden' });

  await workbench.expand(/lab-expired.*us-east-1/);
  await workbench.row(/aws sso login/).waitFor();
  await take('problem');
  await workbench.collapse(/lab-expired.*us-east-1/);

  await page.keyboard.press('Control+b');
  await takeEditors(workbench, take);
  await page.keyboard.press('Control+b');
}

/** What the editor says of a config, and the picture of its pipelines. */
async function takeEditors(workbench: WorkbenchPage, take: (name: string) => Promise<void>): Promise<void> {
  const { page } = workbench;
  const closeEditor = async (): Promise<void> => {
    await workbench.openPalette('View: Close Editor');
    await page.keyboard.press('Enter');
  };
  await workbench.openFile(oldManifest);
  await showLine(workbench, oldRecipe, /logging:/);
  await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Control+Shift+m');
  await page.locator('.markers-panel .monaco-list-row').nth(3).waitFor();
  await take('yaml');
  await page.keyboard.press('Control+Shift+m');
  await closeEditor();
  await workbench.openFile(manifest);
  await workbench.runCommand('adot.pipelineGraph.open');
  const graph = page.frameLocator('iframe.webview').frameLocator('iframe');
  await graph
    .getByRole('button', { name: /prometheus/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await take('pipelines');
  await closeEditor();
}

async function scaffold(workbench: WorkbenchPage): Promise<void> {
  await workbench.runCommand('adot.manifest.scaffold');
  await workbench.quickPickRow(alias).click();
  await workbench.quickPickRow('amp-eks-fargate').click();
  await workbench.answer('adot-col');
  await workbench.quickPickRow('v0.').click();
}

/** Puts the cursor into the first line of the open text that matches, in the middle of the editor. */
async function showLine({ page }: WorkbenchPage, text: string, pattern: RegExp): Promise<void> {
  const lines = text.split('\n');
  await page.keyboard.press('Control+g');
  await page
    .locator('.quick-input-widget input[type="text"]')
    .fill(`:${lines.findIndex((line) => pattern.test(line)) + 1}`);
  await page.keyboard.press('Enter');
}
