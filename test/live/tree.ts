import { registerHooks } from 'node:module';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ExplorerNode } from '../../src/explorer/node.ts';
import type { TestApi } from '../../src/features/testApi.ts';
import type { TreeProvider } from '../bench/child/stubVscode.ts';

/** A group's kind, a node's label, or whatever else tells one node from those beside it. */
export type Step = string | ((node: ExplorerNode) => boolean);

export interface TreeOptions {
  /** What the product finds of AWS and Kubernetes in its environment; nothing of this machine's own is left. */
  env: Readonly<Record<string, string>>;
  /** By full key: `adot.connections`. */
  settings?: Readonly<Record<string, unknown>>;
}

/** The Resources view of the product, in this process. */
export interface LiveTree {
  /** To put answers in the place of questions, as the integration tests do. */
  api: TestApi;
  /** What shows below the last of some nodes, each opened and painted as VS Code does. Failures are nodes like others. */
  open(...path: Step[]): Promise<ExplorerNode[]>;
  /** The same after a refresh of everything. */
  reopen(...path: Step[]): Promise<ExplorerNode[]>;
  /** Runs a command of the extension. */
  run(command: string, ...args: unknown[]): Promise<unknown>;
  dispose(): void;
}

interface Provider extends TreeProvider {
  onDidChangeTreeData(listener: () => void): { dispose(): void };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const stub = new URL('../bench/child/stubVscode.ts', import.meta.url).href;
let isHooked = false;
let isOpen = false;

/** Activates the extension as it is in src, over a stand-in for VS Code alone. One at a time: the environment is the process's. */
export async function openTree({ env, settings = {} }: TreeOptions): Promise<LiveTree> {
  if (isOpen) {
    throw new Error('another tree is open');
  }
  isOpen = true;
  const restore = replaceEnvironment(env);
  try {
    hookVscode();
    const vscode = await import('../bench/child/stubVscode.ts');
    const { activate } = await import('../../src/extension.ts');
    // The system's authorities are of no use on loopback.
    const chosen = Object.entries({ 'http.systemCertificates': false, ...settings });
    vscode.settings.clear();
    chosen.forEach(([key, value]) => vscode.settings.set(key, value));
    const context = vscode.createContext(root) as Parameters<typeof activate>[0];
    const api = activate(context);
    const provider = vscode.views.get('adot.resources') as Provider | undefined;
    if (provider === undefined) {
      throw new Error('the extension made no view adot.resources');
    }
    const { executeCommand } = vscode.commands as {
      executeCommand: (command: string, ...args: unknown[]) => Promise<unknown>;
    };
    const open = (...path: Step[]): Promise<ExplorerNode[]> => openPath(provider, path);
    return {
      api,
      open,
      reopen: (...path) => {
        api.explorer.refresh();
        return open(...path);
      },
      run: executeCommand,
      dispose: () => {
        context.subscriptions.forEach((one) => void one.dispose());
        restore();
        isOpen = false;
      },
    };
  } catch (error) {
    restore();
    isOpen = false;
    throw error;
  }
}

/** What nodes show, a line for each. */
export function linesOf(nodes: readonly ExplorerNode[]): string[] {
  return nodes.map(({ label, description }) => (description ? `${label} · ${description}` : label));
}

/** Opens a path again and again until `isThere`; the tree looks by itself at what is changing. Fails with what shows. */
export async function untilShown(
  open: () => Promise<ExplorerNode[]>,
  isThere: (lines: string[]) => boolean,
  seconds = 60,
): Promise<string[]> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const lines = linesOf(await open());
    if (isThere(lines)) {
      return lines;
    }
    if (Date.now() > end) {
      throw new Error(`what was awaited does not show:\n${lines.join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function openPath(provider: Provider, path: readonly Step[]): Promise<ExplorerNode[]> {
  let shown = await paintChildren(provider);
  for (const step of path) {
    const node = shown.find((one) => matches(one, step));
    if (node === undefined) {
      throw new Error(`${String(step)} is not among\n${linesOf(shown).join('\n') || 'nothing'}`);
    }
    shown = await paintChildren(provider, node);
  }
  return shown;
}

/** Asks once more when the tree says meanwhile that it has changed, as VS Code does. */
async function paintChildren(provider: Provider, node?: ExplorerNode): Promise<ExplorerNode[]> {
  for (;;) {
    let hasChanged = false;
    const listener = provider.onDidChangeTreeData(() => (hasChanged = true));
    const children = (await provider.getChildren(node)) as ExplorerNode[];
    listener.dispose();
    if (!hasChanged) {
      children.forEach((child) => provider.getTreeItem(child));
      return children;
    }
  }
}

function matches(node: ExplorerNode, step: Step): boolean {
  return typeof step === 'string'
    ? node.label === step || (node.data.kind === 'group' && node.data.group === step)
    : step(node);
}

function hookVscode(): void {
  if (!isHooked) {
    isHooked = true;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vscode' ? { url: stub, shortCircuit: true } : next(specifier, context),
    });
  }
}

/** Gives back what puts everything as it was. */
function replaceEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  const isOurs = (name: string): boolean => name.startsWith('AWS_') || name === 'KUBECONFIG';
  Object.keys(before)
    .filter(isOurs)
    .forEach((name) => delete process.env[name]);
  const nothing = {
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    KUBECONFIG: `${devNull}/none`,
  };
  Object.assign(process.env, nothing, { AWS_EC2_METADATA_DISABLED: 'true' }, env);
  return () => {
    for (const name of Object.keys(process.env)) {
      if (before[name] === undefined) {
        delete process.env[name];
      }
    }
    Object.assign(process.env, before);
  };
}
