import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import type { Labels } from '../../src/query/result.ts';
import type { Shown } from '../../src/query/shown.ts';
import { Lifetime } from '../host/lifetime.ts';
import { store } from '../host/paths.ts';
import { openCharts } from './chartPage/open.ts';
import type { Charts } from './chartPage/open.ts';
import { buckets, jobs, nativeSamples, rangeOf, shownOf, start, wave } from './chartPage/samples.ts';
import type { Theme } from './workbench.ts';

const themes: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
const pictures = process.env.ADOT_SCREENSHOTS ?? join(store, 'screenshots');

const lines = shownOf('http_requests{job="api"}', rangeOf(jobs(6), wave));
const instant = (count: number): Shown =>
  shownOf('sum by (instance) (rate(http_requests_total[5m]))', {
    ...{ kind: 'instant', time: start, series: jobs(count), histograms: [] },
    values: Float64Array.from({ length: count }, (_, index) => 240 / (index + 1)),
  });

const kinds: Readonly<Record<string, Shown>> = {
  lines,
  many: shownOf('rate(http_requests_total[5m])', rangeOf(jobs(60), wave)),
  stacked: shownOf(
    'node_memory_bytes',
    rangeOf(jobs(5), (s, p) => wave(s, p) * 3e7),
    { chart: 'stacked' },
  ),
  bars: shownOf('increase(http_requests_total[1m])', rangeOf(jobs(4), wave, { points: 61, step: 60 }), {
    chart: 'bar',
    warnings: ['PromQL warning: the bucket label "le" is missing or has a malformed value'],
    infos: ['PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket'],
  }),
  heatmap: shownOf('sum by (le) (rate(http_request_duration_seconds_bucket[5m]))', buckets()),
  'native histograms': shownOf('rate(http_request_duration_seconds[5m])', {
    ...rangeOf([{ job: 'api' }], () => NaN, { points: 120, step: 30 }),
    histograms: nativeSamples(120),
  }),
  'one value': shownOf(
    'process_resident_memory_bytes',
    rangeOf(jobs(1), (s, p) => wave(s, p) * 1e6),
    { chart: 'value' },
  ),
  'bars of one moment': instant(7),
  table: shownOf('http_request_duration_seconds_sum', rangeOf(jobs(40), wave), { chart: 'table' }),
  nothing: shownOf('up{job="none"} == 0', rangeOf([], wave)),
  'one point': shownOf(
    'up',
    rangeOf(jobs(2), () => 1, { points: 1 }),
  ),
  text: shownOf('"hello"', { kind: 'string', time: start, value: 'hello\u202e <b>world</b>\nsecond line' }),
};

describe('charts, in a page', function () {
  this.timeout(60_000);
  const lifetime = new Lifetime();
  let charts: Charts;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    charts = await openCharts(process.env.ADOT_BROWSER ?? '', lifetime);
  });
  afterEach(async () => {
    await charts.remove();
    await charts.heard();
    await charts.setTheme('dark');
    await charts.page.mouse.move(890, 690);
    assert.deepEqual(charts.complaints, []);
  });
  after(() => lifetime.end());

  for (const theme of themes) {
    it(`look well in ${theme}`, async () => {
      await charts.setTheme(theme);
      for (const [name, shown] of Object.entries(kinds)) {
        const output = await charts.show(shown);
        await charts.page.waitForTimeout(50);
        await output.screenshot({ path: join(pictures, `chart-${name}-${theme}.png`.replaceAll(' ', '-')) });
        await charts.remove();
      }
    });
  }

  it('look well in Japanese', async () => {
    for (const [name, shown] of Object.entries(kinds)) {
      const output = await charts.show({
        ...shown,
        about: { ...shown.about, language: 'ja', timezone: 'Asia/Tokyo' },
      });
      await output.screenshot({ path: join(pictures, `chart-${name}-ja.png`.replaceAll(' ', '-')) });
      await charts.remove();
    }
  });

  it('have a colour for each series that a canvas really shows, another one in another theme', async () => {
    await charts.show(lines);
    const dark = await charts.ink('cell');
    assert.equal(dark.colors.length, 6, dark.colors.join(' '));
    await charts.setTheme('light');
    const light = await charts.ink('cell');
    assert.equal(light.colors.filter((color) => dark.colors.includes(color)).length, 0);
  });

  it('say what a query cost, in cents', async () => {
    const costs: readonly (readonly [dollars: number, language: string, words: string])[] = [
      [1e-9, 'en', ' · less than $0.01 · '],
      [0.126, 'en', ' · about $0.13 · '],
      [1234.5, 'en', ' · about $1,234.50 · '],
      [1e-9, 'ja', ' · $0.01 未満 · '],
    ];
    for (const [dollars, language, words] of costs) {
      const output = await charts.show({ ...lines, about: { ...lines.about, dollars, language } });
      assert.ok((await output.locator('.notes').innerText()).includes(words), words);
      await charts.remove();
    }
  });

  it('draw a thousand series over several frames', async () => {
    const big = shownOf(
      'x',
      rangeOf(jobs(1000), (s, p) => wave(s % 50, p), { points: 1000 }),
    );
    const [atOnce, atLast] = await charts.inkOverTime(big);
    assert.ok(atOnce > 0 && atOnce < atLast, `${atOnce} of ${atLast} pixels`);
    assert.equal(await charts.page.locator('.legend').isVisible(), false);
  });

  describe('with a pointer', () => {
    it('say what is near, in all charts at the same time', async () => {
      await charts.show(lines);
      const other = await charts.show({
        ...kinds['stacked'],
        about: { ...(kinds['stacked'] as Shown).about, cell: 'other' },
      } as Shown);
      await charts.page.locator('#cell .u-over').hover({ position: { x: 400, y: 60 } });
      const tip = charts.page.locator('#cell .tooltip');
      assert.match(await tip.innerText(), /^Nov 26, 2026, 09:\d\d:\d\d\n/);
      assert.equal(await tip.locator('.tipRow').count(), 6);
      assert.equal(await tip.locator('.nearest').count(), 1);
      const crosshair = other.locator('.u-cursor-x');
      assert.equal(await crosshair.isVisible(), true);
      assert.equal(await other.locator('.tooltip').isVisible(), false);
      await charts.page.mouse.move(890, 690);
      assert.equal(await crosshair.isVisible(), false);
    });

    it('zoom in on what is marked, and out again', async () => {
      await charts.show(lines);
      await brush(charts, [200, 400]);
      const [zoom] = await charts.heard();
      assert.ok(zoom?.kind === 'zoom' && zoom.cell === 'cell', JSON.stringify(zoom));
      const { width } = (await charts.page.locator('#cell .u-over').boundingBox()) ?? { width: 1 };
      const expected = [200, 400].map((x) => start + (x / width) * 3600);
      assert.ok(Math.abs(zoom.start - (expected[0] ?? 0)) < 30, `${zoom.start} ${String(expected)}`);
      assert.ok(Math.abs(zoom.end - (expected[1] ?? 0)) < 30, `${zoom.end} ${String(expected)}`);
      await charts.page.locator('#cell .u-over').dblclick();
      assert.deepEqual(await charts.heard(), [{ kind: 'zoom', cell: 'cell', start, end: start + 3600 }]);
    });

    it('show a series alone from the legend, and with Ctrl all but one', async () => {
      await charts.show(lines);
      const entry = (at: number): Locator => charts.page.locator('.legend button').nth(at);
      await entry(2).click();
      assert.equal((await charts.ink('cell')).colors.length, 1);
      await entry(2).click();
      assert.equal((await charts.ink('cell')).colors.length, 6);
      await entry(2).click({ modifiers: ['Control'] });
      assert.equal((await charts.ink('cell')).colors.length, 5);
      assert.equal(await entry(2).getAttribute('aria-pressed'), 'false');
    });

    it('become another kind of chart, and say so', async () => {
      await charts.show(lines);
      await charts.page.getByRole('radio', { name: 'Table' }).click();
      assert.equal(await charts.page.locator('#cell table').isVisible(), true);
      await charts.page.getByRole('radio', { name: 'Stacked areas' }).click();
      assert.equal(await charts.page.locator('#cell canvas').first().isVisible(), true);
      const said = (await charts.heard()).map((message) =>
        message.kind === 'chart' ? message.chart : message.kind,
      );
      assert.deepEqual(said, ['table', 'stacked']);
    });
  });

  describe('with the keyboard', () => {
    const stage = (): Locator => charts.page.locator('#cell .stage');

    it('move the crosshair from point to point and from series to series, and say where it is', async () => {
      await charts.show(lines);
      await stage().press('ArrowRight');
      const live = (): Promise<string | null> => charts.page.locator('#cell [aria-live]').textContent();
      const first = await live();
      assert.match(first ?? '', /^Nov 26, 2026, 09:30:00, \{instance="10\.0\.0\.\d:8080"\}: \d/);
      await stage().press('ArrowRight');
      assert.match((await live()) ?? '', /09:30:15/);
      await stage().press('Shift+ArrowLeft');
      assert.match((await live()) ?? '', /09:27:45/);
      await stage().press('ArrowUp');
      const above = await live();
      await stage().press('ArrowDown');
      const below = await live();
      assert.notEqual(above?.split('{')[1], below?.split('{')[1]);
      await stage().press('End');
      assert.match((await live()) ?? '', /10:00:00/);
    });

    it('zoom, reset and open the legend', async () => {
      await charts.show(kinds['many'] as Shown);
      await stage().press('ArrowRight');
      await stage().press('+');
      await charts.page.waitForTimeout(500);
      await stage().press('-');
      await stage().press('Escape');
      const zooms = await charts.heard();
      assert.deepEqual(zooms, [
        { kind: 'zoom', cell: 'cell', start: start + 900, end: start + 2700 },
        { kind: 'zoom', cell: 'cell', start, end: start + 3600 },
      ]);
      await stage().press('l');
      assert.equal(await charts.page.locator('.legend button:focus').count(), 1);
    });

    it('are gone on with when zooming brought another output, which shows the same series', async () => {
      await charts.show(lines);
      await charts.page.locator('.legend button').nth(3).click();
      await stage().press('ArrowRight');
      await charts.show(lines);
      assert.equal((await charts.ink('cell')).colors.length, 1);
      assert.equal(await charts.page.locator('#cell .stage:focus').count(), 1);
    });

    it('go from kind to kind with the arrows', async () => {
      await charts.show(lines);
      await charts.page.getByRole('radio', { name: 'Lines' }).press('ArrowRight');
      assert.equal(
        await charts.page.getByRole('radio', { name: 'Stacked areas' }).getAttribute('aria-checked'),
        'true',
      );
    });
  });

  describe('as a table', () => {
    it('hold ten thousand rows of which few are in the page', async () => {
      await charts.show({ ...instant(10_000), about: { ...instant(1).about, chart: 'table' } });
      const rows = charts.page.locator('#cell tbody tr[aria-rowindex]');
      assert.ok((await rows.count()) < 60);
      assert.equal(await charts.page.locator('#cell table').getAttribute('aria-rowcount'), '10001');
      await charts.page.locator('.scroller').hover();
      await charts.page.mouse.wheel(0, 1e6);
      await charts.page.locator('#cell tr[aria-rowindex="10001"]').waitFor();
      assert.ok((await rows.count()) < 60);
    });

    it('are sorted, filtered and copied as they are seen', async () => {
      await charts.show({ ...instant(12), about: { ...instant(1).about, chart: 'table' } });
      const column = charts.page.locator('#cell tbody tr[aria-rowindex] td:nth-child(2)');
      await charts.page.getByRole('button', { name: 'instance' }).click();
      await charts.page.getByRole('button', { name: 'instance' }).click();
      assert.equal(await column.first().textContent(), '10.0.0.11:8080');
      await charts.page.getByRole('searchbox', { name: 'Filter rows' }).fill('0.1');
      assert.deepEqual(await column.allTextContents(), ['10.0.0.11:8080', '10.0.0.10:8080', '10.0.0.1:8080']);
      await charts.page.getByRole('button', { name: 'Copy as CSV' }).click();
      const [copy] = await charts.heard();
      assert.ok(copy?.kind === 'copy');
      assert.deepEqual(copy.text.split('\r\n'), [
        '__name__,instance,job,Value',
        'http_requests,10.0.0.11:8080,api,20',
        `http_requests,10.0.0.10:8080,api,${240 / 11}`,
        'http_requests,10.0.0.1:8080,api,120',
        '',
      ]);
    });
  });

  it('give a picture of themselves when it is asked for', async () => {
    for (const [name, shown] of Object.entries(kinds)) {
      await charts.show(shown);
      await charts.tell({ kind: 'picture', cell: 'cell', name: `${name}.png` });
      await charts.page.waitForTimeout(30);
      const [save] = await charts.heard();
      assert.ok(save?.kind === 'save' && save.name === `${name}.png`, name);
      const png = Buffer.from(save.base64, 'base64');
      if (name !== 'nothing') {
        assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47], name);
        assert.ok(png.readUInt32BE(16) > 600, `${name} is ${png.readUInt32BE(16)} wide`);
      }
    }
  });

  it('follow the width of the page', async () => {
    await charts.show(lines);
    const width = async (): Promise<number> =>
      (await charts.page.locator('#cell canvas').first().boundingBox())?.width ?? 0;
    const before = await width();
    await charts.page.setViewportSize({ width: 600, height: 700 });
    await charts.page.waitForTimeout(100);
    const narrow = await width();
    await charts.page.setViewportSize({ width: 900, height: 700 });
    assert.ok(narrow < before - 250 && narrow > 400, `${before}, then ${narrow}`);
  });

  it('leave nothing behind when an output goes away, or is shown anew', async () => {
    await charts.show(lines);
    await charts.show(kinds['table'] as Shown);
    assert.equal(await charts.page.locator('#cell canvas').count(), 0);
    await charts.show(lines);
    assert.equal(await charts.page.locator('#cell .uplot').count(), 1);
  });

  it('say so when there is no number to draw', async () => {
    const output = await charts.show(
      shownOf(
        '0 / 0',
        rangeOf([{ a: '1' }], () => NaN),
      ),
    );
    await output.getByText('No sample is a finite number').waitFor();
  });

  it('say so when an output is none of ours', async () => {
    const output = await charts.showBytes('cell', new Uint8Array([1, 2, 3]));
    assert.match(
      await output.getByRole('alert').innerText(),
      /^This result cannot be shown: its bytes are not those of a result\. Run the cell again\.$/,
    );
  });

  describe('of hostile labels', () => {
    const attacks = [
      '<img src=x onerror="charts.hasRun = true">',
      '"><script>charts.hasRun = true</script>',
      '<style>* { display: none }</style>',
      'javascript:charts.hasRun=true',
      '\u202e\u2066gnp.exe\u2069',
      '\u0000\u0007\u001b[2J\n\r\t',
      'x'.repeat(1_000_000),
      'لا إله '.repeat(200),
      '{{constructor.constructor("charts.hasRun = true")()}}',
      '\ud800 lone',
    ];
    const hostile = attacks.map((value, index): Labels => ({
      __name__: value,
      [value.slice(0, 2000)]: value,
      n: String(index),
    }));

    for (const chart of ['line', 'stacked', 'bar', 'value', 'table'] as const) {
      it(`nothing runs and nothing moves in a ${chart}`, async () => {
        const query = attacks.join('\n');
        const shown = shownOf(query, rangeOf(hostile, wave), {
          chart,
          name: attacks[0] ?? '',
          warnings: attacks,
          infos: attacks,
        });
        await charts.show(shown);
        await inert(charts);
        if (chart === 'line') {
          await charts.page.locator('#cell .u-over').hover({ position: { x: 400, y: 60 } });
          assert.equal(await charts.page.locator('.tooltip').isVisible(), true);
          await inert(charts);
        }
      });
    }

    it('nothing runs and nothing moves in bars of one moment, or in a text', async () => {
      await charts.show(
        shownOf(
          'x',
          {
            kind: 'instant',
            time: start,
            series: hostile,
            values: new Float64Array(10).fill(1),
            histograms: [],
          },
          { chart: 'bar' },
        ),
      );
      await inert(charts);
      await charts.show(shownOf('x', { kind: 'string', time: start, value: attacks.join('') }));
      await inert(charts);
    });
  });
});

/** No script ran, no element came out of a text, and nothing is wider than the page. */
async function inert(charts: Charts): Promise<void> {
  await charts.page.waitForTimeout(50);
  assert.equal(await charts.hasRun(), false);
  assert.equal(await charts.page.locator('#cell :is(img, script, style, iframe, a)').count(), 0);
  const { x, width } = (await charts.page.locator('#cell').boundingBox()) ?? { x: 0, width: 0 };
  for (const part of await charts.page
    .locator('#cell :is(.output > *, .legend, .tooltip, .notes p, .tile, .barName)')
    .all()) {
    const box = await part.boundingBox();
    assert.ok(
      !box || (box.x >= x && box.x + box.width <= x + width + 1),
      `${await part.getAttribute('class')}: ${JSON.stringify(box)}`,
    );
  }
  const height = await charts.page.evaluate<number>('document.body.scrollHeight');
  assert.ok(height < 8000, `${height} pixels high`);
}

async function brush({ page }: Charts, [from, to]: readonly [number, number]): Promise<void> {
  const { x, y } = (await page.locator('#cell .u-over').boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + from, y + 80);
  await page.mouse.down();
  await page.mouse.move(x + to, y + 90, { steps: 4 });
  await page.mouse.up();
}
