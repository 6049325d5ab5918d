import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../../host/paths.ts';
import type { Lifetime } from '../../host/lifetime.ts';
import { startBrowser } from '../../host/workbench.ts';
import { encodeShown } from '../../../src/query/codec.ts';
import type { FromPage, Shown, ToPage } from '../../../src/query/shown.ts';
import type { Theme } from '../workbench.ts';
import { dresses } from './themes.ts';

/** A page with charts in it. */
export interface Charts {
  readonly page: Page;
  /** Shows an answer as the output of its cell. */
  show(shown: Shown): Promise<Locator>;
  /** Shows bytes as they are. */
  showBytes(id: string, bytes: Uint8Array): Promise<Locator>;
  remove(id?: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  tell(message: ToPage): Promise<void>;
  heard(): Promise<FromPage[]>;
  /** Whether a script in what was shown ran. */
  hasRun(): Promise<boolean>;
  ink(id: string): Promise<{ pixels: number; colors: string[] }>;
  inkOverTime(shown: Shown): Promise<[atOnce: number, atLast: number]>;
  /** What the page complained of: errors, and breaches of its policy. */
  readonly complaints: readonly string[];
}

const origin = 'http://charts.test';
/** Stricter than VS Code's own: not even styles may be written into the page. */
const policy =
  "default-src 'none'; script-src http://charts.test; img-src data:; require-trusted-types-for 'script'";
const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script></head><body></body></html>`;
const css =
  'body { margin: 0; padding: 8px; background: var(--vscode-editor-background); } .outputItem { padding: 0 8px 12px; }';

/** Opens a page as VS Code has it for the outputs of a notebook, with nothing around it. */
export async function openCharts(
  executablePath: string,
  lifetime: Lifetime,
  size: { width?: number; height?: number; scale?: number } = {},
): Promise<Charts> {
  const { pageBundle } = (await import(new URL('../../../build.js', import.meta.url).href)) as {
    pageBundle: (extra: BuildOptions) => BuildOptions & { write: false };
  };
  const { outputFiles } = await build(
    pageBundle({
      entryPoints: [join(root, 'test/ui/chartPage/page.ts')],
      write: false,
      format: 'esm',
      minify: true,
    }),
  );
  const script = outputFiles[0]?.text ?? '';
  const context = await startBrowser(executablePath, lifetime, { width: 900, height: 700, ...size });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.route('**/*', (route) => {
    const { pathname, origin: asked } = new URL(route.request().url());
    const answers: Record<string, [type: string, body: string]> = {
      '/': ['text/html', html],
      '/page.js': ['text/javascript', script],
      '/page.css': ['text/css', css],
    };
    const [contentType, body] = answers[pathname] ?? [];
    if (asked !== origin || body === undefined) {
      complaints.push(`asked for ${route.request().url()}`);
      return route.abort();
    }
    const headers = { 'content-security-policy': `${policy}; style-src http://charts.test` };
    return route.fulfill({ contentType: contentType ?? '', body, headers });
  });
  await page.goto(origin);
  const call = <T>(name: string, ...args: unknown[]): Promise<T> =>
    page.evaluate<T, [string, unknown[]]>(
      ([method, given]) =>
        (globalThis as unknown as { charts: Record<string, (...all: unknown[]) => T> }).charts[method]?.(
          ...given,
        ) as T,
      [name, args],
    );
  const charts: Charts = {
    page,
    complaints,
    show: (shown) => charts.showBytes(shown.about.cell, encodeShown(shown)),
    showBytes: async (id, bytes) => {
      await call('show', id, Buffer.from(bytes).toString('base64'));
      return page.locator(`#${id}`);
    },
    remove: (id) => call('remove', id),
    setTheme: async (theme) => {
      await call('dress', dresses[theme]);
      // The charts follow in the next frame.
      await page.waitForTimeout(50);
    },
    tell: (message) => call('tell', message),
    heard: () => call('heard'),
    hasRun: () => page.evaluate<boolean>('charts.hasRun'),
    ink: (id) => call('ink', id),
    inkOverTime: (shown) =>
      call('inkOverTime', shown.about.cell, Buffer.from(encodeShown(shown)).toString('base64')),
  };
  await charts.setTheme('dark');
  return charts;
}
