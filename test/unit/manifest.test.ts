import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { disagreements } from './house/manifest.ts';
import type { House } from './house/manifest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

function ourHouse(): House {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'));
  return {
    manifest: JSON.parse(read('package.json')) as House['manifest'],
    messages: new Map([
      ['en', JSON.parse(read('package.nls.json')) as Record<string, string>],
      ['ja', JSON.parse(read('package.nls.ja.json')) as Record<string, string>],
    ]),
    sources: new Map(files.map((file) => [file, read(file)])),
    exists: (file) => existsSync(path.join(root, file)),
  };
}

/** A small manifest on which everybody agrees, made anew for each case. */
function sound(): House & { messages: Map<string, Record<string, string>>; sources: Map<string, string> } {
  return {
    manifest: {
      icon: 'media/icon.png',
      contributes: {
        commands: [{ command: 'adot.a.run', icon: '$(play)' }],
        menus: {
          'view/item/context': [
            { command: 'adot.a.run', when: String.raw`view == adot.tree && viewItem =~ /\bleaf\b/` },
          ],
        },
        viewsContainers: { activitybar: [{ id: 'adot', icon: 'media/adot.svg' }] },
        views: { adot: [{ id: 'adot.tree' }] },
        viewsWelcome: [{ view: 'adot.tree', contents: '%welcome%' }],
        configuration: [{ properties: { 'adot.one': {} } }],
        languages: [{ id: 'promql', configuration: './syntaxes/conf.json' }],
        grammars: [{ language: 'promql', path: './syntaxes/g.json' }],
        snippets: [{ language: 'yaml', path: './snippets/s.json' }],
        walkthroughs: [
          {
            steps: [
              {
                media: { image: 'media/w.svg', altText: '%alt%' },
                completionEvents: ['onCommand:adot.a.run'],
              },
            ],
          },
        ],
      },
    },
    messages: new Map([
      ['en', { welcome: '[Run](command:adot.a.run)', alt: 'A' }],
      ['ja', { welcome: '[実行](command:adot.a.run)', alt: 'あ' }],
    ]),
    sources: new Map([
      ['src/features/tree.ts', "createTreeView('adot.tree'); guard.command('adot.a.run', run);"],
      ['src/features/settings.ts', "get('one')"],
      ['src/explorer/node.ts', "contextValue: 'leaf ready'"],
    ]),
    exists: (file) => !file.includes('missing'),
  };
}

type Sound = ReturnType<typeof sound>;
const contributes = (house: Sound) => house.manifest.contributes;
const addSource = (text: string) => (house: Sound) => house.sources.set('src/features/x.ts', text);

const planted: readonly [title: string, plant: (house: Sound) => unknown, said: RegExp][] = [
  [
    'a command nobody registers',
    (h) => contributes(h).commands?.push({ command: 'adot.a.lost' }),
    /adot\.a\.lost is registered nowhere/,
  ],
  [
    'a command nobody contributes',
    addSource("guard.command('adot.a.extra', f)"),
    /adot\.a\.extra is not contributed/,
  ],
  [
    'a command registered twice',
    addSource("registerCommand('adot.a.run', f)"),
    /adot\.a\.run is registered twice/,
  ],
  [
    'a command contributed twice',
    (h) => contributes(h).commands?.push({ command: 'adot.a.run' }),
    /contributed twice/,
  ],
  ['a call of no command', addSource("executeCommand('adot.a.typo')"), /names adot\.a\.typo/],
  [
    'a menu without its command',
    (h) => (contributes(h).menus = { x: [{ command: 'adot.a.gone' }] }),
    /names adot\.a\.gone/,
  ],
  [
    'a menu for no node',
    (h) => (contributes(h).menus = { x: [{ when: String.raw`viewItem =~ /\bmoon\b/` }] }),
    /viewItem moon/,
  ],
  [
    'a menu of no view',
    (h) => (contributes(h).menus = { x: [{ when: 'view == adot.other' }] }),
    /view adot\.other/,
  ],
  [
    'a keybinding of no command',
    (h) => (contributes(h).keybindings = [{ command: 'adot.a.key' }]),
    /keybinding names/,
  ],
  [
    'a view nobody fills',
    (h) => contributes(h).views?.adot?.push({ id: 'adot.empty' }),
    /adot\.empty is filled by nobody/,
  ],
  [
    'a welcome of no view',
    (h) => contributes(h).viewsWelcome?.push({ view: 'adot.w', contents: '' }),
    /viewsWelcome names adot\.w/,
  ],
  [
    'a link to no command',
    (h) => h.messages.set('ja', { welcome: '[x](command:adot.a.none)', alt: 'x' }),
    /command adot\.a\.none/,
  ],
  [
    'a setting nobody reads',
    (h) => contributes(h).configuration?.push({ properties: { 'adot.two': {} } }),
    /adot\.two is read nowhere/,
  ],
  ['a missing icon', (h) => (h.manifest.icon = 'media/missing.png'), /names media\/missing\.png/],
  [
    'a missing container icon',
    (h) => contributes(h).viewsContainers?.activitybar?.push({ id: 'b', icon: 'missing.svg' }),
    /missing\.svg/,
  ],
  ['a missing grammar', (h) => contributes(h).grammars?.push({ path: 'missing.json' }), /missing\.json/],
  [
    'a missing snippet file',
    (h) => contributes(h).snippets?.push({ language: 'yaml', path: 'missing.json' }),
    /missing\.json/,
  ],
  [
    'snippets of no language',
    (h) => contributes(h).snippets?.push({ language: 'cobol', path: 's.json' }),
    /language cobol/,
  ],
  [
    'a missing walkthrough picture',
    (h) => contributes(h).walkthroughs?.push({ steps: [{ media: { image: 'missing.svg' } }] }),
    /shows missing/,
  ],
  [
    'a walkthrough that cannot end',
    (h) =>
      contributes(h).walkthroughs?.push({
        steps: [{ media: {}, completionEvents: ['onCommand:adot.a.never'] }],
      }),
    /cannot happen/,
  ],
  ['a key without English', (h) => h.messages.set('en', { welcome: 'x' }), /%alt% is missing in en/],
  ['a key without Japanese', (h) => h.messages.set('ja', { welcome: 'x' }), /%alt% is missing in ja/],
  [
    'a key nobody uses',
    (h) => h.messages.set('en', { welcome: 'x', alt: 'x', old: 'x' }),
    /%old% of en is used nowhere/,
  ],
];

describe('manifest', () => {
  it('package.json, the sources and the files agree', () => assert.deepEqual(disagreements(ourHouse()), []));

  it('the sound manifest has no disagreement', () => assert.deepEqual(disagreements(sound()), []));

  for (const [title, plant, said] of planted) {
    it(`is told of ${title}`, () => {
      const house = sound();
      plant(house);
      const told = disagreements(house);
      assert.ok(
        told.some((line) => said.test(line)),
        `told only of: ${told.join('; ') || 'nothing'}`,
      );
    });
  }
});
