import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import l10nDev from '@vscode/l10n-dev';
import { describe, it } from 'mocha';

type Bundle = Record<string, string | { message: string }>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const readBundle = (file: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Bundle).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : value.message,
    ]),
  );
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, contents: readFileSync(path.join(root, 'src', file), 'utf8') }));
const holes = (message: string): string[] => [...message.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

describe('texts for people', function () {
  // Every source goes through a parser that has to be loaded first.
  this.timeout(180_000);

  it('each text in the code is in the bundle, and nothing else (npm run l10n writes it)', async () => {
    const found = await l10nDev.getL10nJson(sources.map(({ contents }) => ({ extension: '.ts', contents })));
    assert.deepEqual(Object.keys(readBundle('l10n/bundle.l10n.json')).sort(), Object.keys(found).sort());
  });

  for (const [english, japanese] of [
    ['package.nls.json', 'package.nls.ja.json'],
    ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.ja.json'],
  ] as const) {
    it(`${japanese} translates each text of ${english}, with the same holes`, () => {
      const [en, ja] = [readBundle(english), readBundle(japanese)];
      assert.deepEqual(Object.keys(ja).sort(), Object.keys(en).sort());
      for (const [key, message] of Object.entries(en)) {
        assert.deepEqual(holes(ja[key] ?? ''), holes(message), key);
      }
    });
  }

  it('a text is never put together: its English is one literal', () => {
    const loose = sources.flatMap(({ file, contents }) =>
      [...contents.matchAll(/\bl10n\.t\(\s*([^'"{\s][^,)]*)/g)].map((m) => `${file}: ${m[1] ?? ''}`),
    );
    assert.deepEqual(loose, []);
  });
});
