import * as assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { setUpBrowser } from '../../host/browser.ts';
import { Lifetime } from '../../host/lifetime.ts';
import { root } from '../../host/paths.ts';
import { startBrowser } from '../../host/workbench.ts';
import { encodeShown } from '../../../src/query/codec.ts';
import type { RangeResult } from '../../../src/query/result.ts';
import { judge, judgeOnce } from '../finding.ts';
import type { GoalText } from '../finding.ts';
import type { Goal } from '../goal.ts';
import type { FirstPaint } from '../pages/firstPaint.ts';
import { playRounds } from '../rounds.ts';
import { median } from '../statistics.ts';
import type { Round } from '../statistics.ts';

const limitBytes = 100 * 1024;
const rounds = 9;

const againstPeer: GoalText = {
  id: 'Q3',
  what: 'First paint of 1,000 series x 1,000 points, from bytes to pixels, at most this part of what ECharts takes',
  bound: 'atMost',
  goal: 0.25,
};
const againstLimit: GoalText = {
  id: 'Q3b',
  what: 'The same, at most this part of what lines on a bare canvas take',
  bound: 'atMost',
  goal: 1.6,
};
const size: GoalText = {
  id: 'Q3c',
  what: 'The script that draws, minified, at most this part of 100 KB',
  bound: 'atMost',
  goal: 1,
};

type Contender = 'ours' | 'echarts' | 'bareCanvas';

/** Q3: charts show at once, and the script is small. */
export const charts: Goal = {
  texts: [againstPeer, againstLimit, size],
  run: async ({ builds }) => {
    const lifetime = new Lifetime();
    try {
      const browser = await setUpBrowser({ say: (line) => console.log(line), signal: lifetime.signal });
      const context = await startBrowser(browser, lifetime, { width: 1000, height: 600 });
      const scripts = await buildPages();
      const play = async (series: number): Promise<Record<Contender, number[]>> => {
        const bytes = encoded(series);
        const paint = (name: Contender) => () => firstPaint(context, scripts[name], bytes);
        const paintAll = { ours: paint('ours'), echarts: paint('echarts'), bareCanvas: paint('bareCanvas') };
        await compare(paintAll);
        const [ours = [], echarts = [], bareCanvas = []] = await playRounds(
          Object.values(paintAll).map((one) => async () => (await one()).ms),
          { rounds },
        );
        return { ours, echarts, bareCanvas };
      };
      const many = await play(1000);
      const few = await play(10);
      const details = [describe('1,000 series', many), describe('10 series', few)];
      const bytes = statSync(join(dirname(builds.entry), 'renderer.js')).size;
      return [
        judge(againstPeer, against(many.ours, many.echarts), details),
        judge(againstLimit, against(many.ours, many.bareCanvas)),
        judgeOnce(size, bytes / limitBytes, [`renderer.js ${(bytes / 1024).toFixed(1)} KB`]),
      ];
    } finally {
      await lifetime.end();
    }
  },
};

function against(ours: readonly number[], peer: readonly number[]): Round[] {
  return ours.map((cost, round) => ({ ours: cost, peer: peer[round] ?? NaN }));
}

function describe(what: string, { ours, echarts, bareCanvas }: Record<Contender, number[]>): string {
  const figures = { ours, ECharts: echarts, 'bare canvas': bareCanvas };
  return `${what}: ${Object.entries(figures)
    .map(([name, costs]) => `${name} ${median(costs).toFixed(0)} ms`)
    .join(', ')}`;
}

async function buildPages(): Promise<Record<Contender, string>> {
  const { pageBundle } = (await import(new URL('../../../build.js', import.meta.url).href)) as {
    pageBundle: (extra: BuildOptions) => BuildOptions & { write: false };
  };
  const page = async (name: Contender): Promise<string> => {
    const entryPoints = [join(root, 'test/bench/pages', `${name}.ts`)];
    const { outputFiles } = await build(
      pageBundle({ entryPoints, write: false, format: 'iife', minify: true }),
    );
    return outputFiles[0]?.text ?? '';
  };
  return { ours: await page('ours'), echarts: await page('echarts'), bareCanvas: await page('bareCanvas') };
}

/** Throws when a contender does not show about what all others show; each chooses its own range of values. */
async function compare(paintAll: Record<Contender, () => Promise<FirstPaint>>): Promise<void> {
  const limit = await paintAll.bareCanvas();
  for (const [name, paint] of Object.entries(paintAll)) {
    const { covered, colors, inked } = await paint();
    const isSame = covered > 0.85 && colors >= 4 && inked > limit.inked / 4 && inked < limit.inked * 4;
    assert.ok(isSame, `${name} shows something else: ${JSON.stringify({ covered, colors, inked, limit })}`);
  }
}

/** In a page of its own. */
async function firstPaint(context: BrowserContext, script: string, bytes: Uint8Array): Promise<FirstPaint> {
  const page = await context.newPage();
  try {
    await page.setContent('<body class="vscode-dark" style="margin: 0"></body>');
    await page.addScriptTag({ content: script });
    await page.evaluate(`contender.take('${Buffer.from(bytes).toString('base64')}')`);
    return await page.evaluate<FirstPaint>('contender.measure()');
  } finally {
    await page.close();
  }
}

function encoded(series: number): Uint8Array {
  const points = 1000;
  const start = Date.UTC(2026, 10, 26) / 1000;
  const step = 15;
  const values = new Float64Array(series * points);
  for (let index = 0; index < series; index += 1) {
    for (let point = 0; point < points; point += 1) {
      // Reproducible, and as restless as counters of real services.
      const noise = Math.sin(index * 12.9898 + point * 78.233) * 43_758.5453;
      values[index * points + point] =
        50 + 30 * Math.sin(point / 90 + index) + 12 * (noise - Math.floor(noise)) + (index % 17);
    }
  }
  const labels = Array.from({ length: series }, (_, index) => ({
    job: 'api',
    instance: `10.0.${index >> 8}.${index & 255}`,
  }));
  const result: RangeResult = {
    ...{ kind: 'range', start, step, points, values, series: labels },
    ...{ nans: new Uint32Array(), histograms: [] },
  };
  return encodeShown({
    answer: { result, warnings: [], infos: [], stats: undefined },
    about: {
      ...{ cell: 'cell', timezone: 'UTC', language: 'en' },
      plan: {
        kind: 'range',
        query: 'rate(requests_total[5m])',
        start,
        end: start + (points - 1) * step,
        step,
      },
    },
  });
}
