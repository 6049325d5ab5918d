import type { Advice } from '../trouble.ts';
import { errorNode, moreNode, noMatchNode } from './notices.ts';
import type { Filter } from './filter.ts';
import type { ExplorerNode } from './node.ts';
import type { WorkspaceTrace } from './source.ts';

export interface TreeOptions {
  /** The top of the tree. */
  loadRoots(signal: AbortSignal): Promise<readonly ExplorerNode[]>;
  /** A failure in words. */
  explain(error: unknown, node: ExplorerNode | undefined): Promise<Advice>;
  /** Whether a failure is one of the whole connection (its credentials), to be shown there and once. */
  concernsConnection(error: unknown): boolean;
  /** Hears of each failure once, before its node shows. */
  onFailure(advice: Advice, error: unknown, node: ExplorerNode | undefined): void;
  /** A node, or everything, is to be painted again. */
  onChange(node: ExplorerNode | undefined): void;
  /** How many children of one node show until more are asked for. */
  pageSize: number;
}

interface Memo {
  controller: AbortController;
  loading: Promise<readonly ExplorerNode[]>;
  loaded?: readonly ExplorerNode[];
  failing?: Promise<readonly ExplorerNode[]>;
}

const rootId = '';

/**
 * What is known of the tree: the children of each node that was opened, kept until a refresh.
 * A result that arrives after its node was refreshed is dropped, a failure is not kept.
 * VS Code may ask with a node of before a refresh: what such a node gives never stands for its successor.
 */
export class ExplorerTree {
  private readonly options: TreeOptions;
  private readonly memos = new Map<string, Memo>();
  private readonly nodes = new Map<string, ExplorerNode>();
  private readonly parents = new Map<string, string>();
  private readonly limits = new Map<string, number>();
  /** Nodes whose place below is taken by one failure that concerns all of it. */
  private readonly failures = new Map<string, ExplorerNode>();
  private filter: Filter | undefined;

  constructor(options: TreeOptions) {
    this.options = options;
  }

  /** The children to show of a node, or of the tree. Never throws: a failure is a node. */
  async children(node?: ExplorerNode): Promise<readonly ExplorerNode[]> {
    const id = node?.id ?? rootId;
    const failure = this.failures.get(id);
    if (failure) {
      return [failure];
    }
    const memo = this.memos.get(id) ?? this.load(id, this.nodes.get(id) ?? node);
    try {
      const loaded = await memo.loading;
      if (this.memos.get(id) === memo) {
        return this.present(id, loaded);
      }
    } catch (error) {
      if (this.memos.get(id) === memo) {
        this.memos.delete(id);
        memo.failing = this.fail(error, node);
      }
      // Whoever asked for the same children gets the same node.
      if (memo.failing) {
        return memo.failing;
      }
    }
    // Refreshed meanwhile: whoever refreshed asks again and gets the newer answer.
    const newer = this.memos.get(id);
    return newer?.loaded ? this.present(id, newer.loaded) : [];
  }

  node(id: string): ExplorerNode | undefined {
    return this.nodes.get(id);
  }

  get filterText(): string | undefined {
    return this.filter?.text;
  }

  /** The node of a workspace, when its group has been loaded. */
  findWorkspace(workspaceId: string | undefined): ExplorerNode | undefined {
    return [...this.nodes.values()].find(
      ({ data }) => data.kind === 'workspace' && data.workspace.id === workspaceId,
    );
  }

  /** See `WorkspaceTrace`. */
  traceWorkspace(workspaceId: string, region: string | undefined): WorkspaceTrace {
    const data = this.findWorkspace(workspaceId)?.data;
    if (data?.kind === 'workspace') {
      return data.workspace;
    }
    const isListed = [...this.nodes.values()].some(
      ({ id, data: group }) =>
        group.kind === 'group' &&
        group.group === 'workspaces' &&
        group.connection?.region === region &&
        this.isLoaded(id),
    );
    return isListed ? 'missing' : 'unknown';
  }

  parent(node: ExplorerNode): ExplorerNode | undefined {
    return this.nodes.get(this.parents.get(node.id) ?? rootId);
  }

  /** Forgets what lies below a node, or all, and has it asked for again. */
  refresh(id: string = rootId): void {
    this.forgetBelow(id);
    this.options.onChange(this.nodes.get(id));
  }

  setFilter(filter: Filter | undefined): void {
    this.filter = filter;
    this.limits.clear();
    this.options.onChange(undefined);
  }

  /** Shows another page below a node, and returns the first node of that page. */
  showMore(id: string): ExplorerNode | undefined {
    const limit = this.limit(id);
    this.limits.set(id, limit + this.options.pageSize);
    this.options.onChange(this.nodes.get(id));
    const loaded = this.memos.get(id)?.loaded;
    return loaded && this.present(id, loaded)[limit];
  }

  /** The nodes that have something below them that is on its way to another state. */
  changing(): string[] {
    return [...this.memos].flatMap(([id, { loaded }]) =>
      loaded?.some(({ isChanging }) => isChanging === true) === true ? [id] : [],
    );
  }

  /** Whether the children of a node have been loaded. */
  isLoaded(id: string): boolean {
    return this.memos.get(id)?.loaded !== undefined;
  }

  /**
   * Looks at a node's children again without forgetting what lies deeper; resolves to whether they differ.
   * A failure leaves the tree as it is, unless it is one of the whole connection.
   */
  async look(id: string): Promise<boolean> {
    const memo = this.memos.get(id);
    const node = this.nodes.get(id);
    if (!memo?.loaded || (id !== rootId && !node?.children)) {
      return false;
    }
    const { loaded: before, controller } = memo;
    let after: readonly ExplorerNode[];
    try {
      after = await this.read(node, controller.signal);
    } catch (error) {
      if (this.memos.get(id) === memo && this.options.concernsConnection(error)) {
        await this.fail(error, node);
      }
      return false;
    }
    if (this.memos.get(id) !== memo) {
      return false;
    }
    const changed = differing(before, after);
    if (changed === undefined) {
      return false;
    }
    this.adopt(id, memo, after);
    for (const child of changed.filter(({ id: childId }) => this.memos.get(childId)?.loaded)) {
      await this.look(child.id);
    }
    this.options.onChange(node);
    return true;
  }

  dispose(): void {
    for (const { controller } of this.memos.values()) {
      controller.abort();
    }
    this.memos.clear();
  }

  private load(id: string, node: ExplorerNode | undefined): Memo {
    const controller = new AbortController();
    const memo: Memo = { controller, loading: this.read(node, controller.signal) };
    memo.loading = memo.loading.then((loaded) => {
      if (this.memos.get(id) === memo) {
        // What is known below them already was told by their predecessors.
        for (const child of loaded) {
          this.forgetBelow(child.id);
        }
        this.adopt(id, memo, loaded);
      }
      return loaded;
    });
    this.memos.set(id, memo);
    return memo;
  }

  private async read(node: ExplorerNode | undefined, signal: AbortSignal): Promise<readonly ExplorerNode[]> {
    return node ? ((await node.children?.(signal)) ?? []) : await this.options.loadRoots(signal);
  }

  /** Keeps the loaded children, and forgets those that are gone. */
  private adopt(id: string, memo: Memo, loaded: readonly ExplorerNode[]): void {
    const ids = new Set(loaded.map((child) => child.id));
    for (const gone of memo.loaded?.filter((child) => !ids.has(child.id)) ?? []) {
      this.forgetBelow(gone.id);
      this.nodes.delete(gone.id);
      this.parents.delete(gone.id);
    }
    memo.loaded = loaded;
    memo.loading = Promise.resolve(loaded);
    for (const child of loaded) {
      this.know(child, id);
    }
  }

  private know(node: ExplorerNode, parentId: string): ExplorerNode {
    this.nodes.set(node.id, node);
    this.parents.set(node.id, parentId);
    return node;
  }

  private present(id: string, loaded: readonly ExplorerNode[]): readonly ExplorerNode[] {
    const passing = this.isInsideMatch(id) ? loaded : loaded.filter((child) => this.passes(child));
    if (passing.length === 0 && loaded.length > 0 && this.filter) {
      return [this.know(noMatchNode(id, this.filter.text), id)];
    }
    const limit = this.limit(id);
    const hidden = passing.length - limit;
    return hidden > 0
      ? [
          ...passing.slice(0, limit),
          this.know(moreNode(id, Math.min(hidden, this.options.pageSize), hidden), id),
        ]
      : passing;
  }

  private limit(id: string): number {
    return this.limits.get(id) ?? this.options.pageSize;
  }

  /** A node passes when it has nothing to filter by, when it matches, or when something opened below it does. */
  private passes(node: ExplorerNode): boolean {
    const { match } = node;
    return !match || this.filter?.passes(match) !== false || this.hasMatchBelow(node.id);
  }

  private hasMatchBelow(id: string): boolean {
    return (
      this.memos
        .get(id)
        ?.loaded?.some(
          (child) =>
            (child.match !== undefined && this.filter?.passes(child.match) === true) ||
            this.hasMatchBelow(child.id),
        ) === true
    );
  }

  private isInsideMatch(id: string): boolean {
    for (let node = this.nodes.get(id); node; node = this.parent(node)) {
      if (node.match && this.filter?.passes(node.match) === true) {
        return true;
      }
    }
    return false;
  }

  private async fail(error: unknown, node: ExplorerNode | undefined): Promise<readonly ExplorerNode[]> {
    const id = node?.id ?? rootId;
    const scope = this.options.concernsConnection(error) ? this.connectionOf(id) : undefined;
    const advice = await this.options.explain(error, node);
    if (scope === undefined || scope === id) {
      this.options.onFailure(advice, error, node);
      const shown = this.know(errorNode(id, advice), id);
      if (scope !== undefined) {
        this.failures.set(scope, shown);
      }
      return [shown];
    }
    // Several groups fail alike when credentials do: their connection says so, once.
    if (!this.failures.has(scope)) {
      this.options.onFailure(advice, error, node);
      this.forgetBelow(scope);
      this.failures.set(scope, this.know(errorNode(scope, advice), scope));
      this.options.onChange(this.nodes.get(scope));
    }
    return [];
  }

  private connectionOf(id: string): string | undefined {
    for (let at: string | undefined = id; at; at = this.parents.get(at)) {
      if (this.nodes.get(at)?.data.kind === 'connection') {
        return at;
      }
    }
    return undefined;
  }

  private forgetBelow(id: string): void {
    for (const known of [...this.memos.keys(), ...this.failures.keys()]) {
      if (this.isWithin(known, id)) {
        this.memos.get(known)?.controller.abort();
        this.memos.delete(known);
        this.failures.delete(known);
      }
    }
    for (const known of [...this.parents.keys()]) {
      if (known !== id && this.isWithin(known, id)) {
        this.nodes.delete(known);
      }
    }
    for (const known of [...this.parents.keys()]) {
      if (!this.nodes.has(known)) {
        this.parents.delete(known);
      }
    }
  }

  private isWithin(id: string, ancestor: string): boolean {
    for (let at: string | undefined = id; at !== undefined; at = this.parents.get(at)) {
      if (at === ancestor) {
        return true;
      }
    }
    return ancestor === rootId;
  }
}

/** The nodes of `after` that are new or painted differently; `undefined` when nothing changed at all. */
function differing(
  before: readonly ExplorerNode[],
  after: readonly ExplorerNode[],
): readonly ExplorerNode[] | undefined {
  const known = new Map(before.map((node) => [node.id, fingerprint(node)]));
  const changed = after.filter((node) => known.get(node.id) !== fingerprint(node));
  const sameOrder = before.length === after.length && before.every(({ id }, at) => after[at]?.id === id);
  return changed.length === 0 && sameOrder ? undefined : changed;
}

/** All that a node shows, but for words made on demand: they follow from the rest, and making a thousand takes its time. */
function fingerprint(node: ExplorerNode): string {
  const fields = Object.entries(Object.getOwnPropertyDescriptors(node));
  return JSON.stringify(
    fields.flatMap(([key, field]) => (field.get ? [] : [key, (field as { value?: unknown }).value])),
  );
}
