import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { parse, stringify } from 'yaml';
import { clearRequests } from '../integration/labSwitches.ts';
import { fedAlias, region } from '../lab/names.ts';
import { openWorkbench } from './workbench.ts';
import type { WorkbenchPage } from './workbench.ts';

/** A home whose programs leave a mark when they run, before they do what the lab's own do. */
interface MarkedHome {
  env: Record<string, string>;
  /** For `adot.kubernetes.kubeconfig` of the workspace: it has one context, `from-the-workspace`. */
  kubeconfig: string;
  /** What ran until now. */
  marks(): string[];
  remove(): void;
}

interface Kubeconfig {
  'current-context': string;
  contexts: { name: string; context: { user: string } }[];
  users: { name: string; user: { exec?: { args: string[] } } }[];
}

function markedHome(): MarkedHome {
  const home = mkdtempSync(join(tmpdir(), 'adot-workbench-marked-'));
  const marker = join(home, 'ran');
  const marking = (name: string, program: string): string => {
    const file = join(home, `${name}.mjs`);
    const lines = [
      `import { appendFileSync } from 'node:fs';`,
      `appendFileSync(${JSON.stringify(marker)}, '${name} ');`,
      `await import(${JSON.stringify(pathToFileURL(program).href)});`,
    ];
    writeFileSync(file, lines.join('\n'));
    return file;
  };
  const labConfig = process.env.AWS_CONFIG_FILE ?? '';
  const credentials = marking('credentials', join(dirname(labConfig), 'credential-process.mjs'));
  const config = join(home, 'config');
  const profile = `credential_process = "${process.execPath}" "${credentials}"`;
  const section = `\n[profile marking]\nregion = us-east-1\nservices = lab\n${profile}\n`;
  writeFileSync(config, readFileSync(labConfig, 'utf8') + section);

  const clusters = parse(readFileSync(process.env.KUBECONFIG ?? '', 'utf8')) as Kubeconfig;
  const plugin = clusters.users.find(({ name }) => name === 'exec')?.user.exec;
  assert.ok(plugin);
  plugin.args = [marking('plugin', plugin.args[0] ?? '')];
  const users = join(home, 'kubeconfig');
  writeFileSync(users, stringify(clusters));
  const contexts = clusters.contexts
    .filter(({ context }) => context.user === 'exec')
    .map(({ context }) => ({ name: 'from-the-workspace', context }));
  const kubeconfig = join(home, 'kubeconfig-of-workspace');
  writeFileSync(kubeconfig, stringify({ ...clusters, contexts, 'current-context': 'from-the-workspace' }));
  return {
    env: { AWS_CONFIG_FILE: config, KUBECONFIG: users },
    kubeconfig,
    marks: () => (existsSync(marker) ? readFileSync(marker, 'utf8').trim().split(' ') : []),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

interface SeenRequest {
  service: string;
  identity?: string;
}

async function requestsToAws(): Promise<SeenRequest[]> {
  const response = await fetch(new URL('/requests?service=aps', process.env.ADOT_LAB_URL));
  return (await response.json()) as SeenRequest[];
}

/** Says no to VS Code's question, when it asks. */
async function stayUntrusted({ page }: WorkbenchPage): Promise<void> {
  const no = page.getByRole('button', { name: /don't trust/i });
  await no.click({ timeout: 20_000 });
  await page.getByText('Restricted Mode').first().waitFor();
}

describe('an untrusted workspace', () => {
  let home: MarkedHome;
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(120_000);
    await clearRequests();
    home = markedHome();
    workbench = await openWorkbench({
      workspaceTrust: true,
      env: home.env,
      settings: {
        'workbench.editor.useModal': 'off',
        'security.workspace.trust.startupPrompt': 'always',
        'adot.connections': [{ profile: 'marking', regions: ['us-east-1'] }],
      },
      files: {
        '.vscode/settings.json': JSON.stringify({
          'adot.connections': [{ profile: 'lab-other', regions: ['us-east-1'] }],
          'adot.kubernetes.kubeconfig': home.kubeconfig,
        }),
        'x.promql.md': `---\ndatasource: ${fedAlias}@${region}\n---\n\n\`\`\`promql\nup\n\`\`\`\n`,
      },
    });
    await stayUntrusted(workbench);
    await workbench.openResources();
  });

  after(async () => {
    await workbench?.close();
    home?.remove();
  });

  it('takes no connection from its settings', async () => {
    await workbench.row(/^Connection marking/).waitFor({ timeout: 30_000 });
    assert.equal(
      await workbench
        .view()
        .getByRole('treeitem', { name: /^Connection lab-other/ })
        .count(),
      0,
    );
  });

  it('starts no program for credentials, and says so in the place of what it would show', async () => {
    await workbench.row(/^Problem: .*marking/).waitFor({ timeout: 30_000 });
    assert.deepEqual(home.marks(), []);
    assert.deepEqual(await requestsToAws(), []);
  });

  it('sends no query of a notebook', async () => {
    const { page } = workbench;
    await workbench.openFile('x.promql.md');
    await page.locator('.notebook-toolbar-container a.action-label[aria-label^="Run All"]').click();
    // VS Code's own question, before it even asks the extension.
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
    const response = await fetch(
      new URL('/requests?service=gateway&operation=QueryMetrics', process.env.ADOT_LAB_URL),
    );
    assert.deepEqual(await response.json(), []);
  });

  it('takes no kubeconfig from its settings, and starts no plug-in of the person’s own', async () => {
    await workbench.expand('Kubernetes Contexts');
    await workbench.expand(/^Kubernetes context adot-lab-exec, /);
    await workbench.row(/^Problem: .*adot-lab-exec/).waitFor({ timeout: 30_000 });
    assert.equal(await workbench.row(/from-the-workspace/).count(), 0);
    assert.deepEqual(home.marks(), []);
  });

  it('offers no sign-in, which would be a terminal', async () => {
    // Seen to be offered first, so that the palette is known to have found what there is.
    await workbench.openPalette('ADOT: Switch Connection');
    const offered = workbench.quickPickRow('ADOT: Switch Connection');
    await offered.waitFor({ timeout: 20_000 });
    await workbench.page.locator('.quick-input-widget input[type="text"]').fill('>ADOT: Sign In to AWS');
    await offered.waitFor({ state: 'detached' });
    const rows = await workbench.page.locator('.quick-input-widget .label-name').allInnerTexts();
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(
      rows.filter((row) => row.startsWith('ADOT: Sign In')),
      [],
    );
  });

  it('shows everything once it is trusted', async function () {
    this.timeout(120_000);
    const { page } = workbench;
    const manage = { name: 'Manage', exact: true };
    await page.getByRole('button', manage).or(page.getByRole('link', manage)).first().click();
    const editor = page.locator('.workspace-trust-editor');
    await editor.getByRole('button', { name: 'Trust', exact: true }).click();
    // The workspace's own settings hold now.
    await workbench.openResources();
    await workbench.row(/^Workspace payments, /).waitFor({ timeout: 60_000 });
    const [seen] = await requestsToAws();
    assert.match(seen?.identity ?? '', /444455556666/);
    await workbench.expand('Kubernetes Contexts');
    await workbench.expand(/^Kubernetes context from-the-workspace/);
    await workbench.row(/^Collector adot-collector, adot-col/).waitFor({ timeout: 30_000 });
    assert.ok(home.marks().includes('plugin'), home.marks().join());
  });
});
