// A `vscode` module for plain Node: enough of it to activate the extension and to walk its tree. What matters to a
// measurement (events, tree items, settings, commands, views) is real and as light as the editor's own; the rest
// swallows every call.

export type Vscode = typeof import('./stubVscode.ts');

type Listener = (event: unknown) => unknown;
type Handler = (...args: unknown[]) => unknown;

export interface TreeProvider {
  getChildren(node?: unknown): unknown;
  getTreeItem(node: unknown): unknown;
}

/** Settings by full key, for the driver to fill before it activates. */
export const settings = new Map<string, unknown>();
/** Tree data providers by view id. */
export const views = new Map<string, TreeProvider>();
const handlers = new Map<string, Handler>();

/** Takes every call, property and loop, gives itself back, and keeps nothing. */
const nothing: never = new Proxy(function () {}, {
  get: (_target, key) => {
    switch (key) {
      // Nothing to wait for.
      case 'then':
        return undefined;
      case Symbol.iterator:
        return () => [][Symbol.iterator]();
      case Symbol.toPrimitive:
        return () => '';
      default:
        return nothing;
    }
  },
  set: () => true,
  apply: () => nothing,
  construct: () => nothing,
}) as never;

/** An object of which some is known; the rest of it is `nothing`. */
function partly(known: object): never {
  return new Proxy(known, {
    get: (target, key) => (key in target || key === 'then' ? Reflect.get(target, key) : nothing) as unknown,
  }) as never;
}

export class Disposable {
  private readonly end: () => unknown;
  constructor(end: () => unknown) {
    this.end = end;
  }
  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => parts.forEach((part) => part.dispose()));
  }
  dispose(): void {
    this.end();
  }
}

export class EventEmitter {
  private readonly listeners = new Set<Listener>();
  readonly event = (listener: Listener, self?: unknown): Disposable => {
    const bound: Listener = (event) => listener.call(self, event);
    this.listeners.add(bound);
    return new Disposable(() => this.listeners.delete(bound));
  };
  fire(event: unknown): void {
    this.listeners.forEach((listener) => listener(event));
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.emitter.fire(undefined);
  }
  dispose(): void {
    this.emitter.dispose();
  }
}

export class CancellationError extends Error {}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class MarkdownString {
  value: string;
  isTrusted: unknown;
  supportThemeIcons: boolean;
  constructor(value = '', supportThemeIcons = false) {
    this.value = value;
    this.supportThemeIcons = supportThemeIcons;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendText(text: string): this {
    return this.appendMarkdown(text.replace(/[\\`*_{}[\]()#+\-!~<>]/g, '\\$&'));
  }
}

export class TreeItem {
  label: unknown;
  collapsibleState: number;
  constructor(label: unknown, collapsibleState = 0) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class Uri {
  readonly scheme: string;
  readonly path: string;
  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(text: string): Uri {
    const colon = text.indexOf(':');
    return new Uri(text.slice(0, colon), text.slice(colon + 1));
  }
  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...parts].join('/'));
  }
  get fsPath(): string {
    return this.path;
  }
  with(change: { scheme?: string; path?: string }): Uri {
    return new Uri(change.scheme ?? this.scheme, change.path ?? this.path);
  }
  toString(): string {
    return `${this.scheme}:${this.path}`;
  }
}

export class Position {}
export class Range {}
export class Selection {}
export class RelativePattern {}
export class WorkspaceEdit {}
export class CodeLens {}
export class FileDecoration {}
export class DataTransferItem {}
export class SnippetString {}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 };
export const ExtensionMode = { Production: 1, Development: 2, Test: 3 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 };
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const UIKind = { Desktop: 1, Web: 2 };
export const EndOfLine = { LF: 1, CRLF: 2 };

const event = (): Disposable => new Disposable(() => undefined);

function addView(id: string, provider: TreeProvider): object {
  views.set(id, provider);
  return partly({
    visible: true,
    selection: [],
    onDidChangeVisibility: event,
    onDidChangeSelection: event,
    onDidExpandElement: event,
    onDidCollapseElement: event,
    dispose: () => views.delete(id),
  });
}

export const window = partly({
  state: { focused: true, active: true },
  createTreeView: (id: string, options: { treeDataProvider: TreeProvider }) =>
    addView(id, options.treeDataProvider),
  registerTreeDataProvider: addView,
  withProgress: (_options: unknown, task: Handler) => task({ report: () => undefined }, nothing),
  activeTextEditor: undefined,
  visibleTextEditors: [],
  showErrorMessage: () => Promise.resolve(undefined),
  showWarningMessage: () => Promise.resolve(undefined),
  showInformationMessage: () => Promise.resolve(undefined),
});

export const workspace = partly({
  isTrusted: true,
  workspaceFolders: undefined,
  textDocuments: [],
  getConfiguration: (section = '') => ({
    get: (key: string, otherwise?: unknown) => settings.get(section ? `${section}.${key}` : key) ?? otherwise,
    has: (key: string) => settings.has(section ? `${section}.${key}` : key),
    inspect: () => undefined,
    update: () => Promise.resolve(),
  }),
});

export const commands = partly({
  registerCommand: (id: string, handler: Handler) => {
    handlers.set(id, handler);
    return new Disposable(() => handlers.delete(id));
  },
  executeCommand: (id: string, ...args: unknown[]) => Promise.resolve(handlers.get(id)?.(...args)),
});

export const env = partly({
  language: 'en',
  appName: 'Bench',
  remoteName: undefined,
  uiKind: UIKind.Desktop,
});
export const l10n = { bundle: undefined, uri: undefined, t: (text: string) => text };
export const languages = nothing;
export const authentication = nothing;
export const extensions = partly({ all: [], getExtension: () => undefined });
export const version = '1.139.1';

/** What VS Code hands to `activate`. */
export function createContext(extensionPath: string): unknown {
  const memento = {
    get: (_key: string, otherwise?: unknown) => otherwise,
    update: () => Promise.resolve(),
    keys: () => [],
  };
  return {
    subscriptions: [],
    extensionPath,
    extensionUri: Uri.file(extensionPath),
    extensionMode: ExtensionMode.Production,
    globalState: { ...memento, setKeysForSync: () => undefined },
    workspaceState: memento,
    secrets: nothing,
    extension: { id: 'bench', packageJSON: {} },
    environmentVariableCollection: nothing,
    asAbsolutePath: (relative: string) => `${extensionPath}/${relative}`,
  };
}
