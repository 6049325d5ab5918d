import { runChecks } from './checks.ts';
import { testFiles } from './integration.ts';
import { shownPastSeconds } from './labEnvironment.ts';
import { root } from './paths.ts';
import type { Report } from './report.ts';
import type { Need, Tools } from './tools.ts';
import { versions } from './versions.ts';

export type PartName =
  | 'screenshots'
  | 'check'
  | 'unit'
  | 'integration'
  | 'floor'
  | 'packaged'
  | 'ui'
  | 'host'
  | 'desktop'
  | 'live';

interface Part {
  /** Where it belongs to a plain `npm test`. */
  platforms: readonly NodeJS.Platform[];
  needs: readonly Need[];
  run: (tools: Tools, report: Report) => Promise<void>;
}

const everywhere = ['linux', 'darwin', 'win32'] as const;

/** The parts of `npm test` in their order: what is quick to fail comes first. */
export const parts: Readonly<Record<PartName, Part>> = {
  check: {
    platforms: everywhere,
    needs: [],
    run: ({ setUp }, report) => runChecks(report, setUp),
  },
  unit: {
    platforms: everywhere,
    needs: [],
    run: ({ runMocha }, report) =>
      report.run('unit', () => runMocha(testFiles('test/unit'), { testSeconds: 10, allSeconds: 300 })),
  },
  integration: {
    platforms: everywhere,
    needs: ['prometheus', 'newest'],
    run: ({ newest, integrate }, report) =>
      report.run(`integration, VS Code ${versions.newest.vscode}`, async () =>
        integrate(await newest(), root),
      ),
  },
  floor: {
    platforms: everywhere,
    needs: ['prometheus', 'floor'],
    run: ({ floor, integrate }, report) =>
      report.run(`integration, VS Code ${versions.floor.vscode}`, async () => integrate(await floor(), root)),
  },
  packaged: {
    platforms: everywhere,
    needs: ['prometheus', 'newest', 'packaged'],
    run: async ({ newest, packaged, integrate }, report) => {
      const { folder } = await packaged();
      await report.run('integration, the packaged extension', async () => integrate(await newest(), folder));
    },
  },
  ui: {
    platforms: ['linux'],
    needs: ['prometheus', 'newest', 'browser'],
    run: async ({ newest, runMocha }, report) => {
      const { env } = await newest();
      const options = { env, testSeconds: 120, allSeconds: 1800, lab: {} };
      await report.run('user interface', () => runMocha(testFiles('test/ui'), options));
    },
  },
  host: {
    platforms: ['linux'],
    needs: ['prometheus', 'newest', 'browser', 'packaged'],
    run: async ({ browser, packaged, runMocha }, report) => {
      const env = { ADOT_VSIX: (await packaged()).vsix, ADOT_BROWSER: await browser() };
      const options = { env, testSeconds: 240, allSeconds: 1800 };
      await report.run('the package and npm start', () => runMocha(testFiles('test/host'), options));
    },
  },
  screenshots: {
    platforms: [],
    needs: ['prometheus', 'newest', 'browser', 'fonts'],
    run: async ({ newest, runMocha }, report) => {
      const lab = { pastSeconds: shownPastSeconds };
      const options = { env: (await newest()).env, testSeconds: 120, allSeconds: 1800, lab };
      await report.run('screenshots', () => runMocha(['test/ui/screenshots.ts'], options));
    },
  },
  live: {
    platforms: [],
    needs: ['live'],
    run: async ({ live, runMocha }, report) => {
      const options = { env: await live(), testSeconds: 120, allSeconds: 2400 };
      await report.run('the real counterparts', () => runMocha(testFiles('test/live'), options));
    },
  },
  desktop: {
    platforms: [],
    needs: ['prometheus', 'newestDesktop', 'floorDesktop'],
    run: async ({ newestDesktop, floorDesktop, integrate }, report) => {
      await report.run('integration, the newest desktop VS Code', async () =>
        integrate(await newestDesktop(), root),
      );
      await report.run(`integration, desktop VS Code ${versions.floor.vscode}`, async () =>
        integrate(await floorDesktop(), root),
      );
    },
  },
};
