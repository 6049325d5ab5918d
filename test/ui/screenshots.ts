/** Takes the pictures that people look at, in each colour theme and language: `npm run screenshots`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { labSettings } from '../host/labEnvironment.ts';
import { root } from '../host/paths.ts';
import type { Locale } from '../host/server.ts';
import { editorFiles, manifest, takeEditors, takeFindings } from './editorPictures.ts';
import type { Take } from './editorPictures.ts';
import { goTo } from './goTo.ts';
import { sampleNotebook, takeNotebook } from './notebookPictures.ts';
import { smallerPng } from './smallerPng.ts';
import { openWorkbench } from './workbench.ts';
import type { Theme, WorkbenchPage } from './workbench.ts';

const locales: readonly Locale[] = ['en', 'ja'];
const themes: readonly Theme[] = ['dark', 'light', 'high contrast'];

const ofReadme: readonly string[] = ['resources', 'yaml', 'notebook'];

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
      this.timeout(1_200_000);
      const workbench = await openWorkbench({
        ...{ locale, settings, width: 1200, height: 750 },
        files: { ...editorFiles, ...sampleNotebook },
      });
      try {
        await arrange(workbench);
        for (const theme of themes) {
          await workbench.setTheme(theme);
          await takeAll(workbench, `${locale}-${theme.replaceAll(' ', '-')}`);
        }
      } catch (error) {
        await workbench.screenshot(`failed-${locale}`);
        throw error;
      } finally {
        await workbench.close();
      }
    });
  }
});

/** Smaller than on a screen: pages of a README scale larger ones down, and they are part of the package. */
describe('pictures of the README', function () {
  this.timeout(1_200_000);
  let workbench: WorkbenchPage;

  before(async () => {
    workbench = await openWorkbench({
      ...{ settings, width: 1200, height: 750, scale: 0.8 },
      files: { ...editorFiles, ...sampleNotebook },
    });
  });

  after(() => workbench?.close());

  const keep: Take = async (name) => {
    if (!ofReadme.includes(name)) {
      return;
    }
    await workbench.restPointer();
    const file = await workbench.screenshot(`readme-${name}`);
    writeFileSync(join(root, 'docs', `${name}.png`), smallerPng(readFileSync(file)));
  };

  it('shows the resources', async () => {
    await arrange(workbench);
    await keep('resources');
  });

  it('shows findings', async () => {
    await workbench.page.keyboard.press('Control+b');
    await takeFindings(workbench, keep);
  });

  it('shows a notebook', async () => {
    await takeNotebook(workbench, keep);
  });
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
  const text = readFileSync(join(workbench.folder, manifest), 'utf8');
  await goTo(workbench, text, /endpoint: \S+\/remote_write/);
}

async function takeAll(workbench: WorkbenchPage, suffix: string): Promise<void> {
  const take: Take = async (name, how) => {
    if (how === undefined) {
      await workbench.restPointer();
    }
    await workbench.screenshot(`${name}-${suffix}`);
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
  // It lies below what the view has room for.
  await workbench.row(/lab-expired.*us-east-1/).hover();
  await page.mouse.wheel(0, 2_000);
  await take('problem');
  await workbench.collapse(/lab-expired.*us-east-1/);

  await page.keyboard.press('Control+b');
  await takeEditors(workbench, take);
  await takeNotebook(workbench, take);
  await workbench.openFile(manifest);
  await workbench.openResources();
}

async function scaffold(workbench: WorkbenchPage): Promise<void> {
  await workbench.runCommand('adot.manifest.scaffold');
  await workbench.quickPickRow(alias).click();
  await workbench.quickPickRow('amp-eks-fargate').click();
  // The question before has a text field too.
  await workbench.page.locator('.quick-input-title', { hasText: '(3/4)' }).waitFor();
  await workbench.answer('adot-col');
  await workbench.quickPickRow('v0.').click();
}
