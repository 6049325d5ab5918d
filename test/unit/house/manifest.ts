/** What package.json, its translations and the sources say of each other. */
export interface House {
  /** package.json, parsed. */
  manifest: Manifest;
  /** package.nls.json and package.nls.ja.json by locale, `en` for the former. */
  messages: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Path below the project -> text, of every file in src/. */
  sources: ReadonlyMap<string, string>;
  /** Whether a path below the project exists. */
  exists(path: string): boolean;
}

interface Menu {
  command?: string;
  submenu?: string;
  when?: string;
}

interface Manifest {
  icon?: string;
  main?: string;
  contributes: {
    commands?: { command: string; icon?: string | { light: string; dark: string } }[];
    menus?: Record<string, Menu[]>;
    keybindings?: { command: string }[];
    viewsContainers?: Record<string, { id: string; icon: string }[]>;
    views?: Record<string, { id: string; icon?: string }[]>;
    viewsWelcome?: { view: string; contents: string; when?: string }[];
    configuration?: { properties: Record<string, unknown> }[];
    languages?: { id: string; configuration?: string; icon?: { light: string; dark: string } }[];
    grammars?: { language?: string; path: string }[];
    snippets?: { language: string; path: string }[];
    walkthroughs?: { steps: { media: Record<string, unknown>; completionEvents?: string[] }[] }[];
  };
}

/** Calls that name a command without registering it. */
const looking = new Set(['executeCommand', 'run', 'includes', 'get', 'affectsConfiguration', 'update']);

const builtIn = /^(workbench|vscode|editor|notebook|revealInExplorer|setContext)\b/;

/** Every disagreement, one sentence each. */
export function disagreements(house: House): string[] {
  return [
    ...commands(house),
    ...menus(house),
    ...views(house),
    ...settings(house),
    ...files(house),
    ...walkthroughs(house),
    ...keys(house),
  ];
}

const idsOf = (house: House): string[] => (house.manifest.contributes.commands ?? []).map((c) => c.command);

function* commands(house: House): Iterable<string> {
  const contributed = idsOf(house);
  yield* repeated(contributed).map((id) => `command ${id} is contributed twice`);
  const registered = [...house.sources.values()].flatMap((text) =>
    [...text.matchAll(/\b(\w+)\(\s*'(adot\.\w+\.\w+)'/g)]
      .filter(([, call = '']) => !looking.has(call))
      .map(([, , id = '']) => id)
      .filter((id) => !viewIds(house).includes(id) && !settingIds(house).includes(id)),
  );
  yield* repeated(registered).map((id) => `command ${id} is registered twice`);
  yield* contributed
    .filter((id) => !registered.includes(id))
    .map((id) => `command ${id} is registered nowhere`);
  yield* registered.filter((id) => !contributed.includes(id)).map((id) => `command ${id} is not contributed`);
  const called = [...house.sources].flatMap(([file, text]) =>
    [...text.matchAll(/'(adot\.[a-z]\w*\.[a-z]\w*)'/g)]
      .map((m) => m[1] ?? '')
      .filter((id) => !known(house, id))
      .map((id) => `${file} names ${id}, which is no command, view or setting`),
  );
  yield* new Set(called);
}

function known(house: House, id: string): boolean {
  return idsOf(house).includes(id) || viewIds(house).includes(id) || settingIds(house).includes(id);
}

function* menus(house: House): Iterable<string> {
  const contributed = idsOf(house);
  const words = contextWords(house);
  for (const [menu, items] of Object.entries(house.manifest.contributes.menus ?? {})) {
    for (const { command, when = '' } of items) {
      if (command !== undefined && !contributed.includes(command)) {
        yield `menu ${menu} names ${command}, which is not contributed`;
      }
      for (const word of viewItemWords(when)) {
        if (!words.has(word)) {
          yield `menu ${menu} asks for viewItem ${word}, which no node has`;
        }
      }
      for (const view of [...when.matchAll(/\bview == ([\w.]+)/g)].map((m) => m[1] ?? '')) {
        if (!viewIds(house).includes(view)) {
          yield `menu ${menu} names view ${view}, which is not contributed`;
        }
      }
    }
  }
  // A key may be for a command of VS Code too.
  yield* (house.manifest.contributes.keybindings ?? [])
    .filter(({ command }) => command.startsWith('adot.') && !contributed.includes(command))
    .map(({ command }) => `keybinding names ${command}, which is not contributed`);
}

/** Words between the anchors of `viewItem =~ /\bword\b/`. */
function viewItemWords(when: string): string[] {
  return [...when.matchAll(/viewItem\s*(?:=~\s*\/(.+?)\/|==\s*(\w+))/g)].flatMap((m) =>
    [...(m[1] ?? m[2] ?? '').replaceAll(/\\b|\(\?[=!:<]+/g, ' ').matchAll(/\w+/g)].map((w) => w[0]),
  );
}

/** Every word inside a string of the explorer: what a `contextValue` is made of. */
function contextWords(house: House): Set<string> {
  return new Set(
    [...house.sources]
      .filter(([file]) => file.startsWith('src/explorer/'))
      .flatMap(([, text]) =>
        [...text.matchAll(/['`]([^'`\n]*)['`]/g)].flatMap((m) => (m[1] ?? '').match(/\w+/g) ?? []),
      ),
  );
}

const viewIds = (house: House): string[] =>
  Object.values(house.manifest.contributes.views ?? {}).flatMap((list) => list.map(({ id }) => id));

function* views(house: House): Iterable<string> {
  const text = [...house.sources.values()].join('\n');
  for (const id of viewIds(house)) {
    if (!text.includes(`'${id}'`)) {
      yield `view ${id} is filled by nobody`;
    }
  }
  for (const { view, contents } of house.manifest.contributes.viewsWelcome ?? []) {
    if (!viewIds(house).includes(view)) {
      yield `viewsWelcome names ${view}, which is not contributed`;
    }
    yield* linkedCommands(house, contents);
  }
}

/** Commands in `[text](command:id)` of a message, translated or not, that do not exist. */
function* linkedCommands(house: House, message: string): Iterable<string> {
  const key = /^%(.+)%$/.exec(message)?.[1];
  const texts =
    key === undefined ? [message] : [...house.messages.values()].map((messages) => messages[key] ?? '');
  for (const id of texts.flatMap((t) => [...t.matchAll(/\(command:([\w.]+)/g)].map((m) => m[1] ?? ''))) {
    if (!idsOf(house).includes(id) && !builtIn.test(id)) {
      yield `a text links to command ${id}, which is not contributed`;
    }
  }
}

const settingIds = (house: House): string[] =>
  (house.manifest.contributes.configuration ?? []).flatMap(({ properties }) => Object.keys(properties));

function* settings(house: House): Iterable<string> {
  const text = house.sources.get('src/features/settings.ts') ?? '';
  for (const id of settingIds(house)) {
    if (!text.includes(`'${id.replace(/^adot\./, '')}'`) && !text.includes(`'${id}'`)) {
      yield `setting ${id} is read nowhere`;
    }
  }
}

function* files(house: House): Iterable<string> {
  const { manifest } = house;
  const { contributes } = manifest;
  const icons = (icon: string | { light: string; dark: string } | undefined): string[] =>
    icon === undefined ? [] : typeof icon === 'string' ? [icon] : [icon.light, icon.dark];
  const named = [
    ...icons(manifest.icon),
    ...(contributes.commands ?? []).flatMap(({ icon }) => icons(icon)),
    ...Object.values(contributes.viewsContainers ?? {}).flatMap((list) =>
      list.flatMap(({ icon }) => icons(icon)),
    ),
    ...Object.values(contributes.views ?? {}).flatMap((list) => list.flatMap(({ icon }) => icons(icon))),
    ...(contributes.languages ?? []).flatMap(({ configuration, icon }) => [
      ...icons(configuration),
      ...icons(icon),
    ]),
    ...(contributes.grammars ?? []).map(({ path }) => path),
    ...(contributes.snippets ?? []).map(({ path }) => path),
  ];
  yield* named
    .filter((path) => !path.startsWith('$(') && !house.exists(path))
    .map((path) => `package.json names ${path}, which does not exist`);
  const languages = new Set([
    ...(contributes.languages ?? []).map(({ id }) => id),
    'yaml',
    'json',
    'markdown',
  ]);
  for (const { language } of [...(contributes.grammars ?? []), ...(contributes.snippets ?? [])]) {
    if (language !== undefined && !languages.has(language)) {
      yield `language ${language} is not contributed`;
    }
  }
}

function* walkthroughs(house: House): Iterable<string> {
  for (const step of (house.manifest.contributes.walkthroughs ?? []).flatMap(({ steps }) => steps)) {
    const paths = Object.entries(step.media).flatMap(([kind, value]) =>
      kind === 'altText'
        ? []
        : typeof value === 'string'
          ? [value]
          : Object.values(value as Record<string, string>),
    );
    yield* paths
      .filter((path) => !path.startsWith('%') && !house.exists(path))
      .map((path) => `a walkthrough shows ${path}, which does not exist`);
    for (const event of step.completionEvents ?? []) {
      const [, kind, id = ''] = /^(\w+):(.+)$/.exec(event) ?? [];
      const exists =
        kind === 'onCommand'
          ? idsOf(house).includes(id)
          : kind === 'onView'
            ? viewIds(house).includes(id)
            : true;
      if (!exists) {
        yield `a walkthrough waits for ${event}, which cannot happen`;
      }
    }
  }
}

function* keys(house: House): Iterable<string> {
  const used = new Set([...JSON.stringify(house.manifest).matchAll(/"%([\w.-]+)%"/g)].map((m) => m[1] ?? ''));
  for (const [locale, messages] of house.messages) {
    yield* [...used].filter((key) => !messages[key]).map((key) => `%${key}% is missing in ${locale}`);
    yield* Object.keys(messages)
      .filter((key) => !used.has(key))
      .map((key) => `%${key}% of ${locale} is used nowhere`);
    yield* Object.values(messages).flatMap((message) => [...linkedCommands(house, message)]);
  }
}

function repeated(list: readonly string[]): string[] {
  return [...new Set(list.filter((item, index) => list.indexOf(item) !== index))];
}
